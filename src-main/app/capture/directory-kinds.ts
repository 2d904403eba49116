import { objects, text, type Json } from '#domain/json.ts'
import type { DirectoryEntry } from '#domain/restore/mapping.ts'

/** A collection that policies refer to and that is no policy type. */
export interface DirectoryKind {
  readonly path: string
  /** Equal names mean nothing: such an object is found by its id only. */
  readonly byIdOnly?: true
  entries(items: readonly Json[]): DirectoryEntry[]
}

const named = (items: readonly Json[]): DirectoryEntry[] =>
  items.map((item) => ({ id: text(item['id']), name: text(item['displayName']) }))

/** Collections whose names make a capture readable, or whose ids a restore has to find, beside the policy types themselves. */
export const directoryKinds: Readonly<Record<string, DirectoryKind>> = {
  templates: { path: '/deviceManagement/templates', entries: named },
  // Definitions of uploaded ADMX files have ids of their own in every tenant; they are listed by their categories.
  groupPolicyDefinitions: {
    byIdOnly: true,
    path: "/deviceManagement/groupPolicyCategories?$expand=definitions($select=id)&$filter=ingestionSource eq 'custom'",
    entries: (items) =>
      items
        .flatMap((category) => objects(category['definitions']))
        .map((definition) => ({ id: text(definition['id']), name: '' })),
  },
}

/** Directory objects that are asked for by id, by the type that `getByIds` calls them. */
export const askedById: Readonly<Record<string, 'group' | 'user'>> = { groups: 'group', users: 'user' }
