import { directoryKinds, findDirectoryKind } from './directory-kinds.ts'
import type { Noun } from './policy-type.ts'
import { findPolicyType, policyTypes } from './registry.ts'

/** Kinds of objects that are asked for by id, with the type that `getByIds` knows them by (Graph docs). */
export const askedById: ReadonlyMap<string, 'group' | 'user'> = new Map(
  [...policyTypes, ...directoryKinds].flatMap((kind) => (kind.askedById ? [[kind.key, kind.askedById] as const] : [])),
)

/** What people call the objects that a reference points at. */
export const nounOf = (kind: string): Noun =>
  (findPolicyType(kind) ?? findDirectoryKind(kind))?.noun ?? { one: 'object', many: 'objects' }

/** The noun of one object as a heading: `Notification template`. Names such as `macOS` keep their spelling. */
export const headingOf = (kind: string): string =>
  nounOf(kind).one.replace(/^[a-z]+(?![a-zA-Z])/, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)

/** Path of the collection that holds objects of a kind; nothing where they lie below others or have no collection. */
export function pathOf(kind: string): string | undefined {
  const type = findPolicyType(kind)
  return type ? (type.parent ? undefined : type.path) : findDirectoryKind(kind)?.path
}
