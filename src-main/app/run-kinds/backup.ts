import { text } from '#domain/json.ts'
import { toKeep } from '#domain/schedule/retention.ts'
import { captureTypes } from '../capture/capture-types.ts'
import { checkDrift } from '../drift/check-drift.ts'
import { readChangeEvents } from '../drift/read-events.ts'
import type { ReadRunHandler, RunContext } from '../runs/run-context.ts'

/** Captures, then keeps the versions as a named set. The set says whether anything could not be captured. */
export const backup: ReadRunHandler = {
  access: 'read',
  async run(context, connect) {
    const { store, clock, newId } = context.ports
    const reader = await connect()
    await captureTypes(context, reader)
    const items = await context.items()
    const versions = items.flatMap(({ detail }) =>
      typeof detail['versionId'] === 'string'
        ? [{ versionId: detail['versionId'], isNew: detail['isNew'] === true }]
        : [],
    )
    const at = clock.now().toISOString()
    const id = newId()
    await store.backups.insert(
      {
        id,
        tenantId: context.run.tenantId,
        name: text(context.run.input['name']),
        runId: context.run.id,
        complete: items.length > 0 && items.every((item) => item.state === 'done' || item.state === 'unchanged'),
        at,
        scheduleId: text(context.run.input['scheduleId']) || null,
      },
      versions,
    )
    await store.tenants.setSynced(context.run.tenantId, at)
    context.emit('inventory.changed')
    await context.result({ setId: id, versions: versions.length })
    context.emit('backups.changed')
    const { scheduleId, baselineId } = context.run.input
    if (typeof scheduleId === 'string') await dropOld(context, scheduleId)
    if (typeof baselineId !== 'string') return
    await readChangeEvents(context, reader)
    await context.result(await checkDrift(context, baselineId))
  },
}

/** Takes away the sets of a schedule that it does not keep; their versions stay until a purge. */
async function dropOld(context: RunContext, scheduleId: string): Promise<void> {
  const { store } = context.ports
  const schedule = await store.schedules.find(scheduleId)
  if (!schedule) return
  const sets = await store.backups.ofSchedule(scheduleId)
  const kept = toKeep(sets, schedule.keep, schedule.zone)
  // A set that a baseline is made of stays as long as the baseline.
  const named = new Set(
    (await Promise.all((await store.tenants.list()).map(async (tenant) => store.drift.baselines(tenant.id))))
      .flat()
      .map((baseline) => baseline.source['setId']),
  )
  const old = sets.filter((set) => !kept.has(set.id) && !named.has(set.id)).map((set) => set.id)
  await store.backups.remove(old)
  if (old.length > 0) await context.result({ removedSets: old.length })
}
