import type { BatchRead, GraphProblem, GraphReader, Read } from '../ports/graph.ts'
import type { GraphContract } from '#domain/graph-contract/graph-contract.ts'
import { linksOf, linkValue } from '#domain/graph-contract/links.ts'
import { isObject, objects, text, without, type Json } from '#domain/json.ts'
import { collectionPath, placeOf } from '#domain/policy-types/building-blocks/address.ts'
import type { CapturePart, PolicyType } from '#domain/policy-types/policy-type.ts'
import { withoutClearSecrets } from '#domain/policy-types/building-blocks/secrets.ts'

/** An object from Graph without its clear-text secrets. The secrets are separate, by pointer. */
export interface WholeDocument {
  readonly document: Json
  readonly clear: ReadonlyMap<string, string>
}

/** A listed object to read completely. */
export interface ToRead {
  readonly type: PolicyType
  readonly item: Json
}

/**
 * Reads objects completely: properties that the list leaves out, the collections below each object, and the ones below
 * their items. Objects of all types share `$batch` calls. If any part of an object fails, the whole object fails,
 * because half a policy isn't a backup.
 */
export async function readDocuments(
  reader: GraphReader,
  contract: GraphContract,
  entries: readonly ToRead[],
  leaveOut: LeftOut = {},
): Promise<Read<WholeDocument>[]> {
  const read = await readAll(
    reader,
    contract,
    entries.map(({ type, item }) => ({ type, item, byId: type.capture.byId })),
  )
  return read.map((document, index) =>
    masked(
      entries[index]!.type,
      document.ok ? { ok: true, value: partOf(entries[index]!.type, document.value, leaveOut) } : document,
    ),
  )
}

/** What a capture leaves out. A restore of such a version doesn't change it (spec 004). */
export interface LeftOut {
  readonly assignments?: boolean
  readonly scopeTags?: boolean
}

const partOf = (type: PolicyType, document: Json, { assignments, scopeTags }: LeftOut): Json =>
  without(document, [
    ...(assignments ? ['assignments'] : []),
    ...(scopeTags && type.scopeTagProperty ? [type.scopeTagProperty] : []),
  ])

/**
 * Reads one object completely by its id, without a listing.
 *
 * @param known an earlier or wanted state of the object, which determines its subtype and address
 */
export async function readDocument(
  reader: GraphReader,
  contract: GraphContract,
  type: PolicyType,
  id: string,
  known: Json,
): Promise<Read<WholeDocument>> {
  const subtype = known['@odata.type'] === undefined ? {} : { '@odata.type': known['@odata.type'] }
  const [read] = await readAll(reader, contract, [
    { type, item: { ...placeOf(type, known), ...subtype, id }, byId: type.capture.byId ?? {} },
  ])
  return masked(type, read!)
}

/** From here on, only the code that seals a secret sees its clear text (000-4). */
const masked = (type: PolicyType, read: Read<Json>): Read<WholeDocument> =>
  read.ok ? { ok: true, value: withoutClearSecrets(type, read.value) } : read

interface Entry extends ToRead {
  /** How to read the object itself; null if the listing is complete. */
  readonly byId: PolicyType['capture']['byId']
}

const addressOf = ({ type, item }: ToRead): string =>
  `${collectionPath(type, item)}/${encodeURIComponent(text(item['id']))}`

/**
 * Reads of the object itself. If only some properties are selected and the object wasn't listed, the rest is read too.
 */
function ownReads(entry: Entry): BatchRead[] {
  if (!entry.byId) return []
  const { expand, select } = entry.byId
  const options = [expand && `$expand=${expand}`, select && `$select=${select}`].filter(Boolean).join('&')
  const own = { path: addressOf(entry) + (options && `?${options}`), list: false }
  return select && !(entry.type.nameProperty in entry.item) ? [{ path: addressOf(entry), list: false }, own] : [own]
}

/** The parts of this object. Some only exist for one subtype. */
const partsOf = ({ type, item }: Entry): readonly CapturePart[] =>
  type.capture.parts.filter((part) => part.when?.(item) !== false)

