import { create } from 'zustand'
import { everyPolicy, type PolicyQuery } from '#renderer/shared/policy-query.ts'

interface Kept {
  readonly tenantId: string | null
  readonly query: PolicyQuery
}

const useKept = create<Kept>(() => ({ tenantId: null, query: everyPolicy }))

/** The filter of a tenant's inventory. It is kept while you visit other screens, but not for another tenant. */
export function useInventoryQuery(
  tenantId: string,
): readonly [query: PolicyQuery, setQuery: (query: PolicyQuery) => void] {
  const query = useKept((kept) => (kept.tenantId === tenantId ? kept.query : everyPolicy))
  return [query, (next) => useKept.setState({ tenantId, query: next })]
}
