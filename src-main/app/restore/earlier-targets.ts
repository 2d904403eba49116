import type { ReadStore } from '../ports/store.ts'

/**
 * The objects that earlier restores created in another tenant: `type/sourceId` to the ID there. This distinguishes
 * objects with the same name.
 */
export async function earlierTargets(
  store: ReadStore,
  tenantId: string,
  sourceTenantId: string,
): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>()
  for (const { type, name, sourceId, targetId, options } of await store.runs.restored(tenantId, sourceTenantId)) {
    // A copy isn't the counterpart of its original. The newest restore comes first and counts.
    if (options.existing === 'copy' && name.endsWith(` ${options.suffix}`)) continue
    const key = `${type}/${sourceId}`
    if (!targets.has(key)) targets.set(key, targetId)
  }
  return targets
}
