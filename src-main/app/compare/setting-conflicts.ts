import type { SettingUse } from '#contract/model/compare.ts'
import { manageTheSame, mayMeet, type Reach } from '#domain/compare/reach.ts'
import { settledBy } from '#domain/compare/settled.ts'
import type { Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { decidingPlatform } from '#domain/who-gets/device-platform.ts'
import { assignmentsOf } from '#domain/who-gets/assignments-of.ts'
import type { ReadStore } from '../ports/store.ts'
import { assignedAt, type Assigned } from '../recipients/assigned-policies.ts'
import { openRecipients, type RecipientBook } from '../recipients/recipient-book.ts'
import { outcomesOf, type Outcomes } from '../recipients/who-gets-what.ts'

/** A policy that sets a setting, and what it takes to say whom it reaches. */
export interface SettingHolder {
  readonly policyId: string
  readonly value: string
  readonly type: PolicyType
  readonly document: Json
  readonly reach: Reach
}

/** Who gets a policy, and who may. */
interface Reached {
  readonly users: Outcomes['users']
  readonly devices: Outcomes['devices']
}

/** Says who gets what several policies set. */
interface ConflictFinder {
  /** What is known of different values for a setting. */
  conflictOf(settingId: string, holders: readonly SettingHolder[]): Promise<SettingUse['conflict']>
  /** Whether somebody certainly gets both policies. */
  certainlyMeet(one: SettingHolder, other: SettingHolder): Promise<boolean>
}

/**
 * Says of different values for one setting whether somebody gets both: by the members of groups where they were read, and
 * by equal targets otherwise.
 *
 * @param read what was read of users and devices; null if nothing was
 */
export function conflictFinder(
  read: { readonly book: RecipientBook; readonly assigned: Assigned } | null,
): ConflictFinder {
  // Whom nobody knows could get both.
  const members = read?.book.knows.users && read.book.knows.devices ? read : null
  const known = new Map<string, Promise<Reached>>()
  const reachedBy = (holder: SettingHolder): Promise<Reached> => {
    let found = known.get(holder.policyId)
    if (!found) known.set(holder.policyId, (found = reached(holder, members!.book, members!.assigned)))
    return found
  }
  const certainlyMeet = async (one: SettingHolder, other: SettingHolder): Promise<boolean> =>
    members === null
      ? mayMeet(one.reach, other.reach)
      : manageTheSame(one.reach, other.reach) &&
        meet(await reachedBy(one), await reachedBy(other))?.certainty === 'certain'
  const conflictOf: ConflictFinder['conflictOf'] = async (settingId, holders) => {
    let conflict: SettingUse['conflict'] = null
    const settled = settledBy(
      settingId,
      holders.map(({ value }) => value),
      holders.map(({ type }) => type.settings!),
    )
    for (const [index, one] of holders.entries())
      for (const other of holders.slice(index + 1)) {
        if (one.policyId === other.policyId || one.value === other.value) continue
        if (members === null) {
          if (mayMeet(one.reach, other.reach))
            conflict = { certainty: 'certain', users: null, devices: null, settledBy: settled }
          continue
        }
        if (!manageTheSame(one.reach, other.reach)) continue
        const met = meet(await reachedBy(one), await reachedBy(other))
        if (met === null || conflict?.certainty === 'certain') {
          if (met?.certainty === 'certain' && conflict)
            conflict = {
              ...conflict,
              users: Math.max(conflict.users ?? 0, met.users),
              devices: Math.max(conflict.devices ?? 0, met.devices),
            }
          continue
        }
        conflict = { ...met, settledBy: settled }
      }
    return conflict
  }
  return { conflictOf, certainlyMeet }
}

/** Conflicts in a tenant as it is now: by members where they were read. */
export async function conflictsNow(store: ReadStore, tenantId: string, now: Date): Promise<ConflictFinder> {
  const book = await openRecipients(store, tenantId)
  return conflictFinder(book && { book, assigned: await assignedAt(store, tenantId, now.toISOString()) })
}

/** Of whoever gets both policies, or may; null for nobody. */
function meet(
  one: Reached,
  other: Reached,
): { readonly certainty: 'certain' | 'possible'; readonly users: number; readonly devices: number } | null {
  let isPossible = false
  const count = (who: 'users' | 'devices'): number => {
    let both = 0
    for (const [index, outcome] of one[who].entries()) {
      const there = other[who][index]
      if (outcome === 'included' && there === 'included') both += 1
      else if (mayGet(outcome) && mayGet(there)) isPossible = true
    }
    return both
  }
  const [users, devices] = [count('users'), count('devices')]
  if (users + devices > 0) return { certainty: 'certain', users, devices }
  return isPossible ? { certainty: 'possible', users: 0, devices: 0 } : null
}

const mayGet = (outcome: string | undefined): boolean => outcome === 'included' || outcome === 'unknown'

async function reached({ type, document }: SettingHolder, book: RecipientBook, assigned: Assigned): Promise<Reached> {
  const [found] = await outcomesOf(
    {
      assignments: assignmentsOf(document),
      platform: decidingPlatform(type, document),
      isDefault: type.assignments?.fixedFor?.(document) ?? false,
    },
    book,
    assigned,
  )
  return found ?? { users: [], devices: [] }
}
