import { create } from 'zustand'
import { everyPolicy, type PolicyQuery } from '#renderer/shared/policy-query.ts'

interface Kept {
  readonly place: string | null
  readonly query: PolicyQuery
}

const useKept = create<Kept>(() => ({ place: null, query: everyPolicy }))

/** The filter of an inventory. It is kept while you visit other screens, but not for another tenant or backup set. */
export function useInventoryQuery(
  place: string,
): readonly [query: PolicyQuery, setQuery: (query: PolicyQuery) => void] {
  const query = useKept((kept) => (kept.place === place ? kept.query : everyPolicy))
  return [query, (next) => useKept.setState({ place, query: next })]
}
