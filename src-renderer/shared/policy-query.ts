import { z } from 'zod'
import type { Policy } from '#contract/model/policies.ts'

/** The filter of a list of policies. A saved view stores it as it is. */
export const PolicyQuery = z.object({
  text: z.string().default(''),
  /** A node of the category tree; `*` is everything. */
  node: z.string().default('*'),
  state: z
    .enum(['any', 'present', 'changed', 'drift', 'missing', 'recreated', 'uncaptured', 'ignored', 'archived'])
    .default('any'),
  /** The type of policy, as the admin center names it. */
  kind: z.string().default(''),
  platform: z.string().default(''),
  tag: z.string().default(''),
  assigned: z.enum(['any', 'yes', 'no']).default('any'),
  /** Modified in the last so many days; 0 is any time. */
  days: z.number().int().min(0).default(0),
})
export type PolicyQuery = z.infer<typeof PolicyQuery>

export const everyPolicy: PolicyQuery = PolicyQuery.parse({})

/** Whether it was modified in the tenant after its last capture. */
export const isChangedSince = (policy: Policy): boolean =>
  policy.modifiedAt !== null && policy.lastCapturedAt !== null && policy.modifiedAt > policy.lastCapturedAt

function hasState(policy: Policy, state: PolicyQuery['state']): boolean {
  // Archived policies are hidden until the filter asks for them.
  if (policy.archivedAt !== null) return state === 'archived'
  switch (state) {
    case 'any':
      // The policy that was created in its place stands for it.
      return policy.recreatedAs === null
    case 'present':
      return policy.state === 'active'
    case 'changed':
      return policy.state === 'active' && isChangedSince(policy)
    case 'drift':
      return policy.openFindings > 0 && policy.recreatedAs === null
    case 'missing':
      return policy.state === 'missing' && policy.recreatedAs === null
    case 'recreated':
      return policy.recreatedAs !== null
    case 'uncaptured':
      return policy.versionId === null
    case 'ignored':
      return policy.ignoredAt !== null
    case 'archived':
      return false
  }
}

/** What is searched of a policy, worked out once for each. */
const searchTexts = new WeakMap<Policy, string>()
function searchTextOf(policy: Policy): string {
  const text =
    searchTexts.get(policy) ?? `${policy.name} ${policy.kind} ${policy.platform} ${policy.externalId}`.toLowerCase()
  searchTexts.set(policy, text)
  return text
}

/**
 * The policies that a query means, whatever node of the tree it names.
 *
 * @param now milliseconds, for what was modified lately
 */
export function filterPolicies(policies: readonly Policy[], query: PolicyQuery, now = Date.now()): Policy[] {
  const words = query.text
    .toLowerCase()
    .split(/[\s–—-]+/)
    .filter(Boolean)
  const since = query.days === 0 ? '' : new Date(now - query.days * 86_400_000).toISOString()
  return policies.filter(
    (policy) =>
      hasState(policy, query.state) &&
      (query.kind === '' || policy.kind === query.kind) &&
      (query.platform === '' || policy.platform === query.platform) &&
      (query.tag === '' || policy.scopeTags.includes(query.tag)) &&
      (query.assigned === 'any' || (policy.assignmentCount ?? 0) > 0 === (query.assigned === 'yes')) &&
      (since === '' || (policy.modifiedAt ?? '') >= since) &&
      words.every((word) => searchTextOf(policy).includes(word)),
  )
}