async function readAll(reader: GraphReader, contract: GraphContract, entries: readonly Entry[]): Promise<Read<Json>[]> {
  const wanted = entries.map((entry): BatchRead[] => [
    ...ownReads(entry),
    ...partsOf(entry).map((part) => ({ path: `${addressOf(entry)}/${part.path}`, list: part.single !== true })),
  ])
  const answers = await reader.batch(wanted.flat())
  let at = 0
  const documents = entries.map((entry, index): Read<Json> => {
    const answered = answers.slice(at, (at += wanted[index]!.length))
    const parts = partsOf(entry)
    const own = answered.slice(0, answered.length - parts.length)
    const below = answered
      .slice(own.length)
      .map((answer, place) =>
        parts[place]!.single && isAbsent(answer)
          ? nothing
          : parts[place]!.optional && isUnknown(answer)
            ? nothingToRead
            : answer,
      )
    const problem = firstProblem([...own, ...below])
    if (problem) return { ok: false, problem }
    const bodies = own.flatMap((answer) => (answer.ok && isObject(answer.value) ? [answer.value] : []))
    const merged: Record<string, unknown> = {
      ...Object.assign({}, ...(bodies.length === 0 || entry.byId?.select ? [entry.item] : []), ...bodies),
      ...placeOf(entry.type, entry.item),
    }
    parts.forEach((part, place) => {
      const answer = below[place]!
      if (answer !== nothingToRead)
        merged[part.property] = answer.ok ? (part.single ? valueOnly(answer.value) : answer.value) : null
    })
    return { ok: true, value: withoutContext(merged) as Json }
  })
  return readLinks(reader, contract, entries, await readNested(reader, entries, documents))
}

const nothing: Read<unknown> = { ok: true, value: null }
/** Nothing is known about it, not even that it is missing. */
const nothingToRead: Read<unknown> = { ok: true, value: null }
const isUnknown = (answer: Read<unknown>): boolean =>
  !answer.ok && (answer.problem.status === 400 || answer.problem.status === 404)

/** A value that isn't set returns 204 or 404. */
const isAbsent = (answer: Read<unknown>): boolean =>
  answer.ok
    ? !isObject(answer.value) || Object.keys(withoutContext(answer.value) as Json).length === 0
    : answer.problem.status === 404
const valueOnly = (value: unknown): unknown =>
  isObject(value) && Object.keys(value).length > 0 ? withoutContext(value) : null

/** Reads which objects each document links to. The type is only known after the document itself has been read. */
async function readLinks(
  reader: GraphReader,
  contract: GraphContract,
  entries: readonly Entry[],
  documents: readonly Read<Json>[],
): Promise<Read<Json>[]> {
  const targets = documents.flatMap((document, index) => {
    const { type } = entries[index]!
    return document.ok
      ? linksOf(contract, type.capture.links, type.rootType, document.value).map((link) => ({ index, link }))
      : []
  })
  if (targets.length === 0) return [...documents]
  const answers = await reader.batch(
    targets.map(({ index, link }) => ({ path: `${addressOf(entries[index]!)}/${link.name}`, list: link.collection })),
  )
  const result = [...documents]
  for (const [at, { index, link }] of targets.entries()) {
    const [answer, document] = [answers[at]!, result[index]!]
    if (!document.ok) continue
    // A link without a target returns 204 or 404.
    if (answer.ok || answer.problem.status === 404)
      result[index] = {
        ok: true,
        value: { ...document.value, [link.name]: linkValue(link, answer.ok ? answer.value : null) },
      }
    else result[index] = { ok: false, problem: answer.problem }
  }
  return result
}

/** Reads the collections below the items of a part, e.g. the presentation values of each definition value. */
async function readNested(
  reader: GraphReader,
  entries: readonly Entry[],
  documents: readonly Read<Json>[],
): Promise<Read<Json>[]> {
  const targets = documents.flatMap((document, index) =>
    entries[index]!.type.capture.parts.flatMap(({ property, nested }) =>
      nested && document.ok ? objects(document.value[property]).map((item) => ({ index, property, nested, item })) : [],
    ),
  )
  if (targets.length === 0) return [...documents]
  const answers = await reader.batch(
    targets.map(({ index, nested, item }) => ({
      path: `${addressOf(entries[index]!)}/${nested.path(encodeURIComponent(text(item['id'])))}`,
      list: true,
    })),
  )
  const problems = new Map<number, GraphProblem>()
  const filled = new Map<number, Map<string, Json[]>>()
  for (const [at, { index, property, nested, item }] of targets.entries()) {
    const answer = answers[at]!
    if (!answer.ok) {
      problems.set(index, answer.problem)
      continue
    }
    const parts = filled.get(index) ?? new Map<string, Json[]>()
    parts.set(property, [...(parts.get(property) ?? []), { ...item, [nested.property]: withoutContext(answer.value) }])
    filled.set(index, parts)
  }
  return documents.map((document, index) => {
    const problem = problems.get(index)
    if (problem) return { ok: false, problem }
    return document.ok
      ? { ok: true, value: { ...document.value, ...Object.fromEntries(filled.get(index) ?? []) } }
      : document
  })
}

function firstProblem(answers: readonly Read<unknown>[]): GraphProblem | null {
  for (const answer of answers) if (!answer.ok) return answer.problem
  return null
}

/** Annotations that describe the answer and not the object: context, next links, tips. */
function withoutContext(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutContext)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !/@(odata\.(context|nextLink|count|etag)|microsoft\.graph\.tips)$/.test(key))
      .map(([key, entry]) => [key, withoutContext(entry)]),
  )
}
