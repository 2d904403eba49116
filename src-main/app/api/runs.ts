import { RunId } from '#contract/model/ids.ts'
import type { runs } from '#contract/api/runs.ts'
import type { Run } from '#contract/model/runs.ts'
import { requireTypes } from '../capture/capture-types.ts'
import type { RunRow } from '../ports/runs.ts'
import type { Store } from '../ports/store.ts'
import type { RunEngine } from '../runs/engine.ts'
import type { Handlers } from './handlers.ts'
import { requirePolicy, requireRun } from './ownership.ts'
import { toRun, toRunItem } from './present.ts'

/** What a run works on, as a text: equal texts are the same job (rule A-3). */
export function targetOf({
  types,
  policyIds,
  assignments = true,
  scopeTags = true,
}: {
  types?: readonly string[] | undefined
  policyIds?: readonly string[] | undefined
  assignments?: boolean
  scopeTags?: boolean
}): string {
  const what = policyIds
    ? `policies:${[...policyIds].toSorted().join(',')}`
    : types
      ? `types:${[...types].toSorted().join(',')}`
      : 'all'
  return [what, ...(assignments ? [] : ['no-assignments']), ...(scopeTags ? [] : ['no-scope-tags'])].join('/')
}

/** The chosen types in words, for a run's title. */
export function typesTitle(types: readonly string[] | undefined, policyIds?: readonly string[]): string {
  if (policyIds) return policyIds.length === 1 ? '1 policy' : `${policyIds.length} policies`
  const chosen = requireTypes(types)
  return chosen.length === 0 ? 'All types' : chosen.map((type) => type.title).join(', ')
}

const present = async (store: Store, engine: RunEngine, row: RunRow): Promise<Run> =>
  toRun(row, await store.runs.counts(row.id), engine.waitingUntil(row.id))

export const runHandlersOfApi: Handlers<keyof typeof runs> = {
  'runs.list': async ({ tenantId, limit }, { ports, engine }) => {
    const rows = await ports.store.runs.list(tenantId, limit)
    return Promise.all(rows.map(async (row) => present(ports.store, engine, row)))
  },
  'runs.active': async (_input, { ports, engine }) =>
    Promise.all((await ports.store.runs.unfinished()).map(async (row) => present(ports.store, engine, row))),
  'runs.get': async ({ tenantId, runId }, { ports, engine }) =>
    present(ports.store, engine, await requireRun(ports.store, tenantId, runId)),
  'runs.items': async ({ tenantId, runId, offset, limit, states, text }, { ports }) => {
    await requireRun(ports.store, tenantId, runId)
    const { items, total } = await ports.store.runs.itemPage(runId, { offset, limit, states: states ?? null, text })
    return { items: items.map(toRunItem), total }
  },
  'runs.sync': async ({ tenantId, types }, { engine }) => {
    const { runId, reused } = await engine.start({
      tenantId,
      kind: 'sync',
      title: typesTitle(types),
      target: targetOf({ types }),
      input: { types: types ?? [] },
    })
    return { runId: RunId.parse(runId), reused }
  },
  'runs.capture': async ({ tenantId, types, policyIds, assignments, scopeTags }, { engine, ports }) => {
    for (const id of policyIds ?? []) await requirePolicy(ports.store, tenantId, id)
    const title = typesTitle(types, policyIds)
    const { runId, reused } = await engine.start({
      tenantId,
      kind: 'capture',
      title,
      target: targetOf({ types, policyIds, assignments, scopeTags }),
      input: { types: types ?? [], policyIds: policyIds ?? [], assignments, scopeTags },
    })
    return { runId: RunId.parse(runId), reused }
  },
  'runs.definitions': async ({ tenantId }, { engine }) => {
    const { runId, reused } = await engine.start({
      tenantId,
      kind: 'definitions',
      title: 'Names of settings',
      target: 'all',
      input: {},
    })
    return { runId: RunId.parse(runId), reused }
  },
  'runs.cancel': async ({ tenantId, runId }, { engine, ports }) => {
    await engine.cancel(await requireRun(ports.store, tenantId, runId))
    return present(ports.store, engine, await requireRun(ports.store, tenantId, runId))
  },
  'runs.retry': async ({ tenantId, runId }, { engine, ports }) => {
    await engine.retry(await requireRun(ports.store, tenantId, runId))
    return { runId, reused: true }
  },
}
