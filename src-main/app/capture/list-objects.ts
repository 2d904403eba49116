import { text, type Json } from '#domain/json.ts'
import { collectionPath } from '#domain/policy-types/building-blocks/address.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { problemAsFailure } from '../graph-problem.ts'
import type { GraphReader } from '../ports/graph.ts'

/** Lists types. A collection that several types share is listed only once. */
export type Lister = (type: PolicyType) => Promise<readonly Json[]>

/** A lister with a cache for one run, so that all listings of the run show the same state. */
export function createLister(reader: GraphReader): Lister {
  const collections = new Map<string, Promise<Json[]>>()
  const list = (path: string): Promise<Json[]> => {
    const known = collections.get(path)
    if (known) return known
    const asked = reader.list(path)
    collections.set(path, asked)
    return asked
  }
  return async (type) => {
    const items = type.parent
      ? await belowParents(reader, type, await list(policyTypeOf(type.parent.type).path))
      : await list(type.path)
    return type.holds ? items.filter((item) => type.holds!(item)) : items
  }
}

/** Lists all current objects of a type. @throws Failure */
export const listObjects = (reader: GraphReader, type: PolicyType): Promise<readonly Json[]> =>
  createLister(reader)(type)

/** Lists the objects with a name, for types with very many objects. @throws Failure */
export const listByName = (reader: GraphReader, type: PolicyType, name: string): Promise<readonly Json[]> =>
  reader.list(`${type.path}?$filter=${encodeURIComponent(`${type.nameProperty} eq '${name.replaceAll("'", "''")}'`)}`)

/**
 * Lists the objects below the objects of another type. Each contains the ID of its parent. If a part fails, the listing
 * is incomplete and fails as a whole.
 */
async function belowParents(reader: GraphReader, type: PolicyType, parents: readonly Json[]): Promise<Json[]> {
  const property = type.parent!.property
  const places = parents.map((parent): Json => ({ [property]: text(parent['id']) }))
  const answers = await reader.batch(places.map((place) => ({ path: collectionPath(type, place), list: true })))
  return answers.flatMap((answer, index) => {
    if (!answer.ok) throw problemAsFailure(answer.problem)
    return Array.isArray(answer.value) ? answer.value.map((item: Json) => ({ ...item, ...places[index] })) : []
  })
}
