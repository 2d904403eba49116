import type { Json } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import type { ReadableRow } from '#domain/readable/readable.ts'
import { readablePolicy } from '#domain/readable/readable-policy.ts'
import type { Ports } from '../ports/ports.ts'
import type { VersionRow } from '../ports/store.ts'

/** A readable section as it crosses the door: the rows may be changed by the receiver. */
interface SentSection {
  title: string
  rows: ReadableRow[]
}

/** A version in words, with the names it was captured with. */
export async function readableVersion(ports: Pick<Ports, 'store' | 'settingDefinitions'>, version: VersionRow): Promise<SentSection[]> {
  return readableDocument(ports, version.type, await ports.store.versions.document(version.id), new Map(Object.entries(version.names)))
}

/** Any document of a type in words. */
export function readableDocument(ports: Pick<Ports, 'settingDefinitions'>, typeKey: string, document: Json, names: ReadonlyMap<string, string>): SentSection[] {
  return readablePolicy(policyTypeOf(typeKey), document, {
    nameOf: (kind, id) => names.get(`${kind}/${id}`),
    settingDefinition: (id) => ports.settingDefinitions.get(id),
  }).map((section) => ({ title: section.title, rows: [...section.rows] }))
}
