import { create } from 'zustand'

interface Found {
  readonly policyId: string | null
  /** Words that a search led to the policy with: it opens at the settings that have them. */
  readonly text: string
  setFound(policyId: string, text: string): void
}

/** What a search led to. */
export const useFound = create<Found>((set) => ({
  policyId: null,
  text: '',
  setFound: (policyId, text) => set({ policyId, text }),
}))
