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

/**
 * Where the objects of a tenant are on one side of a comparison with another one: what restores made of them, and what
 * they made anew after somebody deleted it, perhaps more than once.
 */
export async function restoredTargets(
  store: ReadStore,
  tenantId: string,
  sourceTenantId: string,
): Promise<ReadonlyMap<string, string>> {
  const targets = await earlierTargets(store, tenantId, sourceTenantId)
  if (tenantId !== sourceTenantId) return targets
  const last = (type: string, id: string, seen: readonly string[] = []): string => {
    const next = targets.get(`${type}/${id}`)
    return next === undefined || seen.includes(next) ? id : last(type, next, [...seen, next])
  }
  return new Map([...targets].map(([key, id]) => [key, last(key.slice(0, key.indexOf('/')), id, [id])]))
}
