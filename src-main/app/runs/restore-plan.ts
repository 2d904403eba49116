import { isObject, text } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { planRestore, summarise } from '#domain/restore/plan.ts'
import { readLiveState } from '../restore/live-state.ts'
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
    const reader = await connect()
    const { live, directory } = await readLiveState(reader, contract, source.items, source.names, choices, async (phase) => {
      await context.checkCancelled()
      await context.phase(phase)
    })
    const plan = planRestore({
      items: source.items,
      live,
      directory,
      sourceNames: source.names,
      choices,
      sameTenant: text(input['sourceTenantId']) === tenantId,
      assignments: input['assignments'] !== false,
      contract,
      // The preview shows what is bound, not to which host: the run puts the tenant's own address in.
      graph: { bind: (path) => path },
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
