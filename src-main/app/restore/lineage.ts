import { idKey } from '#domain/references/id-key.ts'
import type { ReadStore } from '../ports/store.ts'

/**
 * Says which objects of a tenant are the same one to people, by an ID that all of them have: an object that somebody
 * deleted, and those that restores created in its place. Any other object has a lineage of its own.
 */
export type Lineage = (type: string, id: string) => string

/** The lineages of a tenant, from what its restores recorded. A copy beside its original isn't one of them. */
export async function lineageIn(store: Pick<ReadStore, 'runs'>, tenantId: string): Promise<Lineage> {
  const parents = new Map<string, string>()
  const first = (key: string): string => {
    let at = key
    for (let next = parents.get(at); next !== undefined; next = parents.get(at)) at = next
    return at
  }
  for (const { type, name, sourceId, targetId, isCreated, options } of await store.runs.restored(tenantId, tenantId)) {
    const isCopy = options.existing === 'copy' && name.endsWith(` ${options.suffix}`)
    if (!isCreated || isCopy) continue
    const [from, to] = [sourceId, targetId].map((id) => first(keyOf(type, id)))
    if (from !== to) parents.set(to!, from!)
  }
  return (type, id) => first(keyOf(type, id))
}

const keyOf = (type: string, id: string): string => `${type}/${idKey(id)}`
