import { create } from 'zustand'

interface InventoryFilter {
  readonly text: string
  setText(text: string): void
}

/** The text that the inventory is filtered by; the search box of the frame writes it too. */
export const useInventoryFilter = create<InventoryFilter>((set) => ({ text: '', setText: (text) => set({ text }) }))
