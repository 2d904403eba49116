import { isObject, text } from '#domain/json.ts'
import type { Store } from '../ports/store.ts'
import { optionsOf } from './plan-input.ts'

/** Restore runs that are looked through: older ones rarely say more. */
const runs = 20

/**
 * What earlier restores from a tenant into another made of each object: `type/sourceId` to the id there. It tells
 * objects of one name apart, which no name could.
 */
export async function earlierTargets(store: Store, tenantId: string, sourceTenantId: string): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>()
  const restores = (await store.runs.list(tenantId, 500)).filter((run) => run.kind === 'restore').slice(0, runs)
  // The newest comes first and counts.
  for (const run of restores) {
    const plan = await store.plans.find(text(run.input['planId']))
    if (!plan || text(plan.input['sourceTenantId']) !== sourceTenantId) continue
    const { existing, suffix } = optionsOf(plan.input)
    for (const { type, name, state, detail } of await store.runs.items(run.id)) {
      // What was left out may have been matched wrongly; a copy stands beside its original and is not its counterpart.
      if ((state !== 'done' && state !== 'unchanged') || (existing === 'copy' && name.endsWith(` ${suffix}`))) continue
      const key = `${type}/${text(detail['sourceId'])}`
      if (isObject(detail) && text(detail['targetId']) && !targets.has(key)) targets.set(key, text(detail['targetId']))
    }
  }
  return targets
}
