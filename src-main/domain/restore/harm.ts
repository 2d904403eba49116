import type { Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { assignmentReach, type AssignmentReach } from '../policy-types/building-blocks/assignment-reach.ts'
import { allDevicesGroup, allUsersGroup } from '../policy-types/building-blocks/assignments.ts'
import { words } from './words.ts'

const keyOf = ({ filterId: _filterId, ...reach }: AssignmentReach): string => Object.values(reach).join('/')
const isSame = (left: readonly AssignmentReach[], right: readonly AssignmentReach[]): boolean =>
  left.map(keyOf).toSorted().join() === right.map(keyOf).toSorted().join()

/**
 * Why an object reaches more than a restore wanted and than it did before: the service accepted the assignments, but
 * stored something else (G-132). Null if it doesn't.
 *
 * @param before the object before the restore; null if it didn't exist
 * @param nameOf the name of a group
 */
export function widenedReach(
  wanted: Json,
  found: Json,
  before: Json | null,
  nameOf: (groupId: string) => string,
): string | null {
  const [want, have, had] = [assignmentReach(wanted), assignmentReach(found), assignmentReach(before)]
  if (isSame(have, had)) return null
  const name = (group: string): string =>
    group === allUsersGroup ? words.harm.allUsers : group === allDevicesGroup ? words.harm.allDevices : nameOf(group)
  const isMeant =
    ({ group, intent }: AssignmentReach) =>
    (other: AssignmentReach) =>
      other.group === group && other.intent === intent
  for (const reach of have.filter(({ excludes }) => !excludes)) {
    const same = [...want, ...had].filter(isMeant(reach))
    const included = same.filter(({ excludes }) => !excludes)
    if (included.length === 0)
      return same.length > 0 ? words.harm.becameInclusion(name(reach.group)) : words.harm.reaches(name(reach.group))
    if (included.every(({ filter }) => filter !== '' && filter !== reach.filter))
      return words.harm.filterLost(name(reach.group))
  }
  const lost = want.find(
    (reach) =>
      reach.excludes &&
      !have.some((other) => other.excludes && isMeant(reach)(other)) &&
      have.some((other) => !other.excludes && other.intent === reach.intent),
  )
  return lost ? words.harm.exclusionLost(name(lost.group)) : null
}

/**
 * Why what the service stored does more harm than what a restore wanted: it reaches more, or protects less. Null if it
 * doesn't, whatever else differs.
 */
export const harmOf = (
  type: PolicyType,
  wanted: Json,
  found: Json,
  before: Json | null,
  nameOf: (groupId: string) => string,
): string | null => widenedReach(wanted, found, before, nameOf) ?? type.write.worsened?.(wanted, found) ?? null
