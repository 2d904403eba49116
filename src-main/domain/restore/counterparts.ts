import { graphTypeOf } from '../graph-contract/graph-contract.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import { referenceKey } from '../references/id-key.ts'
import { createChoice } from './mapping.ts'
import type { LiveObject, PlanInput, SourceItem } from './plan-types.ts'
import { words } from './words.ts'

/** The object of the target that a source item would change, or why there is none. */
export type Counterpart =
  | { readonly how: 'found'; readonly live: LiveObject; readonly by: 'id' | 'identity' | 'name' | 'choice' }
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
      const same = [...(ofType?.values() ?? [])].filter((entry) => entry.identity === identity)
      return same.length === 1
        ? { how: 'found', live: same[0]!, by: 'identity' }
        : same.length > 1
          ? { how: 'ambiguous', count: same.length, candidates: same }
          : { how: 'none' }
    }
    const free = (named.get(nameOf(item)) ?? []).filter(
      (entry) => !claims.get(`${item.type.key}/${entry.id}`)?.some((other) => other !== item),
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

  return apart(new Map(input.items.map((item) => [item, find(item)])))
}

/** Two items are never written to one object, however they were matched: then a person decides. */
function apart(counterparts: Map<SourceItem, Counterpart>): Map<SourceItem, Counterpart> {
  const claimants = grouped(
    [...counterparts].flatMap(([item, found]) =>
      found.how === 'found' || found.how === 'other-kind' ? [[`${item.type.key}/${found.live.id}`, item] as const] : [],
    ),
  )
  for (const items of claimants.values()) {
    if (new Set(items.map(keyOf)).size < 2) continue
    for (const item of items) {
      const found = counterparts.get(item)!
      if (found.how !== 'found' && found.how !== 'other-kind') continue
      const others = items.filter((other) => other !== item).map((other) => other.name)
      counterparts.set(item, {
        how: 'ambiguous',
        count: 1,
        candidates: [found.live],
        because: words.reasons.sameTarget(others, found.live.name),
      })
    }
  }
  return counterparts
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
