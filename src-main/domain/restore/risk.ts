import { canonicalText } from '../canonical/canonical.ts'
import { comparable } from '../canonical/comparable.ts'
import { isObject, objects, text, without, type Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
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

/** Whether an object changed since a restore wrote it. Its rank does not count: it moves with those of others. */
export function isChangedSince(type: PolicyType, after: Json, live: Json): boolean {
  const print = (document: Json) =>
    canonicalText(comparable(type, type.write.rank === undefined ? document : without(document, [type.write.rank])))
  return print(after) !== print(live)
}
