import { inUri } from '#domain/uri.ts'
import { sameCanonical } from '#domain/canonical/canonical.ts'
import { isGone, isPassing } from '#domain/graph-answers/problems.ts'
import { objects, without, type Json } from '#domain/json.ts'
import { collectionPath, singleOf } from '#domain/policy-types/building-blocks/address.ts'
import type { CapturePart, PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypeOf, policyTypes } from '#domain/policy-types/registry.ts'
import { forEachInTurns } from '../breathe.ts'
import { problemAsFailure } from '../graph-problem.ts'
import type { GraphProblem, GraphReader, Read } from '../ports/graph.ts'
import { packEntry, type ListedObject, type ListEntry } from './listed-object.ts'
import type { ReferencedIds } from './referenced-ids.ts'
import type { RouteBook } from './route-book.ts'

/** The objects of a type, each once and with its ID, and what else was in the list. */
export interface Listing {
  readonly items: readonly ListedObject[]
  /** Entries without an ID. Nobody can read them. */
  readonly nameless: number
  /** IDs that were listed more than once. Another object may be missing instead. */
  readonly repeated: readonly string[]
  /** Those of them whose entries differ. */
  readonly differing: ReadonlySet<string>
}

/** Lists types. A collection that several types share is listed only once. */
export type Lister = (type: PolicyType) => Promise<Listing>

/** How lists are read. */
export interface ListOptions {
  /** Expands the parts that lists can carry, by the routes that work in this tenant. */
  readonly routes?: RouteBook
  /** Another page size than the service's own. */
  readonly pageSize?: number
  /** Which objects to ask for, for types that are never listed; none by default. */
  readonly referenced?: ReferencedIds
}

/** Attempts for a list where there is another way to ask for it. */
const attempts = 3
/** The page size of the last attempt, for services that answer smaller pages where a large one fails. */
const smallPage = 20

/** A lister with a cache for one run, so that all listings of the run show the same state. */
export function createLister(reader: GraphReader, options: ListOptions = {}): Lister {
  const collections = new Map<string, Promise<ListEntry[]>>()
  const list = (path: string): Promise<ListEntry[]> => {
    const known = collections.get(path)
    if (known) return known
    const asked = listCollection(reader, path, options)
    collections.set(path, asked)
    return asked
  }
  /** A path that is one object is a list with one entry, and so on. */
  async function entriesOf(type: PolicyType): Promise<readonly ListEntry[]> {
    if (type.askedById) return packed(type, await askById(reader, type, (await options.referenced?.(type)) ?? []))
    if (type.parent) {
      const parent = policyTypeOf(type.parent.type)
      const ids = (await list(parent.path)).map((entry) => entry.as(parent).id)
      return packed(type, await belowParents(reader, type, ids))
    }
    return type.single ? packed(type, await readSingle(reader, type)) : list(type.path)
  }
  return async (type) => {
    const entries = await entriesOf(type)
    const items = new Map<string, ListEntry>()
    const repeated = new Set<string>()
    const differing = new Set<string>()
    let nameless = 0
    for (const entry of entries) {
      const { id, open } = entry.as(type)
      const first = items.get(id)
      if (id === '') nameless += 1
      else if (first === undefined) items.set(id, entry)
      else {
        repeated.add(id)
        if (!sameCanonical(first.as(type).open(), open())) differing.add(id)
      }
    }
    const own = [...items.values()].filter((entry) => entry.isOf(type)).map((entry) => entry.as(type))
    return { items: own, nameless, repeated: [...repeated], differing }
  }
}

const packed = (type: PolicyType, items: readonly Json[]): ListEntry[] => items.map((item) => packEntry(item, [type]))

/** Lists all current objects of a type. @throws Failure */
export const listObjects = async (reader: GraphReader, type: PolicyType): Promise<readonly Json[]> =>
  opened(await createLister(reader)(type))

/** The objects of a listing, all of them in memory. */
export const opened = ({ items }: Listing): Promise<readonly Json[]> => forEachInTurns(items, (item) => item.open())

