import { breathe } from '../breathe.ts'
import { VersionId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/compare.ts'
import { differences, pairSides } from '#domain/compare/compare.ts'
import { loadSide, type LoadedSide } from '../compare/side.ts'
import { asNamedIn } from '../compare/mapped-side.ts'
import { settingUses } from '../compare/setting-uses.ts'
import { earlierTargets } from '../restore/earlier-targets.ts'
import type { ReadStore } from '../ports/store.ts'
import type { TenantRow } from '../ports/tenants.ts'
import { requireWhole } from './moments.ts'
import type { compare } from '#contract/api/compare.ts'
import type { Handlers } from './handlers.ts'

/** Loads the state of a side. @throws Failure `badInput` if a purge deleted some of it */
async function sideOf(store: ReadStore, { tenantId, from }: Side, tenant: TenantRow): Promise<LoadedSide> {
  if ('at' in from) requireWhole(tenant, from.at)
  return loadSide(store, tenantId, from)
}

export const compareHandlers: Handlers<keyof typeof compare> = {
  'compare.matrix': async ({ left, right, byHand }, { store, owned }) => {
    const [here, there] = [await sideOf(store, left, owned.left), await sideOf(store, right, owned.right)]
    const sameTenant = left.tenantId === right.tenantId
    const mapped = sameTenant ? new Map<string, string>() : await earlierTargets(store, right.tenantId, left.tenantId)
    const pairs = pairSides(
      sameTenant ? here.items : await asNamedIn(store, here.items, left.tenantId, right.tenantId),
      there.items,
      { sameTenant, mapped, byHand: new Map(Object.entries(byHand)) },
    )
    const rows = []
    for (const pair of pairs) {
      await breathe()
      const item = (pair.left ?? pair.right)!
      const changes = pair.left && pair.right ? differences(pair.left, pair.right, sameTenant).length : 0
      rows.push({
        type: item.type.key,
        kind: item.type.kindOf(item.document),
        name: item.name,
        by: pair.by,
        changes,
        state: !pair.right
          ? ('left' as const)
          : !pair.left
            ? ('right' as const)
            : changes === 0
              ? ('same' as const)
              : ('different' as const),
        leftVersionId: pair.left ? VersionId.parse(pair.left.versionId) : null,
        rightVersionId: pair.right ? VersionId.parse(pair.right.versionId) : null,
      })
    }
    return rows.toSorted(
      (one, other) =>
        one.type.localeCompare(other.type) ||
        one.name.localeCompare(other.name) ||
        one.state.localeCompare(other.state),
    )
  },

  'compare.settings': async ({ tenantId, severalOnly }, { store, ports }) =>
    settingUses({ ...ports, store }, tenantId, severalOnly),
}
