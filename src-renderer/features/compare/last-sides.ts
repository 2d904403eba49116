import { create } from 'zustand'
import type { Side } from '#contract/model/compare.ts'

type Sides = readonly [left: Side, right: Side]

/** What was open of a comparison. */
interface Place {
  readonly kind: string | null
  readonly pair: string | null
}

interface LastSides {
  readonly sides: Readonly<Record<string, Sides>>
  readonly places: Readonly<Record<string, Place>>
  remember(tenantId: string, sides: Sides): void
  open(tenantId: string, place: Place): void
}

/** What was compared last from each tenant, and where. It lasts as long as the window. */
export const useLastSides = create<LastSides>()((set) => ({
  sides: {},
  places: {},
  remember: (tenantId, chosen) => set(({ sides }) => ({ sides: { ...sides, [tenantId]: chosen } })),
  open: (tenantId, place) => set(({ places }) => ({ places: { ...places, [tenantId]: place } })),
}))