/** Lists the objects with a name, for types with very many objects. @throws Failure */
export const listByName = (reader: GraphReader, type: PolicyType, name: string): Promise<readonly Json[]> =>
  reader.list(`${type.path}?$filter=${inUri(`${type.nameProperty} eq '${name.replaceAll("'", "''")}'`)}`)

/**
 * Lists a collection with everything that it can expand, then with less, then in small pages.
 *
 * @throws Failure if it can't be listed in any way
 */
async function listCollection(
  reader: GraphReader,
  path: string,
  { routes, pageSize }: ListOptions,
): Promise<ListEntry[]> {
  const types = policyTypes.filter((type) => type.path === path)
  const keep = (entry: Json): ListEntry => packEntry(entry, types)
  const expandable = (): { type: PolicyType; part: CapturePart }[] =>
    types
      .flatMap((type) => type.capture.parts.map((part) => ({ type, part })))
      .filter(({ type, part }) => part.routes !== undefined && routes?.routesOf(type, part).includes('list') === true)
  const leave = (problem: GraphProblem, tried: ReturnType<typeof expandable>): void => {
    const named = tried.filter(({ part }) => problem.message.includes(`'${part.property}'`))
    const fault = isPassing(problem) ? 'failing' : 'refused'
    for (const { type, part } of named.length > 0 ? named : tried) routes?.leave(type, part, 'list', fault)
  }
  const tops = pageSize === undefined ? [] : [`$top=${pageSize}`]
  for (let parts = expandable(); parts.length > 0; parts = expandable()) {
    const expand = [...new Set(parts.map(({ part }) => part.expand ?? part.property))].join()
    const answer = await reader.tryList(withOptions(path, [`$expand=${expand}`, ...tops]), attempts, keep)
    if (answer.ok) return answer.value
    refuseAll(answer)
    leave(answer.problem, parts)
    if (expandable().length === parts.length) break
  }
  const plain = await reader.tryList(withOptions(path, tops), attempts, keep)
  if (plain.ok) return plain.value
  refuseAll(plain)
  const last = await reader.tryList(withOptions(path, [`$top=${smallPage}`]), attempts, keep)
  // As many as were asked for, and no next link: the service took the option for the end of the list.
  if (last.ok && last.value.length !== smallPage) return last.value
  throw problemAsFailure(plain.problem)
}

/** The objects with these IDs. The answer names their type, which every object of the collection has. @throws Failure */
const askById = async (reader: GraphReader, type: PolicyType, ids: readonly string[]): Promise<Json[]> =>
  ids.length === 0 ? [] : (await reader.byIds(type.askedById!, ids)).map((item) => without(item, ['@odata.type']))

/** The object of a path that is one; nothing if it was never set up. @throws Failure */
async function readSingle(reader: GraphReader, type: PolicyType): Promise<Json[]> {
  const answer = await reader.readAlone(type.path)
  if (!answer.ok && isGone(answer.problem)) return []
  if (!answer.ok) throw problemAsFailure(answer.problem)
  const found = singleOf(answer.value)
  return found ? [found] : []
}

const withOptions = (path: string, options: readonly string[]): string =>
  options.length === 0 ? path : `${path}?${options.join('&')}`

/** What every way of asking would be answered with. @throws Failure */
function refuseAll(answer: Extract<Read<unknown>, { ok: false }>): void {
  const { status, message } = answer.problem
  if (status === 403 || message.includes('not applicable to target tenant')) throw problemAsFailure(answer.problem)
}

/**
 * Lists the objects below the objects of another type. Each contains the ID of its parent. If a part fails, the listing
 * is incomplete and fails as a whole.
 */
async function belowParents(reader: GraphReader, type: PolicyType, parents: readonly string[]): Promise<Json[]> {
  const property = type.parent!.property
  const places = parents.filter((id) => id !== '').map((id): Json => ({ [property]: id }))
  const answers = await reader.batch(places.map((place) => ({ path: collectionPath(type, place), list: true })))
  return answers.flatMap((answer, index) => {
    if (!answer.ok) throw problemAsFailure(answer.problem)
    return objects(answer.value).map((item) => ({ ...item, ...places[index] }))
  })
}
