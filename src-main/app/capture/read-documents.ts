import { inUri } from '#domain/uri.ts'
import { forEachInTurns } from '../breathe.ts'
import type { Doubt } from '#contract/model/doubts.ts'
import type { GraphProblem, GraphReader, Read } from '../ports/graph.ts'
import { placeholdersIn } from '#domain/doubts/doubts.ts'
import { isGone } from '#domain/graph-answers/problems.ts'
import type { GraphContract } from '#domain/graph-contract/graph-contract.ts'
import { linksOf, linkValue } from '#domain/graph-contract/links.ts'
import { isObject, objects, text, without, type Json } from '#domain/json.ts'
import { placeOf, withIdentity } from '#domain/policy-types/building-blocks/address.ts'
import type { CapturePart, PolicyType } from '#domain/policy-types/policy-type.ts'
import { withoutClearSecrets } from '#domain/policy-types/building-blocks/secrets.ts'
import { readStreams } from './read-streams.ts'
import { addressOf } from './object-address.ts'
import type { PartsToRead, ReadParts } from './parts-state.ts'
import { readParts } from './read-parts.ts'
import { createRouteBook, type RouteBook } from './route-book.ts'

/** An object from Graph without its clear-text secrets. The secrets are separate, by pointer. */
export interface WholeDocument {
  readonly document: Json
  readonly clear: ReadonlyMap<string, string>
  /** What Graph said about it and contradicted. */
  readonly doubts: readonly Doubt[]
  /** Parts with more entries than are read. The document lacks them. */
  readonly tooLong: readonly string[]
}

/** A listed object to read completely. */
export interface ToRead {
  readonly type: PolicyType
  readonly item: Json
  /** Assignments of its newest version, which an empty answer is checked against. */
  readonly earlierAssignments?: number | null
  /** What the list says of it can't be used. */
  readonly isDoubtfullyListed?: boolean
}

/** How objects are read. */
export interface ReadOptions {
  readonly leaveOut?: LeftOut
  /** The routes that work in this tenant; every declared one by default. */
  readonly routes?: RouteBook
  /** Parts to read of those that have a switch; none by default. */
  readonly switched?: ReadonlySet<string>
}

/** The parts with a switch that a tenant captures, or that these documents hold. */
export const switchedParts = (
  types: readonly PolicyType[],
  isOn: (part: CapturePart) => boolean,
): ReadonlySet<string> =>
  new Set(types.flatMap((type) => type.capture.parts.filter((part) => part.switch && isOn(part))).map(nameOfPart))

const nameOfPart = ({ property }: CapturePart): string => property

/** Parts that aren't read: their switch is off. */
const switchedOff = (type: PolicyType, switched: ReadonlySet<string>): string[] =>
  type.capture.parts.filter((part) => part.switch && !switched.has(part.property)).map(nameOfPart)

/** What a capture leaves out. A restore of such a version doesn't change it (spec 004). */
export interface LeftOut {
  readonly assignments?: boolean
  readonly scopeTags?: boolean
}

/**
 * Reads objects completely: properties that the list leaves out, the collections below each object, and the ones below
 * their items. Objects of all types share `$batch` calls. If any part of an object fails, the whole object fails,
 * because half a policy isn't a backup. What contradicts itself is read, with its doubts.
 */
