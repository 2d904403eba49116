import { create } from 'zustand'
import { everyPolicy, type PolicyQuery } from '#renderer/ui/policy-query.ts'

interface InventoryQuery {
  readonly query: PolicyQuery
  setQuery(query: PolicyQuery): void
}

/** What the inventory is narrowed down to; it stays when one looks at something else and comes back. */
export const useInventoryQuery = create<InventoryQuery>((set) => ({ query: everyPolicy, setQuery: (query) => set({ query }) }))
