import type { SideItem } from '#domain/compare/compare.ts'
import { rememberedChoices } from '../restore/remembered.ts'
import type { ReadStore } from '../ports/store.ts'

/**
 * The objects of one tenant with their references named as in another tenant. An object that a restore created for a
 * reference, or that somebody chose for it, is the same object, whatever its name (spec 043).
 */
export async function asNamedIn(
  store: ReadStore,
  items: readonly SideItem[],
  sourceTenantId: string,
  targetTenantId: string,
): Promise<readonly SideItem[]> {
  const choices = await rememberedChoices(store, targetTenantId, sourceTenantId)
  if (choices.size === 0) return items
  const policies = (await store.policies.list(targetTenantId)).map(
    (row) => [`${row.type}/${row.externalId}`, row.name] as const,
  )
  const names = new Map([...policies, ...(await store.directory.names(targetTenantId))])
  const nameThere = (kind: string, id: string): string | undefined => {
    const target = choices.get(`${kind}/${id}`)
    return target === undefined || target === null ? undefined : names.get(`${kind}/${target}`)
  }
  return items.map((item) => ({ ...item, nameOf: (kind, id) => nameThere(kind, id) ?? item.nameOf(kind, id) }))
}
