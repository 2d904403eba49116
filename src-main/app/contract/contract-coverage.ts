import type { ContractCoverage } from '#contract/model/coverage.ts'
import { PolicyId } from '#contract/model/ids.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { unknownIn } from '#domain/restore/unknown-parts.ts'
import { cloudOf } from '../cloud-of.ts'
import type { ReadStore } from '../ports/store.ts'
import type { TenantRow } from '../ports/tenants.ts'
import type { ContractBook } from './contract-book.ts'

/** Policies to name for each unknown place. */
const mostNamed = 20

/** The contract in use for a tenant, and what the latest versions of its policies hold beside it. */
export async function contractCoverage(
  contracts: ContractBook,
  store: ReadStore,
  tenant: TenantRow,
): Promise<ContractCoverage> {
  const cloud = cloudOf(tenant)
  const contract = await contracts.of(store, cloud)
  const { fetchedAt, triedAt } = await store.contracts.dates(cloud)
  const found = new Map<string, ContractCoverage['unknown'][number]>()
  for (const { id, type, name, versionId } of await store.policies.list(tenant.id)) {
    if (versionId === null) continue
    // A damaged version says nothing here. The verification of the store reports it.
    const document = await store.versions.document(versionId).catch(() => null)
    if (document === null) continue
    for (const part of unknownIn(contract, policyTypeOf(type), document)) {
      const key = `${part.graphType} ${part.what} ${part.path}`
      const entry = found.get(key) ?? { ...part, policies: [] }
      if (entry.policies.length < mostNamed) entry.policies.push({ policyId: PolicyId.parse(id), name })
      found.set(key, entry)
    }
  }
  return {
    source: fetchedAt === null ? 'built-in' : 'published',
    fetchedAt,
    triedAt,
    unknown: [...found.values()].toSorted((left, right) =>
      `${left.graphType}.${left.path}`.localeCompare(`${right.graphType}.${right.path}`),
    ),
  }
}
