import type { AdviceRule } from '../advice-rule.ts'

/** A group that a policy includes and excludes in the same intent. */
export const includeAndExclude: AdviceRule = {
  id: 'include-and-exclude',
  title: 'A group included and excluded at once',
  why: 'The exclusion wins, so the assignment does nothing, and nobody who reads it can tell what was meant.',
  severity: 'medium',
  fix: null,
  find: ({ objects, group }) =>
    objects.flatMap(({ policyId, assignments }) => {
      const groups = (excludes: boolean) =>
        new Map(
          assignments.flatMap(({ excludes: is, target, intent }) =>
            is === excludes && target.who === 'group'
              ? [[`${target.groupId}\n${intent}`, target.groupId] as const]
              : [],
          ),
        )
      const excluded = groups(true)
      return [...groups(false)]
        .filter(([key]) => excluded.has(key))
        .map(([, id]) => ({ policyId, detail: `It includes and excludes ${group(id)?.name ?? id}.` }))
    }),
}
