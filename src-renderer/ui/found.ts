import { create } from 'zustand'

interface Found {
  /** Words that a search led here with: the policy that opens shows the settings that have them. */
  readonly text: string
  setText(text: string): void
}

/** What the next policy is opened at. */
export const useFound = create<Found>((set) => ({ text: '', setText: (text) => set({ text }) }))
