import type { GraphReader } from '../ports/graph.ts'
import type { DirectoryRepository } from '../ports/store.ts'
import { select } from '#domain/canonical/paths.ts'
import { isObject, objects, strings, text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'

/** Collections whose names make a capture readable offline, beside the policy types themselves. */
export const directoryKinds: Readonly<Record<string, { readonly path: string; readonly nameProperty: string }>> = {
  mobileAppCategories: { path: '/deviceAppManagement/mobileAppCategories', nameProperty: 'displayName' },
}

/** Where the objects of a kind are listed and what their name is called; nothing for groups, which are asked by id. */
export function listingOf(kind: string): { path: string; nameProperty: string } | undefined {
  return directoryKinds[kind] ?? findPolicyType(kind)
}

/** Ids that a document refers to, by kind. */
export function referencedIds(type: PolicyType, document: Json): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const add = (kind: string, id: string) => {
    if (id && !/^0{8}-/.test(id)) found.set(kind, (found.get(kind) ?? new Set()).add(id))
  }
  for (const rule of type.references) for (const id of strings(select(document, rule.path))) add(rule.to, id)
  for (const assignment of objects(document['assignments'])) {
    const target = isObject(assignment['target']) ? assignment['target'] : {}
    add('groups', text(target['groupId']))
    add('assignmentFilters', text(target['deviceAndAppManagementAssignmentFilterId']))
  }
  return found
}

/** Names of what the tenant's policies refer to, asked once a run. */
export interface NameBook {
  /** Lists the names of the kinds that types refer to. */
  load(kinds: Iterable<string>): Promise<void>
  /** Asks for groups that are not known yet. */
  loadGroups(ids: Iterable<string>): Promise<void>
  /** Takes the names from a listing that was made for something else. */
  know(kind: string, items: readonly Json[]): Promise<void>
  /** The names that a document needs, by `kind/id`. */
  namesFor(type: PolicyType, document: Json): Record<string, string>
}

export function createNameBook(reader: GraphReader, directory: DirectoryRepository, tenantId: string, now: () => string): NameBook {
  const names = new Map<string, string>()
  const asked = new Set<string>()

  async function keep(kind: string, entries: readonly { id: string; name: string }[]): Promise<void> {
    for (const { id, name } of entries) names.set(`${kind}/${id}`, name)
    await directory.remember(tenantId, kind, entries, now())
  }

  return {
    async load(kinds) {
      for (const kind of kinds) {
        const listing = listingOf(kind)
        if (!listing || asked.has(kind)) continue
        asked.add(kind)
        const items = await reader.list(listing.path)
        await keep(kind, items.map((item) => ({ id: text(item['id']), name: text(item[listing.nameProperty]) })))
      }
    },
    async loadGroups(ids) {
      const open = [...new Set(ids)].filter((id) => !asked.has(`groups/${id}`))
      if (open.length === 0) return
      for (const id of open) asked.add(`groups/${id}`)
      const groups = await reader.groups(open)
      await keep('groups', groups.map((group) => ({ id: text(group['id']), name: text(group['displayName']) })))
    },
    async know(kind, items) {
      const listing = listingOf(kind)
      if (!listing || asked.has(kind)) return
      asked.add(kind)
      await keep(kind, items.map((item) => ({ id: text(item['id']), name: text(item[listing.nameProperty]) })))
    },
    namesFor(type, document) {
      const needed: Record<string, string> = {}
      for (const [kind, ids] of referencedIds(type, document)) {
        for (const id of ids) {
          const name = names.get(`${kind}/${id}`)
          if (name !== undefined) needed[`${kind}/${id}`] = name
        }
      }
      return needed
    },
  }
}
