import { objects, text, type Json } from '../json.ts'
import type { Noun } from './policy-type.ts'

/** A kind of object that documents refer to and that is no policy type: it is never captured, only known by name. */
export interface DirectoryKind {
  readonly key: string
  readonly noun: Noun
  /** Path of one collection that holds it, where it has a path of its own. */
  readonly path?: string
  /** How all of them are listed: path with query, and their ids and names in the answer. */
  readonly list?: {
    readonly path: string
    entries(items: readonly Json[]): { readonly id: string; readonly name: string }[]
  }
  /** Equal names mean nothing: such an object is found by its id only. */
  readonly byIdOnly?: true
  /** It is asked for by id, as a directory object of this type (`getByIds`, Graph docs). */
  readonly askedById?: 'group' | 'user'
  /** Part of Microsoft's definitions, which every tenant has: dependencies leave it out. */
  readonly isDefinition?: true
}

const named = (items: readonly Json[]) =>
  items.map((item) => ({ id: text(item['id']), name: text(item['displayName']) }))

/** Every kind that a reference rule may name beside the policy types. */
export const directoryKinds: readonly DirectoryKind[] = [
  { key: 'users', noun: { one: 'user', many: 'users' }, path: '/users', askedById: 'user' },
  {
    key: 'templates',
    noun: { one: 'template', many: 'templates' },
    path: '/deviceManagement/templates',
    list: { path: '/deviceManagement/templates', entries: named },
    isDefinition: true,
  },
  {
    key: 'groupPolicyDefinitions',
    noun: { one: 'administrative template', many: 'administrative templates' },
    // Definitions of uploaded ADMX files have ids of their own in every tenant; they are listed by their categories.
    list: {
      path: "/deviceManagement/groupPolicyCategories?$expand=definitions($select=id)&$filter=ingestionSource eq 'custom'",
      entries: (items) =>
        items
          .flatMap((category) => objects(category['definitions']))
          .map((definition) => ({ id: text(definition['id']), name: '' })),
    },
    byIdOnly: true,
    isDefinition: true,
  },
  {
    key: 'groupPolicyPresentations',
    noun: { one: 'administrative template value', many: 'administrative template values' },
    isDefinition: true,
  },
]

const byKey = new Map(directoryKinds.map((kind) => [kind.key, kind]))

/** The directory kind with this key. */
export const findDirectoryKind = (key: string): DirectoryKind | undefined => byKey.get(key)
