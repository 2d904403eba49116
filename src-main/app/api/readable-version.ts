import type { GraphContract } from '#domain/graph-contract/graph-contract.ts'
import type { Json } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import type { ReadableRow } from '#domain/readable/readable.ts'
import { readablePolicy } from '#domain/readable/readable-policy.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
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
export async function readableVersion(
  ports: Needs,
  version: VersionRow,
  readables = createReadables(ports),
): Promise<SentSection[]> {
  return readables.read(
    version,
    await ports.store.versions.document(version.id),
    new Map(Object.entries(version.names)),
  )
}

/** The readable view of any document of a type, with setting names from the tenant's cloud. */
export const readableDocument = (ports: Needs, ...given: Parameters<Readables['read']>): Promise<SentSection[]> =>
  createReadables(ports).read(...given)

/** Reads documents one after the other, and looks up only once what they share. */
export interface Readables {
  read(
    of: { readonly tenantId: string; readonly type: string },
    document: Json,
    names: ReadonlyMap<string, string>,
  ): Promise<SentSection[]>
}

export function createReadables({ store, settingDefinitions, contracts }: Needs): Readables {
  const clouds = new Map<string, Promise<{ readonly cloud: string; readonly contract: GraphContract }>>()
  const definitions = new Map<string, Map<string, SettingDefinition>>()
  async function cloudOfTenant(tenantId: string) {
    const tenant = await store.tenants.find(tenantId)
    const cloud = tenant ? cloudOf(tenant) : ''
    return { cloud, contract: await contracts.of(store, cloud) }
  }
  /** The definitions of these settings, and of those before. */
  async function definitionsOf(cloud: string, ids: readonly string[]): Promise<ReadonlyMap<string, SettingDefinition>> {
    const known = definitions.get(cloud) ?? new Map<string, SettingDefinition>()
    definitions.set(cloud, known)
    const open = ids.filter((id) => !known.has(id))
    for (const [id, definition] of await store.definitions.find(cloud, open)) known.set(id, definition)
    return known
  }
  return {
    async read(of, document, names) {
      const asked = clouds.get(of.tenantId) ?? cloudOfTenant(of.tenantId)
      clouds.set(of.tenantId, asked)
      const { cloud, contract } = await asked
      const known =
        cloud === '' ? new Map<string, SettingDefinition>() : await definitionsOf(cloud, [...settingIdsOf(document)])
      return readablePolicy(policyTypeOf(of.type), document, {
        nameOf: (kind, id) => names.get(`${kind}/${id}`),
        settingDefinition: (id) => known.get(id) ?? settingDefinitions.get(id),
        contract,
      }).map((section) => ({ title: section.title, rows: [...section.rows] }))
    },
  }
}
