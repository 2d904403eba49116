import type { ReadStore } from '../ports/store.ts'
import type { VersionRow } from '../ports/versions.ts'
import { words } from '../words.ts'

/**
 * Who made the change that a version stores, as far as anything says so: a restore by TenantAtlas, or the people and apps
 * in Intune's audit log since the version before.
 *
 * @param before when the version before was captured; null for the first one
 */
export async function authorsOf(
  store: Pick<ReadStore, 'runs' | 'drift' | 'policies'>,
  version: VersionRow,
  before: string | null,
): Promise<readonly string[]> {
  const restore = await store.runs.restoreOf(version.id)
  if (restore !== undefined) return [words.restoreAs(restore)]
  const policy = await store.policies.find(version.policyId)
  if (!policy) return []
  return store.drift.actors(version.tenantId, policy.externalId, {
    after: before ?? '',
    until: version.capturedAt,
  })
}
