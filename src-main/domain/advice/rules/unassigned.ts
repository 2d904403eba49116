import type { AdviceRule } from '../advice-rule.ts'
import { isAssignable } from '../assignable.ts'

/** Policies and apps that could be assigned, and aren't. */
export const unassigned: AdviceRule = {
  id: 'unassigned',
  title: 'Not assigned to anybody',
  why: 'Nobody gets them. They make the inventory longer, and somebody may assign them by mistake.',
  severity: 'low',
  fix: 'archive',
  find: ({ objects, usersOf }) =>
    objects
      .filter((object) => isAssignable(object) && object.assignments.every(({ excludes }) => excludes))
      // What others use does its work through them.
      .filter(({ type, externalId }) => usersOf(type.key, externalId).length === 0)
      .map(({ policyId, assignments }) => ({
        policyId,
        detail: assignments.length === 0 ? 'It has no assignments.' : 'It only excludes groups.',
      })),
}
