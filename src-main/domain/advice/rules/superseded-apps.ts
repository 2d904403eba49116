import type { AdviceRule } from '../advice-rule.ts'

/** Assigned apps that another app takes the place of (Graph docs: mobileApp, `supersedingAppCount`). */
export const supersededApps: AdviceRule = {
  id: 'superseded-apps',
  title: 'Superseded apps that are still assigned',
  why: 'A newer app supersedes it. As long as it is assigned, new devices may install the old one first.',
  severity: 'low',
  fix: 'unassign',
  find: ({ objects }) =>
    objects.flatMap(({ policyId, document, assignments }) => {
      const count = document['supersedingAppCount']
      return typeof count === 'number' && count > 0 && assignments.some(({ excludes }) => !excludes)
        ? [{ policyId, detail: count === 1 ? 'Another app supersedes it.' : `${count} other apps supersede it.` }]
        : []
    }),
}
