import type { Choice, DirectoryEntry } from '#domain/restore/mapping.ts'
import type { LiveObject } from '#domain/restore/plan.ts'
import type { ReadStore } from '../ports/store.ts'
import { earlierTargets } from './earlier-targets.ts'

/**
 * What was chosen or created between two tenants before, by `kind/source id`. Within one tenant, only created objects
 * count, because a choice was for one restore only, and objects are identified by ID.
 */
export async function rememberedChoices(
  store: ReadStore,
  tenantId: string,
  sourceTenantId: string,
): Promise<ReadonlyMap<string, Choice>> {
  const earlier = await earlierTargets(store, tenantId, sourceTenantId)
  return new Map<string, Choice>([
    ...earlier,
    ...(tenantId === sourceTenantId ? [] : await store.mappings.find(sourceTenantId, tenantId)),
  ])
}

/**
 * Choices that are still valid: their object is in the target, or they leave out a reference. Where the list of a kind
 * couldn't be read, nobody can say that an object is gone.
 */
export function stillThere(
  remembered: ReadonlyMap<string, Choice>,
  live: ReadonlyMap<string, readonly LiveObject[]>,
  directory: ReadonlyMap<string, readonly DirectoryEntry[]>,
  unlisted: ReadonlyMap<string, string>,
): ReadonlyMap<string, Choice> {
  const known = (kind: string, id: string) =>
    unlisted.has(kind) || [...(live.get(kind) ?? []), ...(directory.get(kind) ?? [])].some((entry) => entry.id === id)
  return new Map(
    [...remembered].filter(([key, choice]) => choice === null || known(key.slice(0, key.indexOf('/')), choice)),
  )
}
