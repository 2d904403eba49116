import type { StandardPolicy, Standard } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import type { CallError } from '#renderer/api/client.ts'
import { TenantId } from '#contract/model/ids.ts'
import { useReads } from '#renderer/api/queries.ts'

/** How one tenant has the policies of a standard, as far as it was read. */
export interface TenantColumn {
  readonly tenant: Tenant
  readonly policies: ReadonlyMap<string, StandardPolicy> | null
  readonly error: CallError | null
}

/** How each tenant has the policies of a standard, by the version of the standard. */
export function useColumns(standard: Standard, tenants: readonly Tenant[]): readonly TenantColumn[] {
  const found = useReads(
    'standards.compare',
    tenants.map(({ id }) => ({
      tenantId: TenantId.parse(standard.tenantId),
      standardId: standard.id,
      targetId: TenantId.parse(id),
    })),
  )
  return tenants.map((tenant, index) => ({
    tenant,
    policies: found[index]?.data ? new Map(found[index].data.map((policy) => [policy.versionId, policy])) : null,
    error: found[index]?.error ?? null,
  }))
}
