import { isAnnotation, isObject, without, type Json } from '../json.ts'
import { canonicalText, sameCanonical } from './canonical.ts'
import { rewrite, type PathPattern } from './paths.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'

/** Keys that every Graph object may have and that are no part of the policy. */
const volatileEverywhere = ['createdDateTime', 'lastModifiedDateTime', 'modifiedDateTime', 'version', 'isAssigned']

/**
 * The form of a captured document that decides whether a policy changed: without what the service changes by
 * itself (dates, counters, ids of parts), without nulls, and with lists sorted whose order has no meaning.
 *
 * A null and an absent property mean the same in a Graph answer, and the service keeps adding null properties
 * that no metadata knows (`auditRuleInformation`, G-52).
 */
export function comparable(type: PolicyType, document: Json): Json {
  const { properties, paths } = passingOf(type)
  let value: unknown = without(type.normalise ? type.normalise(document) : document, properties)
  for (const path of paths) value = rewrite(value, path, () => undefined)
  value = rewrite(value, 'assignments', (assignments) =>
    Array.isArray(assignments) ? assignments.map(comparableAssignment) : assignments,
  )
  for (const path of [...type.unordered, 'assignments']) value = rewrite(value, path, sorted)
  return dropEmpty(value, type.rootType) as Json
}

/**
 * Whether two documents are certainly the same apart from what the service changes by itself. Most are, and it takes a
 * tenth of the time of their comparable forms. False says nothing.
 */
export function isPlainlySame(type: PolicyType, left: Json, right: Json): boolean {
  return sameCanonical(left, right, passingOf(type).properties)
}

/** A text that is equal only for documents that are plainly the same. It takes a part of the time of a fingerprint. */
export const plainText = (type: PolicyType, document: Json): string =>
  canonicalText(without(document, passingOf(type).properties))

interface Passing {
  /** Properties of the object itself. */
  readonly properties: ReadonlySet<string>
  /** What is deeper in it. */
  readonly paths: readonly PathPattern[]
}

const passing = new WeakMap<PolicyType, Passing>()

/** What of an object of a type the service changes by itself. */
function passingOf(type: PolicyType): Passing {
  const known = passing.get(type)
  if (known) return known
  const [properties, paths] = [new Set(volatileEverywhere), [] as PathPattern[]]
  for (const path of type.volatile) {
    if (/^\w+$/.test(path)) properties.add(path)
    else paths.push(path)
  }
  const found = { properties, paths }
  passing.set(type, found)
  return found
}

/** The text whose SHA-256 is the fingerprint of a version. */
export function fingerprintText(type: PolicyType, document: Json): string {
  return canonicalText(comparable(type, document))
}

/**
 * An assignment without its composed id, without filter properties that mean "no filter", and direct as nearly all are.
 */
export function comparableAssignment(assignment: unknown): unknown {
  if (!isObject(assignment)) return assignment
  const { id: _id, sourceId: _sourceId, source, target, ...rest } = assignment
  return {
    ...rest,
    ...(source === 'direct' || source === undefined ? {} : { source }),
    target: comparableTarget(target),
  }
}

/** A null or zero filter with mode `none` means "no filter" (G-129). */
export function comparableTarget(target: unknown): unknown {
  if (!isObject(target)) return target
  const {
    deviceAndAppManagementAssignmentFilterId: id,
    deviceAndAppManagementAssignmentFilterType: mode,
    ...rest
  } = target
  const filtered =
    typeof id === 'string' &&
    id !== '' &&
    !/^0{8}-0{4}/.test(id) &&
    mode !== 'none' &&
    mode !== null &&
    mode !== undefined
  return filtered ? target : rest
}

function sorted(list: unknown): unknown {
  if (!Array.isArray(list)) return list
  return list
    .map((item) => [canonicalText(dropEmpty(item)), item] as const)
    .toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([, item]) => item)
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:_\d+)?$/i

/** The service answers ids now in capitals, now in small letters, those of templates too (G-54). */
const sameCase = (value: string): string =>
  value.length >= 36 && value.length < 42 && guid.test(value) ? value.toLowerCase() : value

/** Without nulls, without annotations other than `@odata.type`, and without the type that the collection implies. */
function dropEmpty(value: unknown, impliedType?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => dropEmpty(item))
  if (!isObject(value)) return typeof value === 'string' ? sameCase(value) : value
  const kept: Record<string, unknown> = {}
  for (const key in value) {
    const entry = value[key]
    if (entry === null || entry === undefined) continue
    if (key === '@odata.type' && impliedType && entry === `#microsoft.graph.${impliedType}`) continue
    if (isAnnotation(key) && key !== '@odata.type') continue
    kept[key] = dropEmpty(entry)
  }
  return kept
}
