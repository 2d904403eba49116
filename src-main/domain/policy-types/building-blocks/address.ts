import { text, type Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'

/** Where the objects of a document's type lie: below its parent, where it has one. */
export const collectionPath = (type: PolicyType, document: Json): string =>
  type.parent
    ? type.path.replace(`{${type.parent.property}}`, encodeURIComponent(text(document[type.parent.property])))
    : type.path

/** What a document holds of its place beside its id. */
export const placeOf = (type: PolicyType, document: Json): Json =>
  type.parent ? { [type.parent.property]: document[type.parent.property] } : {}
