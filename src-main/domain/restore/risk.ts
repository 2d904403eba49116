import { canonicalText } from '../canonical/canonical.ts'
import { comparable } from '../canonical/comparable.ts'
import { isObject, objects, text, without, type Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { assignmentReach, type AssignmentReach } from '../policy-types/building-blocks/assignment-reach.ts'
import { isVirtualGroup } from '../policy-types/building-blocks/assignments.ts'
import type { WriteStep } from './write-step.ts'

/** How much harm a write can do when it is wrong. */
export type Risk = 'low' | 'medium' | 'high'

/** All users or all devices, also as Intune's own groups. */
const isVirtual = ({ target }: Json): boolean =>
  isObject(target) &&
  (/all(LicensedUsers|Devices)AssignmentTarget$/.test(text(target['@odata.type'])) ||
    isVirtualGroup(text(target['groupId'])))

export const reachesEverybody = (document: Json): boolean => objects(document['assignments']).some(isVirtual)

const scriptProperties = ['scriptContent', 'detectionScriptContent', 'remediationScriptContent']
/** Scripts of apps for macOS, which run as root (Graph docs: macOSAppScript). */
const installScripts = ['preInstallScript', 'postInstallScript']

/** Whether an object runs a script with all rights of the device (Graph docs: runAsAccountType). */
export const runsAsSystem = (document: Json): boolean =>
  (text(document['runAsAccount']) !== 'user' && scriptProperties.some((name) => text(document[name]) !== '')) ||
  installScripts.some((name) => {
    const held = document[name]
    return isObject(held) && text(held['scriptContent']) !== ''
  })

/** The reach decides: everybody is the highest risk, then any assignment. What runs as system is never low. */
export function riskOfUpdate(wanted: Json, live: Json, steps: readonly WriteStep[]): Risk {
  const assigns = steps.some((step) => step.assigns)
  if (assigns && reachesEverybody(wanted)) return 'high'
  if (assigns) return 'medium'
  return objects(live['assignments']).length > 0 || runsAsSystem(wanted) ? 'medium' : 'low'
}

/**
 * What limits the reach of an object now and wouldn't any more, while an assignment of the same intent stays.
 *
 * @param wanted the object with the assignments that are written
 */
export function lostLimits(wanted: Json, live: Json): ('exclusion' | 'filter')[] {
  const [want, have] = [assignmentReach(wanted), assignmentReach(live)]
  const isLike = (one: AssignmentReach) => (other: AssignmentReach) =>
    other.group === one.group && other.intent === one.intent && other.excludes === one.excludes
  const included = want.filter(({ excludes }) => !excludes)
  const exclusion = have.some(
    (reach) =>
      reach.excludes &&
      !want.some(isLike(reach)) &&
      included.some(({ intent, group }) => intent === reach.intent && group !== reach.group),
  )
  const filter = have.some(
    (reach) =>
      !reach.excludes && reach.filter !== '' && included.some((other) => isLike(reach)(other) && other.filter === ''),
  )
  return [...(exclusion ? (['exclusion'] as const) : []), ...(filter ? (['filter'] as const) : [])]
}

/** Whether an app is uninstalled where it isn't now. */
export function uninstallsMore(wanted: Json, live: Json | null): boolean {
  const uninstalled = (document: Json | null) =>
    assignmentReach(document).filter(({ intent, excludes }) => intent === 'uninstall' && !excludes)
  const now = new Set(uninstalled(live).map(({ group }) => group))
  return uninstalled(wanted).some(({ group }) => !now.has(group))
}

/** Whether an object changed since a restore wrote it. Its rank does not count: it moves with those of others. */
export function isChangedSince(type: PolicyType, after: Json, live: Json): boolean {
  const print = (document: Json) =>
    canonicalText(comparable(type, type.write.rank === undefined ? document : without(document, [type.write.rank])))
  return print(after) !== print(live)
}
