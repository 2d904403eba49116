import { objects, text, type Json } from '../../json.ts'
import { assignmentKinds } from '../../policy-types/building-blocks/assignments.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import type { ReadableSection } from '../readable.ts'
import { words } from '../words.ts'

/** The groups that devices join while they enroll; nothing for a policy without any. */
export function enrollmentTimeSections(policy: Json, context: ReadableContext): ReadableSection[] {
  const targets = objects(policy['enrollmentTimeDeviceMembershipTargets'])
  if (targets.length === 0) return []
  const rows = targets.map(({ targetId }) => {
    const id = text(targetId)
    return {
      key: `enrollment-time/${id}`,
      name: words.enrollmentTime.group,
      value: context.nameOf(assignmentKinds.group, id) ?? words.assignments.unknownGroup(id),
      depth: 0,
    }
  })
  return [{ title: words.enrollmentTime.title, rows }]
}
