import { inUri } from '../../uri.ts'
import { contentOf, isObject, text, type Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'

/** Where the objects of a document's type lie: below its parent, where it has one. */
export const collectionPath = (type: PolicyType, document: Json): string =>
  type.parent ? type.path.replace(`{${type.parent.property}}`, inUri(text(document[type.parent.property]))) : type.path

/** Where an object lies, with `{id}` for its ID. An object that is alone at its path has none in it. */
export const objectPath = (type: PolicyType, document: Json): string =>
  type.single ? type.path : `${collectionPath(type, document)}/{id}`

/** What a document holds of its place beside its id. */
export const placeOf = (type: PolicyType, document: Json): Json =>
  type.parent ? { [type.parent.property]: document[type.parent.property] } : {}

/** An object with the ID and the name that Graph doesn't give it. */
export function withIdentity(type: PolicyType, item: Json): Json {
  if (!type.single && !type.nameOf) return item
  return {
    ...item,
    ...(type.single ? { id: type.key } : {}),
    ...(text(item[type.nameProperty]) === '' ? { [type.nameProperty]: type.nameOf?.(item) ?? type.title } : {}),
  }
}

/** The answer of a path that is one object, or that wraps it in `value`; null if there is nothing in it. */
export function singleOf(answer: unknown): Json | null {
  const body = isObject(answer) ? (isObject(answer['value']) ? answer['value'] : answer) : {}
  const own = contentOf(body)
  return Object.keys(own).some((name) => name !== '@odata.type') ? own : null
}
