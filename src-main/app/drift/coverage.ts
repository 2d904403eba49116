import type { SideItem } from '#domain/compare/compare.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import type { ReadStore } from '../ports/store.ts'
import type { BaselineRow } from '../ports/drift.ts'

/**
 * Decides which objects outside the baseline are new. An object is only new if a complete listing at the time of the
 * baseline would have shown it. Nothing is new in a type that was never listed before, or that the baseline leaves out.
 * A group isn't new because a policy refers to it now: that is a change of the policy.
 */
export async function newness(
  store: ReadStore,
  { source, sourceTenantId, tenantId }: BaselineRow,
): Promise<(item: SideItem) => boolean> {
  if ('versionIds' in source) return () => false
  const set = 'setId' in source ? await store.backups.find(source.setId) : undefined
  const run = set && (await store.runs.find(set.runId))
  const captured = run?.kind === 'backup' ? run.input : undefined
  if (captured && captured.policyIds.length > 0) return () => false
  const types = new Set(captured?.types)
  const moment = set?.createdAt ?? ('at' in source ? source.at : '')
  const listed = await store.policies.listedSince(sourceTenantId)
  const isCovered = ({ key, askedById }: PolicyType) =>
    !askedById && (types.size === 0 || types.has(key)) && (listed.get(key) ?? '~') <= moment
  if (sourceTenantId !== tenantId) return ({ type }) => isCovered(type)
  // Seen before the baseline but not in it, so it couldn't be read then.
  const seen = new Map((await store.policies.list(tenantId)).map((row) => [row.id, row.firstSeenAt]))
  return ({ type, policyId }) => isCovered(type) && (seen.get(policyId) ?? '') > moment
}
