import { toAppError } from '#contract/errors.ts'
import { objects, text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'
import { findDirectoryKind } from '#domain/policy-types/directory-kinds.ts'
import { askedById } from '#domain/policy-types/kinds.ts'
import { assignmentReferences, referencesOf } from '#domain/references/references.ts'
import type { DirectoryEntry } from '#domain/restore/mapping.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { DirectoryRepository, RememberedEntry } from '../ports/directory.ts'
import { createLister, type Lister } from './list-objects.ts'

/** IDs that a document refers to, by their possible kinds. */
export function referencedIds(type: PolicyType, document: Json): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const add = (kind: string, id: string) => void found.set(kind, (found.get(kind) ?? new Set()).add(id))
  for (const { kinds, id } of referencesOf(type, document)) for (const kind of kinds) add(kind, id)
  for (const assignment of objects(document['assignments']))
    for (const { kind, id } of assignmentReferences(assignment)) add(kind, id)
  return found
}

/** The objects of a kind that can be listed; undefined for kinds that are read by ID. */
export async function listKind(
  reader: GraphReader,
  lister: Lister,
  kind: string,
): Promise<DirectoryEntry[] | undefined> {
  const list = findDirectoryKind(kind)?.list
  if (list) return list.entries(await reader.list(list.path))
  const type = findPolicyType(kind)
  return type ? (await lister(type)).items.map(({ id, name }) => ({ id, name })) : undefined
}

/** Names of the objects that the tenant's policies refer to, read once per run. */
export interface NameBook {
  /** Lists the names of the kinds that types refer to. */
  load(kinds: Iterable<string>): Promise<void>
  /** Reads groups and users that aren't known yet. */
  loadById(kind: string, ids: Iterable<string>): Promise<void>
  /** Takes the names from an existing listing, whose objects the store knows. */
  know(type: PolicyType, items: readonly DirectoryEntry[]): void
  /** The names that a document needs, by `kind/id`. */
  namesFor(type: PolicyType, document: Json): Record<string, string>
}

export function createNameBook(
  reader: GraphReader,
  directory: DirectoryRepository,
  tenantId: string,
  now: () => string,
): NameBook {
  const names = new Map<string, string>()
  const asked = new Set<string>()
  const lister = createLister(reader)

  async function keep(kind: string, entries: readonly RememberedEntry[]): Promise<void> {
    for (const { id, name } of entries) names.set(`${kind}/${id}`, name)
    await directory.remember(tenantId, kind, entries, now())
  }

  return {
    async load(kinds) {
      for (const kind of kinds) {
        if (asked.has(kind) || askedById.has(kind) || findDirectoryKind(kind)?.byIdOnly) continue
        asked.add(kind)
        const entries = await unlessRefused(() => listKind(reader, lister, kind))
        if (entries) await keep(kind, entries)
      }
    },
    async loadById(kind, ids) {
      const open = [...new Set(ids)].filter((id) => isGuid(id) && !asked.has(`${kind}/${id}`))
      const asks = askedById.get(kind)
      if (open.length === 0 || !asks) return
      for (const id of open) asked.add(`${kind}/${id}`)
      const facts = findPolicyType(kind)?.keptWithName
      const found = await unlessRefused(() => reader.byIds(asks, open))
      await keep(
        kind,
        (found ?? []).map((entry) => ({
          id: text(entry['id']),
          name: text(entry['displayName']) || text(entry['userPrincipalName']),
          // The properties to create a group in a tenant that doesn't have it (spec 006).
          ...(facts ? { facts: Object.fromEntries(facts.map((fact) => [fact, entry[fact]])) } : {}),
        })),
      )
    },
    know(type, items) {
      if (asked.has(type.key)) return
      asked.add(type.key)
      for (const { id, name } of items) names.set(`${type.key}/${id}`, name)
    },
    namesFor: (type, document) => namesNeeded(names, type, document),
  }
}

/** The names that a document needs, of those that are known, by `kind/id`. */
export function namesNeeded(
  names: ReadonlyMap<string, string>,
  type: PolicyType,
  document: Json,
): Record<string, string> {
  const needed: Record<string, string> = {}
  for (const [kind, ids] of referencedIds(type, document)) {
    for (const id of ids) {
      const name = names.get(`${kind}/${id}`)
      if (name !== undefined) needed[`${kind}/${id}`] = name
    }
  }
  for (const { kinds, id, name } of referencesOf(type, document))
    if (name && kinds[0]) needed[`${kinds[0]}/${id}`] ??= name
  return needed
}

const isGuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

/** Names only help the reader. Without permission to read them, the capture continues. */
async function unlessRefused<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (['forbidden', 'notFound', 'graphRefused'].includes(toAppError(error).code)) return undefined
    throw error
  }
}
