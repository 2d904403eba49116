import type { runs } from '#contract/api/runs.ts'
import type { Run } from '#contract/model/runs.ts'
import { captureTarget, captureTitle } from '../capture/capture-target.ts'
import type { RunRow } from '../ports/runs.ts'
import type { ReadStore } from '../ports/store.ts'
import type { RunEngine } from '../runs/engine.ts'
import { toAccepted } from './accepted.ts'
import type { Handlers } from './handlers.ts'
import { toRun, toRunItem } from './present.ts'
import { words } from './words.ts'

const present = async (store: ReadStore, engine: Pick<RunEngine, 'waitingUntil'>, row: RunRow): Promise<Run> =>
  toRun(row, await store.runs.counts(row.id), engine.waitingUntil(row.id))

export const runHandlers: Handlers<keyof typeof runs> = {
  'runs.list': async ({ tenantId, limit }, { store, engine }) =>
    Promise.all((await store.runs.list(tenantId, limit)).map(async (row) => present(store, engine, row))),
  'runs.active': async (_input, { store, engine }) =>
    Promise.all((await store.runs.unfinished()).map(async (row) => present(store, engine, row))),
  'runs.get': async (_input, { store, engine, owned }) => present(store, engine, owned.runId),
  'runs.items': async ({ runId, offset, limit, states, text }, { store }) => {
    const { items, total } = await store.runs.itemPage(runId, { offset, limit, states: states ?? null, text })
    return { items: items.map(toRunItem), total }
  },
  'runs.sync': async ({ tenantId, types }, { start }) =>
    toAccepted(
      await start({
        tenantId,
        kind: 'sync',
        title: captureTitle({ types }),
        target: captureTarget({ types }),
        input: { types },
      }),
    ),
  'runs.capture': async ({ tenantId, types, policyIds, assignments, scopeTags }, { start }) =>
    toAccepted(
      await start({
        tenantId,
        kind: 'capture',
        title: captureTitle({ types, policyIds }),
        target: captureTarget({ types, policyIds, assignments, scopeTags }),
        input: { types, policyIds, assignments, scopeTags },
      }),
    ),
  'runs.definitions': async ({ tenantId }, { start }) =>
    toAccepted(
      await start({ tenantId, kind: 'definitions', title: words.runs.settingNames, target: 'all', input: {} }),
    ),
  'runs.cancel': async ({ runId }, { store, engine, cancel, owned }) => {
    await cancel(owned.runId)
    return present(store, engine, (await store.runs.find(runId))!)
  },
  'runs.retry': async ({ runId }, { retry, owned }) => {
    await retry(owned.runId)
    return { runId, reused: true }
  },
}
