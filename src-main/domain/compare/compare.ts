import type { Doubt } from '#contract/model/doubts.ts'
import { canonicalText } from '../canonical/canonical.ts'
import { comparable, plainText } from '../canonical/comparable.ts'
import { diffDocuments, type Change } from '../diff/json-diff.ts'
import { doubtedProperties } from '../doubts/doubts.ts'
import type { NameSources } from '../diff/change-names.ts'
import { isTolerated } from '../drift/tolerance.ts'
import { graphTypeOf } from '../graph-contract/graph-contract.ts'
import { without, type Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { idKey } from '../references/id-key.ts'
import { portable, type NameOf } from './portable.ts'

/** A captured object on one side of a comparison. */
export interface SideItem {
  readonly type: PolicyType
  readonly versionId: string
  readonly policyId: string
  readonly externalId: string
  readonly name: string
  readonly document: Json
  readonly nameOf: NameOf
  /** What Graph contradicted when it was captured. */
  readonly doubts?: readonly Doubt[]
  /** As its own tenant calls it, where that isn't `name`. */
  readonly ownName?: string
  /** Values that its texts name and the other tenant doesn't have, such as `tenant.domain`. */
  readonly unfilled?: readonly string[]
}

/** Two objects that mean the same thing, or one that has no counterpart. */
export interface Pair {
  readonly left: SideItem | null
  readonly right: SideItem | null
  readonly by: 'id' | 'mapping' | 'identity' | 'name' | 'content' | 'hand' | null
}

export type PairState = 'same' | 'different' | 'left' | 'right'

export interface PairingOptions {
  /** Both sides are the same tenant: an id is what it was. */
  readonly sameTenant: boolean
  /** What restores made on the right of objects of the left: `type/externalId` to the id there. */
  readonly mapped: ReadonlyMap<string, string>
  /** The same for an object of the right and for those that restores created in its place. */
  readonly lineageOf: (type: string, id: string) => string
  /** Chosen by hand: version on the left to version on the right, or null for none. */
  readonly byHand: ReadonlyMap<string, string | null>
}

/**
 * Pairs by hand, id, mapping, identity of defaults, a name that is unique on both sides, and content where names are
 * equal.
 */
export function pairSides(
  left: readonly SideItem[],
  right: readonly SideItem[],
  { sameTenant, mapped, lineageOf, byHand }: PairingOptions,
): Pair[] {
  const open = new Set(right)
  const partner = new Map<SideItem, { item: SideItem; by: NonNullable<Pair['by']> }>()
  const free = () => left.filter((item) => !partner.has(item) && byHand.get(item.versionId) !== null)
  const take = (item: SideItem, found: SideItem | undefined, by: NonNullable<Pair['by']>): void => {
    if (!found || !open.has(found)) return
    partner.set(item, { item: found, by })
    open.delete(found)
  }
  const byVersion = new Map(right.map((item) => [item.versionId, item]))
  const byId = new Map(right.map((item) => [`${item.type.key}/${idKey(item.externalId)}`, item]))
  for (const item of free()) take(item, byVersion.get(byHand.get(item.versionId) ?? ''), 'hand')
  /** The ID on the right, as far as that is known. */
  const idThere = ({ type, externalId }: SideItem): string =>
    sameTenant ? externalId : (mapped.get(`${type.key}/${externalId}`) ?? '')
  for (const item of free())
    take(item, byId.get(`${item.type.key}/${idKey(idThere(item))}`), sameTenant ? 'id' : 'mapping')
  const lineages = grouped([...open], ({ type, externalId }) => lineageOf(type.key, externalId))
  const known = free().filter((item) => idThere(item) !== '')
  for (const [lineage, items] of grouped(known, (item) => lineageOf(item.type.key, idThere(item))))
    if (items.length === 1 && lineages.get(lineage)?.length === 1) take(items[0]!, lineages.get(lineage)![0], 'mapping')
  if (!sameTenant) {
    for (const key of [identityKey, nameKey]) {
      const by = key === identityKey ? ('identity' as const) : ('name' as const)
      const [here, there] = [grouped(free(), key), grouped([...open], key)]
      for (const [name, items] of here)
        if (name !== '' && items.length === 1 && there.get(name)?.length === 1) take(items[0]!, there.get(name)![0], by)
    }
    // Of several objects with one name, those with equal content are a pair.
    const namesHere = new Set(free().map(nameKey))
    const namesThere = new Set([...open].map(nameKey))
    // Most of those are plainly the same, which is seen sooner.
    for (const key of [plainKey, contentKey]) {
      const there = grouped(
        [...open].filter((item) => namesHere.has(nameKey(item))),
        key,
      )
      for (const item of free().filter((one) => namesThere.has(nameKey(one))))
        take(
          item,
          there.get(key(item))?.find((other) => open.has(other)),
          'content',
        )
    }
  }
  return [
    ...left.map((item): Pair => ({
      left: item,
      right: partner.get(item)?.item ?? null,
      by: partner.get(item)?.by ?? null,
    })),
    ...[...open].map((item): Pair => ({ left: null, right: item, by: null })),
  ]
}

const identityKey = ({ type, document }: SideItem): string => {
  const identity = type.identityOf?.(document) ?? null
  return identity === null ? '' : `${type.key}\n${identity}`
}
const nameKey = ({ type, document, name }: SideItem): string =>
  `${type.key}\n${graphTypeOf(document, type.rootType)}\n${type.apartByPlatform ? type.platformOf(document) : ''}\n${name}`
const plainKey = (item: SideItem): string => `${nameKey(item)}\n${plainText(item.type, portableOf(item))}`
const contentKey = (item: SideItem): string =>
  `${nameKey(item)}\n${canonicalText(comparable(item.type, portableOf(item)))}`

const portables = new WeakMap<SideItem, Json>()
/** The document of an item with names in place of IDs, made once: items are paired by it, and then compared. */
export function portableOf(item: SideItem): Json {
  const known = portables.get(item)
  if (known) return known
  const made = portable(item.type, item.document, item.nameOf)
  portables.set(item, made)
  return made
}

function grouped(items: readonly SideItem[], key: (item: SideItem) => string): Map<string, SideItem[]> {
  const groups = new Map<string, SideItem[]>()
  for (const item of items) {
    const name = key(item)
    const of = groups.get(name)
    if (of) of.push(item)
    else groups.set(name, [item])
  }
  return groups
}

/**
 * What differs between the two of a pair, whatever ids and defaults each tenant has. What one of them says nothing about
 * is no difference.
 */
export function differences(left: SideItem, right: SideItem, sameTenant: boolean, names: NameSources = {}): Change[] {
  if (sameTenant && left.versionId === right.versionId) return []
  const unknown = [...unknownIn(left), ...unknownIn(right)]
  const of = (item: SideItem): Json => {
    const document = sameTenant ? item.document : portableOf(item)
    return unknown.some((name) => name in document) ? without(document, unknown) : document
  }
  const isRecreated = sameTenant && left.policyId !== right.policyId
  return diffDocuments(left.type, of(left), of(right), names).filter(
    (change) => !isTolerated(change) && !(isRecreated && isOwnId(change, left, right)),
  )
}

/** An object in the place of a deleted one has an ID of its own, and others are made of it. */
const isOwnId = ({ before, after }: Change, left: SideItem, right: SideItem): boolean =>
  has(before, left.externalId) && has(after, right.externalId)

const has = (value: unknown, id: string): boolean => typeof value === 'string' && idKey(value).includes(idKey(id))

/** Properties about which a captured document says nothing, or nothing that can be believed. */
const unknownIn = ({ type, document, doubts = [] }: SideItem): string[] => [
  ...(type.passing ?? []),
  ...(type.assignments !== null && !('assignments' in document) ? ['assignments'] : []),
  // Their switch was off, or there were too many of them.
  ...type.capture.parts.filter((part) => part.switch && !(part.property in document)).map(({ property }) => property),
  ...doubts.flatMap(doubtedProperties),
]
