import { create } from 'zustand'

interface SearchHit {
  readonly policyId: string | null
  /** The words of the search: the policy opens at the settings that contain them. */
  readonly text: string
  setHit(policyId: string, text: string): void
}

/** The policy that was opened from a search, and the words that found it. */
export const useSearchHit = create<SearchHit>((set) => ({
  policyId: null,
  text: '',
  setHit: (policyId, text) => set({ policyId, text }),
}))
