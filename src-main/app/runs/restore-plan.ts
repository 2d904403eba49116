import { text, type Json } from '#domain/json.ts'
import { groups } from '#domain/policy-types/groups.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { createChoice, type Choice } from '#domain/restore/mapping.ts'
import { planRestore, summarise, type LiveObject, type SourceItem } from '#domain/restore/plan.ts'
import type { Vault } from '../ports/ports.ts'
import type { Store } from '../ports/store.ts'
import { readLiveState } from '../restore/live-state.ts'
import { planHash } from '../restore/plan-hash.ts'
import { choicesOf, optionsOf, undoOf } from '../restore/plan-input.ts'
import { rememberedChoices, stillThere } from '../restore/remembered.ts'
import { latestPrints } from '../restore/secret-prints.ts'
import { loadSource } from '../restore/source-items.ts'
import { loadUndo, type UndoSource } from '../restore/undo-source.ts'
import type { ReadRunHandler } from './run-context.ts'

/** Plans a restore: reads the source from the store and the tenant from Graph, writes nothing to the tenant (rule A-8). */
export const restorePlan: ReadRunHandler = {
  access: 'read',
  async run(context, connect) {
    const { store, vault, clock, newId, contract } = context.ports
    const { input, tenantId } = context.run
    const sourceTenantId = text(input['sourceTenantId'])
    await context.phase('Reading the backup')
    const choices = choicesOf(input)
    const { items: captured, names, title, deletions } = await loadItems(store, vault, tenantId, input)
    const items = [...captured, ...(await groupsToMake(store, sourceTenantId, choices, names))]
    const remembered = await rememberedChoices(store, tenantId, sourceTenantId)
    const reader = await connect()
    const { live, directory } = await readLiveState(reader, contract, { items: captured, deletions, sourceNames: names, chosen: new Set([...choices.values(), ...remembered.values()]) }, async (phase) => {
      await context.checkCancelled()
      await context.phase(phase)
    })
    const sameTenant = sourceTenantId === tenantId
    const plan = planRestore({
      items,
      deletions,
      live: await withPrints(store, vault, tenantId, items, live),
      directory,
      sourceNames: names,
      choices,
      remembered: stillThere(remembered, live, directory),
      sameTenant,
      options: optionsOf(input),
      contract,
      // The preview shows what is bound, not to which host: the run puts the tenant's own address in.
      graph: { bind: (path) => path, sameTenant, now: clock.now() },
    })
    const id = newId()
    const at = clock.now().toISOString()
    const targets = Object.fromEntries([...[...live].map(([kind, entries]) => [kind, entries.map((entry) => ({ id: entry.id, name: entry.name }))] as const), ...directory])
    await store.plans.insert(
      { id, tenantId, runId: context.run.id, source: title, input, references: plan.references, createdAt: at, hash: planHash(plan.items), targets },
      plan.items.map((item) => ({ ...item, kind: policyTypeOf(item.type).kindOf(item.action === 'delete' ? item.live ?? {} : item.wanted) })),
    )
    await store.mappings.save(sourceTenantId, tenantId, new Map([...choices].filter(([, choice]) => choice !== createChoice)), at)
    await context.result({ planId: id, summary: summarise(plan.items) })
  },
}

/** What the input names: versions, or the way back from a restore. */
async function loadItems(store: Store, vault: Vault, tenantId: string, input: Json): Promise<UndoSource> {
  const undone = undoOf(input)
  if (undone !== null) return loadUndo(store, vault, tenantId, undone)
  return { ...(await loadSource(store, vault, input)), deletions: [] }
}

/** Groups that somebody chose to have made, with what the source's captures know of them. */
async function groupsToMake(store: Store, sourceTenantId: string, choices: ReadonlyMap<string, Choice>, names: ReadonlyMap<string, string>): Promise<SourceItem[]> {
  const prefix = `${groups.key}/`
  const ids = [...choices].filter(([key, choice]) => choice === createChoice && key.startsWith(prefix)).map(([key]) => key.slice(prefix.length))
  if (ids.length === 0) return []
  const facts = await store.directory.facts(sourceTenantId, groups.key)
  return ids.map((id) => {
    const name = text(facts.get(id)?.['displayName']) || names.get(`${prefix}${id}`) || id
    return { type: groups, versionId: '', sourceId: id, name, document: { displayName: name, ...facts.get(id), id }, missingSecrets: [] }
  })
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
