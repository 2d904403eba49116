import { canonicalText, sameCanonical } from '#domain/canonical/canonical.ts'
import { comparable } from '#domain/canonical/comparable.ts'
import type { RestoreItem } from '#contract/model/run-shapes.ts'
import type { Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'

/**
 * What an item's record says of its own writes. Whatever else is found in the tenant later is somebody else's work and
 * is left alone, however often the item is tried again.
 */
export interface OwnWrites {
  /** A create was sent, and it is not known what became of it. */
  readonly posted: boolean
  /** A change was sent, and the object was not read since. */
  readonly inDoubt: boolean
  /** Fingerprint of the object as this restore left it, where it wrote some of it and stopped. */
  readonly left: string | null
}

export const ownWritesOf = (detail: RestoreItem): OwnWrites => ({
  posted: detail.posted === true,
  inDoubt: detail.inDoubt === true,
  left: detail.left ?? null,
})

/** An item's record with these facts; those that are none are left out. */
export const withOwnWrites = (detail: RestoreItem, { posted, inDoubt, left }: OwnWrites): RestoreItem => ({
  ...withoutOwnWrites(detail),
  ...(posted ? { posted } : {}),
  ...(inDoubt ? { inDoubt } : {}),
  ...(left === null ? {} : { left }),
})

/** The record of an item that is settled. */
export const withoutOwnWrites = ({ approval }: RestoreItem): RestoreItem => (approval ? { approval } : {})

/**
 * Whether an object may be half-way between two states by our own writes alone: each property is as it was or as it is
 * wanted, and a list has nothing that neither had, and everything that both have.
 */
export function isBetween(type: PolicyType, now: Json, before: Json, wanted: Json): boolean {
  const [found, from, to] = [comparable(type, now), comparable(type, before), comparable(type, wanted)]
  return Object.keys({ ...found, ...from }).every(
    (key) =>
      sameCanonical(found[key] ?? null, from[key] ?? null) ||
      sameCanonical(found[key] ?? null, to[key] ?? null) ||
      isListBetween(found[key], from[key], to[key]),
  )
}

function isListBetween(now: unknown, before: unknown, wanted: unknown): boolean {
  const [found, from, to] = [now, before, wanted].map((list) =>
    Array.isArray(list)
      ? new Set(list.map((entry) => canonicalText(entry)))
      : list === undefined || list === null
        ? new Set<string>()
        : null,
  )
  if (!found || !from || !to) return false
  return (
    [...found].every((entry) => from.has(entry) || to.has(entry)) &&
    [...from].every((entry) => !to.has(entry) || found.has(entry))
  )
}

/** Whether an object may be the one that a create with this body made: it says what the body said, as far as both say it plainly. */
export const holdsWhatWasPosted = (body: Json, document: Json): boolean =>
  Object.entries(body).every(
    ([key, value]) =>
      !(key in document) ||
      typeof value === 'object' ||
      typeof document[key] === 'object' ||
      key.includes('@') ||
      value === document[key] ||
      (value === '' && !document[key]),
  )
