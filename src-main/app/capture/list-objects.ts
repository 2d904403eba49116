import { text, type Json } from '#domain/json.ts'
import { collectionPath } from '#domain/policy-types/building-blocks/address.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { problemAsFailure } from '../graph-problem.ts'
import type { GraphReader } from '../ports/graph.ts'

/** Lists types, a collection that several share only once. */
export type Lister = (type: PolicyType) => Promise<readonly Json[]>

/** A lister that remembers what it listed: for one run, in which a listing shall mean one moment. */
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

/** Every object of a type as the tenant has it now. @throws Failure */
export const listObjects = (reader: GraphReader, type: PolicyType): Promise<readonly Json[]> =>
  createLister(reader)(type)

/** Objects of one name, for types of which there may be very many. @throws Failure */
export const listByName = (reader: GraphReader, type: PolicyType, name: string): Promise<readonly Json[]> =>
  reader.list(`${type.path}?$filter=${encodeURIComponent(`${type.nameProperty} eq '${name.replaceAll("'", "''")}'`)}`)

/** Objects below those of another type; each carries the id of its parent. A part that fails makes the listing incomplete: it fails as a whole. */
async function belowParents(reader: GraphReader, type: PolicyType, parents: readonly Json[]): Promise<Json[]> {
  const property = type.parent!.property
  const places = parents.map((parent): Json => ({ [property]: text(parent['id']) }))
  const answers = await reader.batch(places.map((place) => ({ path: collectionPath(type, place), list: true })))
  return answers.flatMap((answer, index) => {
    if (!answer.ok) throw problemAsFailure(answer.problem)
    return Array.isArray(answer.value) ? answer.value.map((item: Json) => ({ ...item, ...places[index] })) : []
  })
}
