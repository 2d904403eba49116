import { isObject, text } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { planRestore, summarise, type LiveObject, type SourceItem } from '#domain/restore/plan.ts'
import type { Vault } from '../ports/ports.ts'
import type { Store } from '../ports/store.ts'
import { earlierTargets, withEarlier } from '../restore/earlier-targets.ts'
import { readLiveState } from '../restore/live-state.ts'
import { latestPrints } from '../restore/secret-prints.ts'
import { loadSource } from '../restore/source-items.ts'
import type { ReadRunHandler } from './run-context.ts'

/** Plans a restore: reads the source from the store and the tenant from Graph, writes nothing to the tenant (rule A-8). */
export const restorePlan: ReadRunHandler = {
  access: 'read',
  async run(context, connect) {
    const { store, vault, clock, newId, contract } = context.ports
    const { input, tenantId } = context.run
    await context.phase('Reading the backup')
    const source = await loadSource(store, vault, input)
    const choices = new Map(Object.entries(isObject(input['choices']) ? input['choices'] : {}).map(([key, value]) => [key, value === null ? null : text(value)]))
    const earlier = await earlierTargets(store, tenantId, text(input['sourceTenantId']))
    const reader = await connect()
    const { live, directory } = await readLiveState(reader, contract, source.items, source.names, new Set([...choices.values(), ...earlier.values()]), async (phase) => {
      await context.checkCancelled()
      await context.phase(phase)
    })
    const plan = planRestore({
      items: source.items,
      live: await withPrints(store, vault, tenantId, source.items, live),
      directory,
      sourceNames: source.names,
      choices: withEarlier(choices, earlier, live),
      sameTenant: text(input['sourceTenantId']) === tenantId,
      assignments: input['assignments'] !== false,
      contract,
      // The preview shows what is bound, not to which host: the run puts the tenant's own address in.
      graph: { bind: (path) => path, sameTenant: text(input['sourceTenantId']) === tenantId, now: clock.now() },
    })
    const id = newId()
    const targets = Object.fromEntries([...[...live].map(([kind, entries]) => [kind, entries.map((entry) => ({ id: entry.id, name: entry.name }))] as const), ...directory])
    await store.plans.insert(
      { id, tenantId, runId: context.run.id, source: source.title, input, references: plan.references, createdAt: clock.now().toISOString(), targets },
      plan.items.map((item) => ({ ...item, kind: policyTypeOf(item.type).kindOf(item.wanted) })),
    )
    await context.result({ planId: id, summary: summarise(plan.items) })
  },
}

/** Live objects with what is known of their secrets, for the types whose wanted versions have any. */
async function withPrints(store: Store, vault: Vault, tenantId: string, items: readonly SourceItem[], live: ReadonlyMap<string, readonly LiveObject[]>): Promise<ReadonlyMap<string, readonly LiveObject[]>> {
  const policies = await store.policies.list(tenantId)
  const types = new Set(items.filter((item) => (item.secretPrints?.size ?? 0) > 0).map((item) => item.type.key))
  return new Map(await Promise.all([...live].map(async ([kind, objects]) => [
    kind,
    types.has(kind) ? await Promise.all(objects.map(async (object) => (object.document ? { ...object, secretPrints: await latestPrints(store, vault, policies, kind, object.id) } : object))) : objects,
  ] as const)))
}
