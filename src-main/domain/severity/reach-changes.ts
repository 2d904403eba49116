import type { ChangeReason } from '#contract/model/severity.ts'
import type { Json } from '../json.ts'
import { assignmentReach, type AssignmentReach } from '../policy-types/building-blocks/assignment-reach.ts'
import { isVirtualGroup } from '../policy-types/building-blocks/assignments.ts'

/** Whether somebody gets an object. */
export const isAssigned = (document: Json): boolean => assignmentReach(document).some(({ excludes }) => !excludes)

/**
 * What changed assignments mean: who is reached now and wasn't, and who isn't any more. Members of groups aren't known, so
 * another group counts as both.
 */
export function changesOfReach(before: Json, after: Json): ChangeReason[] {
  const [had, has] = [assignmentReach(before), assignmentReach(after)]
  const included = (reach: readonly AssignmentReach[]) => reach.filter(({ excludes }) => !excludes)
  const excluded = (reach: readonly AssignmentReach[]) => reach.filter(({ excludes }) => excludes)
  const [gained, lost] = [
    included(has).filter((reach) => !isCovered(reach, included(had))),
    included(had).filter((reach) => !isCovered(reach, included(has))),
  ]
  const exclusionsLost = excluded(had).filter((reach) => !isCovered(reach, excluded(has)))
  const exclusionsGained = excluded(has).filter((reach) => !isCovered(reach, excluded(had)))
  const reasons: ChangeReason[] = []
  if (gained.some(({ group }) => isVirtualGroup(group))) reasons.push('everybody')
  else if (gained.length > 0) reasons.push('widened')
  // An exclusion of something that isn't reached any more excludes nobody.
  if (exclusionsLost.length > 0 && included(has).length > 0) reasons.push('exclusionRemoved')
  if (included(had).length > 0 && included(has).length === 0) reasons.push('unassigned')
  // Whether everybody includes who was reached before is for Microsoft to say, and rarely what matters then.
  else if (!reasons.includes('everybody') && (lost.length > 0 || exclusionsGained.length > 0)) reasons.push('narrowed')
  return reasons
}

/** Whether others reach at least what an assignment reaches: the same group and intent, with the same filter or none. */
const isCovered = (reach: AssignmentReach, by: readonly AssignmentReach[]): boolean =>
  by.some(
    (other) =>
      other.group === reach.group &&
      other.intent === reach.intent &&
      (other.filter === '' || (other.filter === reach.filter && other.filterId === reach.filterId)),
  )
