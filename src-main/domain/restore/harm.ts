import { isObject, objects, text, type Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { allDevicesGroup, allUsersGroup, isOfPolicySet } from '../policy-types/building-blocks/assignments.ts'
import { words } from './words.ts'

/** Whom one assignment reaches, or excludes. */
interface Reach {
  readonly excludes: boolean
  readonly group: string
  /** Of apps: required, available, uninstall. */
  readonly intent: string
  /** `include`, `exclude`, or empty without a filter. */
  readonly filter: string
}

/** The groups of everybody are targets of their own in most types (G-131). */
const everybody: Readonly<Record<string, string>> = {
  allLicensedUsers: allUsersGroup,
  allDevices: allDevicesGroup,
}

function reachOf(policy: Json | null): Reach[] {
  return objects(policy?.['assignments'])
    .filter((assignment) => !isOfPolicySet(assignment))
    .flatMap(({ target, intent }) => {
      if (!isObject(target)) return []
      const kind = text(target['@odata.type']).replace(/^.*\.|AssignmentTarget$/g, '')
      const mode = text(target['deviceAndAppManagementAssignmentFilterType'])
      return [
        {
          excludes: kind === 'exclusionGroup',
          group: (text(target['groupId']) || everybody[kind] || text(target['collectionId'])).toLowerCase(),
          intent: text(intent),
          filter: mode === 'none' ? '' : mode,
        },
      ]
    })
}

const keyOf = (reach: Reach): string => Object.values(reach).join('/')
const isSame = (left: readonly Reach[], right: readonly Reach[]): boolean =>
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
  const [want, have, had] = [reachOf(wanted), reachOf(found), reachOf(before)]
  if (isSame(have, had)) return null
  const name = (group: string): string =>
    group === allUsersGroup ? words.harm.allUsers : group === allDevicesGroup ? words.harm.allDevices : nameOf(group)
  const isMeant =
    ({ group, intent }: Reach) =>
    (other: Reach) =>
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
