import type { SideItem } from '#domain/compare/compare.ts'
import { strings, text } from '#domain/json.ts'
import type { Store } from '../ports/store.ts'
import type { BaselineRow } from '../ports/drift.ts'

/**
 * Which objects that the baseline does not hold are new. Only what a complete listing would have shown at its moment
 * is known not to have been there: nothing is new of a type that was never listed before, or that the baseline leaves out.
 */
export async function newness(
  store: Store,
  { source, sourceTenantId, tenantId }: BaselineRow,
): Promise<(item: SideItem) => boolean> {
  if (strings(source['versionIds']).length > 0) return () => false
  const set = text(source['setId']) ? await store.backups.find(text(source['setId'])) : undefined
  const run = set && (await store.runs.find(set.runId))
  if (strings(run?.input['policyIds']).length > 0) return () => false
  const types = new Set(strings(run?.input['types']))
  const moment = set?.createdAt ?? text(source['at'])
  const listed = await store.policies.listedSince(sourceTenantId)
  const isCovered = (type: string) => (types.size === 0 || types.has(type)) && (listed.get(type) ?? '~') <= moment
  if (sourceTenantId !== tenantId) return ({ type }) => isCovered(type.key)
  // Seen before, and not in the baseline: it could not be read then.
  const seen = new Map((await store.policies.list(tenantId)).map((row) => [row.id, row.firstSeenAt]))
  return ({ type, policyId }) => isCovered(type.key) && (seen.get(policyId) ?? '') > moment
}
