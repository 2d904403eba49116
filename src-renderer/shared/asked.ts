import { create } from 'zustand'

/** A dialog that can be asked for from elsewhere, such as the palette. */
export type AskedFor = 'unlock' | 'newSet' | 'shortcuts'

interface Asked {
  readonly dialog: AskedFor | null
  ask(dialog: AskedFor): void
  close(): void
}

/** Which dialog somebody asked for. Whoever shows it closes it. */
export const useAsked = create<Asked>((set) => ({
  dialog: null,
  ask: (dialog) => set({ dialog }),
  close: () => set({ dialog: null }),
}))
