import { assignmentKinds } from '../../policy-types/building-blocks/assignments.ts'
import type { AdviceRule } from '../advice-rule.ts'

/** Assignment filters that no assignment uses. */
export const unusedFilters: AdviceRule = {
  id: 'unused-filters',
  title: 'Filters that nothing uses',
  why: 'A tenant can have a limited number of filters, and unused ones hide those that matter.',
  severity: 'low',
  fix: 'delete',
  find: ({ objects, usersOf }) =>
    objects
      .filter(
        ({ type, externalId }) => type.key === assignmentKinds.filter && usersOf(type.key, externalId).length === 0,
      )
      .map(({ policyId }) => ({ policyId, detail: 'No captured assignment uses it.' })),
}