export async function readDocuments(
  reader: GraphReader,
  contract: GraphContract,
  entries: readonly ToRead[],
  { leaveOut = {}, routes, switched = new Set() }: ReadOptions = {},
): Promise<Read<WholeDocument>[]> {
  const read = await readAll(
    reader,
    contract,
    entries.map(({ type, item, earlierAssignments = null, isDoubtfullyListed }) => ({
      type,
      item: isDoubtfullyListed ? addressOnly(type, item) : item,
      known: item,
      byId: type.capture.byId ?? (isDoubtfullyListed ? {} : null),
      earlierAssignments,
      leaveOut: new Set([...(leaveOut.assignments ? ['assignments'] : []), ...switchedOff(type, switched)]),
    })),
    routes,
  )
  return forEachInTurns(read, (whole, index) => {
    const { type } = entries[index]!
    const hidden = leaveOut.scopeTags && type.scopeTagProperty ? [type.scopeTagProperty] : []
    return masked(
      type,
      whole.ok ? { ok: true, value: { ...whole.value, document: without(whole.value.document, hidden) } } : whole,
    )
  })
}

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
  const [read] = await readAll(reader, contract, [
    {
      type,
      item: addressOnly(type, { ...known, id }),
      known,
      byId: type.capture.byId ?? {},
      earlierAssignments: null,
      leaveOut: new Set(
        switchedOff(
          type,
          switchedParts([type], ({ property }) => property in known),
        ),
      ),
    },
  ])
  return masked(type, read!)
}

/** What it takes to ask for an object: its ID, its place and its subtype. */
const addressOnly = (type: PolicyType, known: Json): Json => ({
  ...placeOf(type, known),
  ...(known['@odata.type'] === undefined ? {} : { '@odata.type': known['@odata.type'] }),
  id: known['id'],
})

type DoubtedDocument = Omit<WholeDocument, 'clear'>

/** From here on, only the code that seals a secret sees its clear text (000-4). */
const masked = (type: PolicyType, read: Read<DoubtedDocument>): Read<WholeDocument> =>
  read.ok ? { ok: true, value: { ...read.value, ...withoutClearSecrets(type, read.value.document) } } : read

async function readAll(
  reader: GraphReader,
  contract: GraphContract,
  entries: readonly PartsToRead[],
  routes = createRouteBook(),
): Promise<Read<DoubtedDocument>[]> {
  const read = await readParts(reader, routes, entries)
  const documents = await forEachInTurns(read, (answer, index): Read<Json> =>
    answer.ok ? { ok: true, value: merged(entries[index]!, answer.value) } : answer,
  )
  const nested = await readNested(reader, entries, documents)
  const linked = await readLinks(reader, contract, entries, nested)
  const whole = await readStreams(reader, entries, linked)
  return forEachInTurns(whole, (answer, index): Read<DoubtedDocument> => {
    if (!answer.ok) return answer
    const known = read[index]!
    const pointers = placeholdersIn(answer.value)
    const lost: Doubt[] = pointers.length > 0 ? [{ kind: 'placeholder', pointers }] : []
    const { doubts, tooLong } = known.ok ? known.value : { doubts: [], tooLong: [] }
    return { ok: true, value: { document: answer.value, doubts: [...doubts, ...lost], tooLong } }
  })
}

/** The listed object, what the object itself adds, and its parts. */
function merged({ type, item, byId }: PartsToRead, { own, parts }: ReadParts): Json {
  const base = own === null || byId?.select ? { ...item, ...own } : own
  const named = type.capture.parts.map(({ property }) => property)
  const whole = { ...without(base, named), ...placeOf(type, item), ...Object.fromEntries(parts) }
  return withoutContext(withIdentity(type, whole)) as Json
}

/** Reads which objects each document links to. The type is only known after the document itself has been read. */
async function readLinks(
  reader: GraphReader,
  contract: GraphContract,
  entries: readonly PartsToRead[],
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
    targets.map(({ index, link }) => ({
      path: `${addressOf(entries[index]!.type, entries[index]!.item)}/${link.name}`,
      list: link.collection,
    })),
  )
  const result = [...documents]
  for (const [at, { index, link }] of targets.entries()) {
    const [answer, document] = [answers[at]!, result[index]!]
    if (!document.ok) continue
    // A link without a target returns 204 or 404.
    if (answer.ok || isGone(answer.problem))
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
  entries: readonly PartsToRead[],
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
      path: `${addressOf(entries[index]!.type, entries[index]!.item)}/${nested.path(inUri(text(item['id'])))}`,
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
