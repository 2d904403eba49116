import type { AdviceRule } from '../advice-rule.ts'

/** Assignments and exclusions of groups that the tenant doesn't have any more. */
export const deletedGroups: AdviceRule = {
  id: 'deleted-groups',
  title: 'Assigned to deleted groups',
  why: 'The group is gone from Microsoft Entra, so the assignment reaches nobody. A deleted exclusion excludes nobody.',
  severity: 'high',
  needsMembers: 'members',
  fix: null,
  find: ({ objects, group }) =>
    objects.flatMap(({ policyId, assignments }) =>
      [...new Set(assignments.flatMap(({ target }) => (target.who === 'group' ? [target.groupId] : [])))].flatMap(
        (id) => {
          const found = group(id)
          return found && !found.exists ? [{ policyId, detail: `The group ${found.name} doesn't exist any more.` }] : []
        },
      ),
    ),
}
