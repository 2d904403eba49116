import { BackupSetId } from '#contract/model/ids.ts'
import { toKeep } from '#domain/schedule/retention.ts'
import { captureTypes } from '../capture/capture-types.ts'
import { checkDrift } from '../drift/check-drift.ts'
import { readChangeEvents } from '../drift/read-events.ts'
import { keepRepository } from '../export/keep-repository.ts'
import { defineRun, type RunContext } from '../runs/run-context.ts'
import { words } from './words.ts'

/**
 * Captures the tenant, then keeps the versions as a backup set. The set records whether anything couldn't be captured.
 */
export const backup = defineRun({
  kind: 'backup',
  access: 'read',
  notifiesAs: words.kinds.backup,
  async run(context, connect) {
    const { store, clock, newId } = context.ports
    const { name, scheduleId, baselineId, ...scope } = context.run.input
    const reader = await connect()
    await context.result(await captureTypes(context, reader, scope))
    await readChangeEvents(context, reader)
    const items = await context.items()
    const versions = items.flatMap(({ afterVersionId, detail }) =>
      afterVersionId === null ? [] : [{ versionId: afterVersionId, isNew: detail.isNew === true }],
    )
    const at = clock.now().toISOString()
    const id = await store.backups.save(
      {
        id: newId(),
        tenantId: context.tenant.id,
        name,
        runId: context.runId,
        complete:
          items.length > 0 &&
          items.every(({ state, detail }) => (state === 'done' || state === 'unchanged') && detail.doubtful !== true),
        at,
        scheduleId,
      },
      versions,
    )
    await store.tenants.setSynced(context.tenant.id, at)
    context.emit('inventory.changed')
    await context.result({ setId: BackupSetId.parse(id), versions: versions.length })
    context.emit('backups.changed')
    if (scheduleId !== null) await removeOldSets(context, scheduleId)
    if (baselineId === null && context.tenant.repository === null) return
    await context.result(await keepRepository(context))
    if (baselineId === null) return
    await context.result(await checkDrift(context, baselineId))
  },
})

/** Deletes the backup sets that a schedule doesn't keep. Their versions stay until a purge. */
async function removeOldSets(context: RunContext<'backup'>, scheduleId: string): Promise<void> {
  // In one transaction: a set that becomes the source of a baseline meanwhile has to stay.
  const old = await context.ports.store.transaction(async (store) => {
    const schedule = await store.schedules.find(scheduleId)
    if (!schedule) return []
    const sets = await store.backups.ofSchedule(scheduleId)
    const kept = toKeep(sets, schedule.keep, schedule.zone)
    const named = new Set<string>()
    // A set that a baseline uses stays as long as the baseline.
    for (const tenant of await store.tenants.list())
      for (const { source } of await store.drift.baselines(tenant.id)) if ('setId' in source) named.add(source.setId)
    const removed = sets.filter((set) => !kept.has(set.id) && !named.has(set.id)).map((set) => set.id)
    await store.backups.remove(removed)
    return removed
  })
  if (old.length > 0) await context.result({ removedSets: old.length })
}
