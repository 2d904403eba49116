import type { Json } from '#domain/json.ts'
import { fillDocument, valuesFor } from '#domain/standards/tenant-values.ts'
import type { ReadStore } from '../ports/store.ts'
import type { VersionRow } from '../ports/versions.ts'

/** What a tenant has in the place of `{{tenant.name}}` and others, by name. */
export async function valuesOf(store: ReadStore, tenantId: string): Promise<ReadonlyMap<string, string>> {
  const tenant = await store.tenants.find(tenantId)
  return tenant ? valuesFor(tenant, await store.standards.values(tenantId)) : new Map()
}

/** The document of a version, with the values of the tenant that it is held against, if that is another one. */
export async function documentFor(
  store: ReadStore,
  { id, tenantId }: Pick<VersionRow, 'id' | 'tenantId'>,
  targetTenantId: string,
): Promise<Json> {
  const document = await store.versions.document(id)
  return tenantId === targetTenantId ? document : fillDocument(document, await valuesOf(store, targetTenantId)).document
}
