import { create } from 'zustand'
import type { Side } from '#contract/model/compare.ts'

type Sides = readonly [left: Side, right: Side]

interface LastSides {
  readonly sides: Readonly<Record<string, Sides>>
  remember(tenantId: string, sides: Sides): void
}

/** What was compared last from each tenant. It lasts as long as the window. */
export const useLastSides = create<LastSides>()((set) => ({
  sides: {},
  remember: (tenantId, chosen) => set(({ sides }) => ({ sides: { ...sides, [tenantId]: chosen } })),
}))
