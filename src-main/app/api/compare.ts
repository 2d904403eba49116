import type { compare } from '#contract/api/compare.ts'
import { compareSides } from '../compare/compare-sides.ts'
import { settingUses } from '../compare/setting-uses.ts'
import type { Handlers } from './handlers.ts'
import { requireWhole } from './moments.ts'

export const compareHandlers: Handlers<keyof typeof compare> = {
  'compare.matrix': async ({ left, right, byHand }, { store, owned }) => {
    for (const [side, tenant] of [
      [left, owned.left],
      [right, owned.right],
    ] as const)
      if ('at' in side.from) requireWhole(tenant, side.from.at)
    return compareSides(store, left, right, new Map(Object.entries(byHand)))
  },

  'compare.settings': async ({ tenantId, severalOnly }, { store, ports }) =>
    settingUses({ ...ports, store }, tenantId, severalOnly, ports.clock.now()),
}
