import { PolicyId } from '#contract/model/ids.ts'
import type { SettingUse } from '#contract/model/compare.ts'
import { assignedAt } from '../recipients/assigned-policies.ts'
import { openRecipients } from '../recipients/recipient-book.ts'
import { conflictFinder } from './setting-conflicts.ts'
import { settingsIn, type SettingPorts } from './settings-in.ts'
import { loadSide } from './side.ts'

/** Every setting that policies of a tenant currently set, in any policy (spec 043). */
export async function settingUses(
  ports: SettingPorts,
  tenantId: string,
  severalOnly: boolean,
  now: Date,
): Promise<SettingUse[]> {
  const conflictOf = await conflictsNow(ports, tenantId, now)
  const found = await settingsIn(ports, await loadSide(ports.store, tenantId, { now: true }))
  const settings = await Promise.all(
    [...found]
      .filter(([, { uses }]) => !severalOnly || new Set(uses.map((use) => use.policyId)).size > 1)
      .map(async ([id, { name, uses }]): Promise<SettingUse> => {
        const conflict = await conflictOf(id, uses)
        return {
          id,
          name,
          conflict,
          conflicts: conflict?.certainty === 'certain' && conflict.settledBy === null,
          uses: uses.map((use) => ({
            policyId: PolicyId.parse(use.policyId),
            policyName: use.policyName,
            value: use.value,
            assigned: use.reach.targets.length > 0,
          })),
        }
      }),
  )
  return settings.toSorted(
    (left, right) => Number(right.conflicts) - Number(left.conflicts) || left.name.localeCompare(right.name),
  )
}

/** Says of values whether somebody gets several of them, by members of groups where they were read. */
export async function conflictsNow({ store }: SettingPorts, tenantId: string, now: Date) {
  const book = await openRecipients(store, tenantId)
  return conflictFinder(book && { book, assigned: await assignedAt(store, tenantId, now.toISOString()) })
}
