import type { ReadStore } from '../ports/store.ts'

/**
 * What earlier restores from a tenant into another made of each object: `type/sourceId` to the id there. It tells
 * objects of one name apart, which no name could.
 */
export async function earlierTargets(
  store: ReadStore,
  tenantId: string,
  sourceTenantId: string,
): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>()
  for (const { type, name, sourceId, targetId, options } of await store.runs.restored(tenantId, sourceTenantId)) {
    // A copy stands beside its original and is not its counterpart. The newest restore comes first and counts.
    if (options.existing === 'copy' && name.endsWith(` ${options.suffix}`)) continue
    const key = `${type}/${sourceId}`
    if (!targets.has(key)) targets.set(key, targetId)
  }
  return targets
}
