import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const appearances = ['system', 'light', 'dark'] as const
export type Appearance = (typeof appearances)[number]

interface AppearanceChoice {
  readonly appearance: Appearance
  choose(appearance: Appearance): void
}

/** The colors that somebody chose; the next window begins with them. */
export const useAppearance = create<AppearanceChoice>()(
  persist((set) => ({ appearance: 'system', choose: (appearance) => set({ appearance }) }), { name: 'appearance' }),
)
