import { isObject, objects, text, type Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { CapturePart, ReferenceRule } from '../policy-type.ts'

const property = 'enrollmentTimeDeviceMembershipTargets'

/**
 * The groups that devices join while they enroll. They are neither a setting nor an assignment: one action reads them,
 * another sets them, and a third clears them (G-225).
 *
 * @param when which objects of a type have them
 */
export const enrollmentTimeGroups = (when: (policy: Json) => boolean): CapturePart => ({
  property,
  path: 'retrieveEnrollmentTimeDeviceMembershipTarget',
  single: true,
  optional: true,
  when,
  action: read,
})

/** The groups in a result, which may be wrapped in `value`; undefined for an answer that says nothing about them. */
function read(answer: unknown): unknown {
  const body = isObject(answer) && isObject(answer['value']) ? answer['value'] : answer
  const found = isObject(body)
    ? (body['enrollmentTimeDeviceMembershipTargetValidationStatuses'] ?? body[property])
    : undefined
  if (!Array.isArray(found)) return undefined
  return objects(found)
    .filter(({ targetId }) => text(targetId) !== '')
    .map(({ targetId }) => ({ targetType: 'staticSecurityGroup', targetId }))
}

/** The groups as references. Devices that should join one that is gone enroll without it. */
export const enrollmentTimeReference: ReferenceRule = {
  path: `${property}[].targetId`,
  to: 'groups',
  relation: 'adds devices to',
  whenMissing: 'remove',
}

const ids = (policy: Json): string =>
  objects(policy[property])
    .map(({ targetId }) => text(targetId))
    .toSorted()
    .join()

/** Sets or clears the groups. A version from before they were captured says nothing about them. */
export function enrollmentTimeSteps(path: string, wanted: Json, live: Json): WriteStep[] {
  if (!(property in wanted) || ids(wanted) === ids(live)) return []
  const targets = objects(wanted[property]).map(({ targetId }) => ({ targetType: 'staticSecurityGroup', targetId }))
  return [
    targets.length > 0
      ? {
          purpose: 'Set the group that devices join during enrollment',
          method: 'POST',
          path: `${path}/{id}/setEnrollmentTimeDeviceMembershipTarget`,
          body: { [property]: targets },
        }
      : {
          purpose: 'Clear the group that devices join during enrollment',
          method: 'POST',
          path: `${path}/{id}/clearEnrollmentTimeDeviceMembershipTarget`,
          body: {},
        },
  ]
}

/** What a version from before says nothing about. */
export const enrollmentTimeWarnings = (policy: Json): readonly string[] =>
  property in policy
    ? []
    : [
        "This version doesn't contain the group that devices join during enrollment. Choose it in the Intune admin center.",
      ]
