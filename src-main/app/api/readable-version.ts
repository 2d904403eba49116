import type { Json } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import type { ReadableRow } from '#domain/readable/readable.ts'
import { readablePolicy } from '#domain/readable/readable-policy.ts'
import { settingIdsOf } from '#domain/settings-catalog/setting-ids.ts'
import { cloudOf } from '../cloud-of.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'
import type { VersionRow } from '../ports/versions.ts'

/** A readable section for the renderer, with mutable rows. */
interface SentSection {
  title: string
  rows: ReadableRow[]
}

type Needs = Pick<Ports, 'settingDefinitions' | 'contracts'> & {
  readonly store: Pick<ReadStore, 'versions' | 'tenants' | 'definitions' | 'contracts'>
}

/** The readable view of a version, with the names at the time of its capture. */
export async function readableVersion(ports: Needs, version: VersionRow): Promise<SentSection[]> {
  return readableDocument(
    ports,
    version,
    await ports.store.versions.document(version.id),
    new Map(Object.entries(version.names)),
  )
}

/** The readable view of any document of a type, with setting names from the tenant's cloud. */
export async function readableDocument(
  ports: Needs,
  of: { readonly tenantId: string; readonly type: string },
  document: Json,
  names: ReadonlyMap<string, string>,
): Promise<SentSection[]> {
  const tenant = await ports.store.tenants.find(of.tenantId)
  const known = tenant ? await ports.store.definitions.find(cloudOf(tenant), [...settingIdsOf(document)]) : new Map()
  return readablePolicy(policyTypeOf(of.type), document, {
    nameOf: (kind, id) => names.get(`${kind}/${id}`),
    settingDefinition: (id) => known.get(id) ?? ports.settingDefinitions.get(id),
    contract: await ports.contracts.of(ports.store, tenant ? cloudOf(tenant) : ''),
  }).map((section) => ({ title: section.title, rows: [...section.rows] }))
}
