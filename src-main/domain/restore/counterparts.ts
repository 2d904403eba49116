import { graphTypeOf } from '../graph-contract/graph-contract.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import { referenceKey } from '../references/id-key.ts'
import { createChoice } from './mapping.ts'
import type { LiveObject, OldObject, PlanInput, SourceItem } from './plan-types.ts'
import { words } from './words.ts'

/** The object of the target that a source item would change, or why there is none. */
export type Counterpart =
  | {
      readonly how: 'found'
      readonly live: LiveObject
      readonly by: 'id' | 'identity' | 'name' | 'choice'
      /** What it replaces, and what has to follow yet. */
      readonly old?: OldObject
    }
  /** Chosen, or of the same name, but it can't be changed into what the source is. */
  | { readonly how: 'other-kind'; readonly live: LiveObject; readonly by: 'name' | 'choice' }
  | { readonly how: 'none' }
  /** Several may be meant; where items share a name there may be more of them than objects. */
  | {
      readonly how: 'ambiguous'
      readonly count: number
      readonly candidates: readonly LiveObject[]
      readonly because?: string
    }
  | { readonly how: 'left-out' }

/** Whether an id of the source names the same object in the target: scope tags count from 0 in every tenant. */
const meansTheSame = (input: Pick<PlanInput, 'sameTenant'>, id: string): boolean => input.sameTenant || id.length > 8

const keyOf = (item: SourceItem): string => referenceKey(item.type.key, item.sourceId)
/** Objects of one name are confused only within their own kind. */
const nameKey = (type: string, odataType: string, name: string, platform: string | undefined): string =>
  `${type}\n${odataType}\n${policyTypeOf(type).apartByPlatform ? (platform ?? '') : ''}\n${name}`

/**
 * Finds counterparts: by choice, by id, by what tells defaults apart, by a name that is unique on both sides.
 * Indexed once, so that a plan for thousands of items stays quick.
 */
export function findCounterparts(input: PlanInput): ReadonlyMap<SourceItem, Counterpart> {
  const live = new Map(
    [...input.live].map(([kind, entries]) => [kind, new Map(entries.map((entry) => [entry.id, entry]))]),
  )
  const named = grouped(
    [...input.live].flatMap(([kind, entries]) =>
      entries.map((entry) => [nameKey(kind, entry.odataType, entry.name, entry.platform), entry] as const),
    ),
  )
  const namesakes = grouped(input.items.map((item) => [nameOf(item), item] as const))
  const isOwn = (item: SourceItem) =>
    meansTheSame(input, item.sourceId) && live.get(item.type.key)?.has(item.sourceId) === true
  /** Chosen by hand; otherwise, where its own id is gone, what an earlier restore created from it. */
  const chosen = (item: SourceItem) =>
    input.choices.has(keyOf(item))
      ? input.choices.get(keyOf(item))
      : isOwn(item)
        ? undefined
        : input.remembered.get(keyOf(item))
  // An object that belongs to another item, by its own id or by choice, is not the counterpart of one with the same
  // name.
  const claims = grouped(
    input.items.flatMap((item) => {
      const choice = chosen(item)
      return [...(meansTheSame(input, item.sourceId) ? [item.sourceId] : []), ...(choice ? [choice] : [])].map(
        (id) => [`${item.type.key}/${id}`, item] as const,
      )
    }),
  )

  /** What an undo takes away is no counterpart of what it brings back. */
  const isLeaving = ({ type }: SourceItem, { id }: LiveObject) =>
    input.deletions?.some((deletion) => deletion.type === type && deletion.id === id) === true

  function find(item: SourceItem): Counterpart {
    const ofType = live.get(item.type.key)
    const choice = chosen(item)
    if (choice === null) return { how: 'left-out' }
    const byChoice = choice === undefined ? undefined : ofType?.get(choice)
    if (byChoice && byChoice.odataType !== graphTypeOf(item.document, item.type.rootType))
      return { how: 'other-kind', live: byChoice, by: 'choice' }
    if (byChoice) return { how: 'found', live: byChoice, by: 'choice' }
    const byId = meansTheSame(input, item.sourceId) ? ofType?.get(item.sourceId) : undefined
    if (byId) return { how: 'found', live: byId, by: 'id' }
    if (choice === createChoice && item.type.askedById) return { how: 'none' }
    const identity = item.type.identityOf?.(item.document) ?? null
    if (identity !== null) {
      const same = [...(ofType?.values() ?? [])].filter(
        (entry) => entry.identity === identity && !isLeaving(item, entry),
      )
      return same.length === 1
        ? { how: 'found', live: same[0]!, by: 'identity' }
        : same.length > 1
          ? { how: 'ambiguous', count: same.length, candidates: same }
          : { how: 'none' }
    }
    const free = (named.get(nameOf(item)) ?? []).filter(
      (entry) =>
        !isLeaving(item, entry) && !claims.get(`${item.type.key}/${entry.id}`)?.some((other) => other !== item),
    )
    const sharing = namesakes.get(nameOf(item))!.length
    if (free.length === 1 && sharing === 1) {
      const [entry] = free as [LiveObject]
      // An object of Microsoft, or one from another template, may have the same name.
      const isOther =
        entry.document !== undefined && item.type.kindOf(entry.document) !== item.type.kindOf(item.document)
      return { how: isOther ? 'other-kind' : 'found', live: entry, by: 'name' }
    }
    if (free.length > 0) return { how: 'ambiguous', count: Math.max(free.length, sharing), candidates: free }
    return { how: 'none' }
  }

  return new Map(input.items.map((item) => [item, find(item)]))
}

/** What a counterpart would be written to, or take the place of. */
const claimed = (found: { readonly how: string; readonly live?: LiveObject; readonly old?: LiveObject }): string[] =>
  ['found', 'other-kind', 'replace'].includes(found.how)
    ? [found.live, found.old].flatMap((entry) => (entry === undefined ? [] : [entry.id]))
    : []

/** Two items are never written to one object, however they were matched: then a person decides. */
export function apart<Found extends { readonly how: string }>(
  counterparts: ReadonlyMap<SourceItem, Found>,
): Map<SourceItem, Found | Counterpart> {
  const claimants = grouped(
    [...counterparts].flatMap(([item, found]) => claimed(found).map((id) => [`${item.type.key}/${id}`, item] as const)),
  )
  const all = new Map<SourceItem, Found | Counterpart>(counterparts)
  for (const items of claimants.values()) {
    if (new Set(items.map(keyOf)).size < 2) continue
    for (const item of items) {
      const { live } = counterparts.get(item) as { readonly live?: LiveObject }
      if (live === undefined) continue
      const others = items.filter((other) => other !== item).map((other) => other.name)
      all.set(item, {
        how: 'ambiguous',
        count: 1,
        candidates: [live],
        because: words.reasons.sameTarget(others, live.name),
      })
    }
  }
  return all
}

const nameOf = (item: SourceItem): string =>
  nameKey(item.type.key, graphTypeOf(item.document, item.type.rootType), item.name, item.type.platformOf(item.document))

function grouped<T>(entries: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const [key, value] of entries) {
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}
