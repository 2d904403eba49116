import type { Policy } from '#contract/model/policies.ts'

/**
 * A policy in an earlier version, as a list shows it. What only the latest version is known for, such as assignments and
 * scope tags, is left out: it may have been different then.
 */
export const pastPolicy = (
  policy: Policy,
  version: { readonly name: string; readonly versionId: Policy['versionId']; readonly number: number },
): Policy => ({
  ...policy,
  name: version.name,
  versionId: version.versionId,
  versionCount: version.number,
  state: 'active',
  recreatedAs: null,
  openFindings: 0,
  archivedAt: null,
  modifiedAt: null,
  assignmentCount: null,
  scopeTags: [],
})
