import { create } from 'zustand'
import { everyPolicy, type PolicyQuery } from '#renderer/shared/policy-query.ts'

interface Kept {
  readonly tenantId: string | null
  readonly query: PolicyQuery
}

const useKept = create<Kept>(() => ({ tenantId: null, query: everyPolicy }))

/** What a tenant's inventory is narrowed down to; it stays when one looks at something else and comes back, not in another tenant. */
export function useInventoryQuery(
  tenantId: string,
): readonly [query: PolicyQuery, setQuery: (query: PolicyQuery) => void] {
  const query = useKept((kept) => (kept.tenantId === tenantId ? kept.query : everyPolicy))
  return [query, (next) => useKept.setState({ tenantId, query: next })]
}
