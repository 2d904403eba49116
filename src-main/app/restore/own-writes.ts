import { canonicalText, sameCanonical } from '#domain/canonical/canonical.ts'
import { comparable } from '#domain/canonical/comparable.ts'
import type { RestoreItem } from '#contract/model/run-shapes.ts'
import type { Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'

/**
 * The writes of an item, from its record. Everything else in the tenant is somebody else's work and isn't changed,
 * however often the item is retried.
 */
export interface OwnWrites {
  /** A create was sent, and its outcome is unknown. */
  readonly posted: boolean
  /** A change was sent, and the object hasn't been read since. */
  readonly inDoubt: boolean
  /** Fingerprint of the object after this restore wrote a part of it and stopped. */
  readonly left: string | null
}

export const ownWritesOf = (detail: RestoreItem): OwnWrites => ({
  posted: detail.posted === true,
  inDoubt: detail.inDoubt === true,
  left: detail.left ?? null,
})

/** The record of an item with these facts, without empty ones. */
export const withOwnWrites = (detail: RestoreItem, { posted, inDoubt, left }: OwnWrites): RestoreItem => ({
  ...withoutOwnWrites(detail),
  ...(posted ? { posted } : {}),
  ...(inDoubt ? { inDoubt } : {}),
  ...(left === null ? {} : { left }),
})

/** The record of an item that is settled. */
export const withoutOwnWrites = ({ approval }: RestoreItem): RestoreItem => (approval ? { approval } : {})

/**
 * Whether our own writes alone could have left an object between two states: each property has the old or the wanted
 * value, and each list contains only entries of either and all entries of both.
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

/**
 * Whether a create with this body could have created an object: it has the values of the body, as far as they can be
 * compared.
 */
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
