import type { AdviceRule } from '../advice-rule.ts'

/** Policies whose every assignment is to a group without members. */
export const emptyGroups: AdviceRule = {
  id: 'empty-groups',
  title: 'Assigned to empty groups only',
  why: 'None of its groups has members, so nobody gets it.',
  severity: 'medium',
  needsMembers: 'members',
  fix: 'archive',
  find: ({ objects, group }) =>
    objects.flatMap(({ policyId, assignments }) => {
      const included = assignments.filter(({ excludes }) => !excludes)
      const groups = included.flatMap(({ target }) => (target.who === 'group' ? [group(target.groupId)] : [null]))
      const isEmpty = groups.length > 0 && groups.every((found) => found?.exists === true && found.isEmpty === true)
      return isEmpty
        ? [{ policyId, detail: `Nobody is in ${[...new Set(groups.map((found) => found!.name))].join(', ')}.` }]
        : []
    }),
}
