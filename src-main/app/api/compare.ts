import type { compare } from '#contract/api/compare.ts'
import { coverage } from '../compare/coverage.ts'
import { compareSides } from '../compare/compare-sides.ts'
import { DeviationId } from '#contract/model/ids.ts'
import { toDeviation } from '../compare/deviations.ts'
import { settingChange } from '../compare/setting-change.ts'
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

  'compare.coverage': async ({ baseline, earlier, side }, { store, owned, ports }) => {
    for (const [of, tenant] of [
      [baseline, owned.baseline],
      [earlier, owned.earlier],
      [side, owned.side],
    ] as const)
      if (of && tenant && 'at' in of.from) requireWhole(tenant, of.from.at)
    return coverage({ ...ports, store }, { baseline, earlier, side }, ports.clock.now())
  },
  'compare.settingChange': async ({ tenantId, ...chosen }, { store, owned, ports }) => {
    if ('at' in chosen.baseline.from) requireWhole(owned.baseline, chosen.baseline.from.at)
    return settingChange({ ...ports, store }, tenantId, chosen)
  },

  'compare.settings': async ({ tenantId, severalOnly }, { store, ports }) =>
    settingUses({ ...ports, store }, tenantId, severalOnly, ports.clock.now()),

  'deviations.list': async ({ tenantId }, { store, ports }) =>
    (await store.deviations.list(tenantId)).map((row) => toDeviation(row, ports.clock.now())),
  'deviations.accept': async (
    { tenantId, settingId, key, reason, owner, until },
    { store, ports: { clock, newId } },
  ) => {
    const id = await store.deviations.save({
      id: newId(),
      tenantId,
      settingId,
      key,
      reason,
      owner,
      until,
      createdAt: clock.now().toISOString(),
    })
    return { deviationId: DeviationId.parse(id) }
  },
  'deviations.withdraw': async (_input, { store, owned, note }) => {
    const { id, settingId } = owned.deviationId
    await store.deviations.remove(id)
    note({ settingId })
    return {}
  },
}
