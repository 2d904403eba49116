import type { AdviceRule } from '../advice-rule.ts'
import { isAssignable } from '../assignable.ts'

/** Policies that are assigned, and that no user and no device gets, or may. */
export const reachesNobody: AdviceRule = {
  id: 'reaches-nobody',
  title: 'Assigned, but nobody can get it',
  why: 'Groups, exclusions, filters and platforms leave nobody over. Either the assignment is wrong, or the policy isn’t needed.',
  severity: 'medium',
  needsMembers: 'everybody',
  fix: 'archive',
  find: (context) =>
    context.objects
      .filter((object) => isAssignable(object) && object.assignments.some(({ excludes }) => !excludes))
      .filter((object) => context.reachesNobody(object) === true)
      .map(({ policyId }) => ({
        policyId,
        detail:
          'No user and no device that was read is left over by its assignments, exclusions, filters and platform.',
      })),
}
