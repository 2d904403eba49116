import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import type { ReadStore } from '../ports/store.ts'

/** IDs of the objects of a type that exists only by reference, such as groups, by the type's key. */
export type ReferencedIds = (type: PolicyType) => Promise<readonly string[]>

/**
 * IDs of the objects that the captured objects of a tenant refer to, and of those that were captured before. Exclusions
 * and roles count. References are known once the search words of the versions are derived.
 */
export const referencedIdsIn =
  (store: ReadStore, tenantId: string): ReferencedIds =>
  async (type) => {
    const [edges, known] = await Promise.all([store.dependencies.edges(tenantId), store.policies.list(tenantId)])
    const referred = edges.filter(({ kind }) => kind === type.key).map(({ targetId }) => targetId.toLowerCase())
    const captured = known
      .filter((row) => row.type === type.key && row.state === 'active')
      .map(({ externalId }) => externalId.toLowerCase())
    return [...new Set([...referred, ...captured])].filter(isGuid)
  }

const isGuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
