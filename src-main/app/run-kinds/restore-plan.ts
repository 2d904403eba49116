import { PlanId } from '#contract/model/ids.ts'
import type { PlanInput } from '#contract/model/plans.ts'
import { text, without } from '#domain/json.ts'
import { idKey, referenceKey } from '#domain/references/id-key.ts'
import { groups } from '#domain/policy-types/entra/groups.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { createChoice, type Choice } from '#domain/restore/mapping.ts'
import { planSteps, summarise, type Deletion, type SourceItem } from '#domain/restore/plan.ts'
import { inTurns } from '../breathe.ts'
import { loadChange, onLive, planGone } from '../change/change-source.ts'
import type { Vault } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'
import { readLiveState } from '../restore/live-state.ts'
import { planHash } from '../restore/plan-hash.ts'
import { choicesOf } from '../restore/plan-input.ts'
import { rememberedChoices, stillThere } from '../restore/remembered.ts'
import { loadSource } from '../restore/source-items.ts'
import { loadUndo, type UndoSource } from '../restore/undo-source.ts'
import { forTenant, limitedToWave } from '../standards/for-tenant.ts'
import { usePlan } from '../standards/use-plan.ts'
import { forgetOldSecrets } from '../restore/typed-secrets.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Plans a restore: reads the source from the store and the tenant from Graph, writes nothing to the tenant (000-11). */
export const restorePlan = defineRun({
  kind: 'restore-plan',
  access: 'read',
  notifiesAs: null,
  async run(context, connect) {
    const { store, vault, clock, newId } = context.ports
    const { contract } = context
    const { input, tenantId } = context.run
    const { sourceTenantId } = input
    await context.phase(words.restore.readingBackup)
    const chosen = choicesOf(input)
    // What somebody typed in and never used doesn't stay.
    await forgetOldSecrets(store, clock.now())
    const sameTenant = sourceTenantId === tenantId
    const now = clock.now()
    const { items: loaded, names: captions, title, deletions } = await loadItems(store, vault, tenantId, input, now)
    const { items: captured, names } = sameTenant
      ? { items: loaded, names: captions }
      : await forTenant(store, tenantId, { items: loaded.map(withoutPeople), names: captions, groups: input.groups })
    // What an undo takes away doesn't stand for what it brings back.
    const isTakenAway = (choice: Choice) => deletions.some(({ id }) => id === choice)
    const staying = <Target extends Choice>(choices: ReadonlyMap<string, Target>) =>
      new Map([...choices].filter(([, choice]) => !isTakenAway(choice)))
    const earlier = staying(await rememberedChoices(store, tenantId, sourceTenantId))
    const replaced = await store.replacements.list(sourceTenantId, tenantId)
    const reader = await connect()
    const { live, directory, unlisted } = await readLiveState(
      reader,
      contract,
      {
        items: captured,
        deletions,
        sourceNames: names,
        chosen: new Set([...chosen.values(), ...earlier.values(), ...replaced.map(({ newId }) => newId)]),
        chosenOf: choicesByKind([...chosen, ...earlier]),
        sameTenant,
        vault,
      },
      async (phase) => {
        await context.checkCancelled()
        await context.phase(phase)
      },
    )
    const remembered = stillThere(earlier, live, directory, unlisted)
    // An object that an earlier run created for the same choice is used instead of creating another one.
    const choices = new Map(
      [...chosen].map(([key, choice]) => [
        key,
        choice === createChoice ? (remembered.get(key) ?? createChoice) : choice,
      ]),
    )
    // A change is made to what the tenant has now, and not to what was captured of it.
    const { items: current, gone } =
      'change' in input.from ? onLive(captured, live, input.from.change, now) : { items: captured, gone: [] }
    const isCaptured = new Set(current.map(({ type, sourceId }) => referenceKey(type.key, sourceId)))
    // A group that the tenant still has is used, also where only its name is another one.
    const isThere = (id: string) =>
      sameTenant &&
      [...(directory.get(groups.key) ?? []), ...(live.get(groups.key) ?? [])].some(
        (entry) => idKey(entry.id) === idKey(id),
      )
    const newGroups = (await groupsToMake(store, sourceTenantId, choices, names)).filter(
      ({ sourceId }) => !isThere(sourceId),
    )
    const items = [
      ...current,
      ...newGroups.filter(({ sourceId }) => !isCaptured.has(referenceKey(groups.key, sourceId))),
    ]
    const plan = await inTurns(
      planSteps({
        items,
        replaced: replaced.filter(
          ({ kind, newId }) => !isTakenAway(newId) && (live.get(kind) ?? []).some(({ id }) => id === newId),
        ),
        usersOf: await usersIn(store, tenantId, deletions),
        deletions,
        live,
        directory,
        unlisted,
        sourceNames: names,
        sourceMeanings: sameTenant ? new Map() : await meaningsOf(store, sourceTenantId),
        choices,
        remembered,
        sameTenant,
        options: input.options,
        contract,
        // The preview shows links without a host. The run adds the tenant's address.
        graph: { bind: (path) => path, sameTenant, now },
      }),
    )
    const all = [...plan.items, ...gone.map(planGone)]
    const planned = input.groups.length === 0 ? all : all.map(limitedToWave)
    const id = newId()
    const at = clock.now().toISOString()
    const targets = Object.fromEntries([
      ...[...live].map(
        ([kind, entries]) => [kind, entries.map((entry) => ({ id: entry.id, name: entry.name }))] as const,
      ),
      ...directory,
    ])
    await store.plans.insert(
      {
        id,
        tenantId,
        runId: context.runId,
        source: input.title ?? title,
        input,
        references: plan.references,
        createdAt: at,
        hash: await planHash(planned),
        targets,
      },
      planned.map((item) => ({
        ...item,
        kind: policyTypeOf(item.type).kindOf(item.action === 'delete' ? (item.live ?? {}) : item.wanted),
      })),
    )
    if (input.rolloutId !== null) await usePlan(store, input.rolloutId, { tenantId, planId: id, runId: context.runId })
    await context.result({ planId: PlanId.parse(id), summary: { ...summarise(planned) } })
  },
})

/** An item for another tenant, without the members of groups: not even their IDs are sent there. */
const withoutPeople = (item: SourceItem): SourceItem => {
  const local = item.type.capture.parts.filter((part) => part.switch).map(({ property }) => property)
  return local.length === 0 ? item : { ...item, document: without(item.document, local) }
}

/** Loads the source: versions, the way back from a restore, or policies that a rule changes. */
async function loadItems(
  store: ReadStore,
  vault: Vault,
  tenantId: string,
  input: PlanInput,
  now: Date,
): Promise<UndoSource> {
  const { from } = input
  if ('change' in from) return loadChange(store, vault, tenantId, from, now)
  if ('undoOf' in from) {
    const undo = await loadUndo(store, vault, tenantId, from.undoOf)
    const only = new Set(input.only)
    return only.size === 0
      ? undo
      : {
          ...undo,
          items: undo.items.filter((item) => only.has(item.versionId)),
          deletions: undo.deletions.filter((deletion) => only.has(deletion.versionId)),
        }
  }
  return { ...(await loadSource(store, vault, input, from, tenantId)), deletions: [] }
}

/** Captured details of objects that are matched by name, if the name alone isn't enough. */
async function meaningsOf(store: ReadStore, sourceTenantId: string): Promise<ReadonlyMap<string, string>> {
  const rows = (await store.policies.list(sourceTenantId)).filter(
    (row) => row.versionId !== null && policyTypeOf(row.type).meaningOf !== undefined,
  )
  return new Map(
    await Promise.all(
      rows.map(
        async (row) =>
          [
            `${row.type}/${row.externalId}`,
            policyTypeOf(row.type).meaningOf!(await store.versions.document(row.versionId!)),
          ] as const,
      ),
    ),
  )
}

/** Groups to create, as they were last captured. Before groups were captured as objects, only their rule was kept. */
async function groupsToMake(
  store: ReadStore,
  sourceTenantId: string,
  choices: ReadonlyMap<string, Choice>,
  names: ReadonlyMap<string, string>,
): Promise<SourceItem[]> {
  const prefix = `${groups.key}/`
  const ids = [...choices]
    .filter(([key, choice]) => choice === createChoice && key.startsWith(prefix))
    .map(([key]) => key.slice(prefix.length))
  if (ids.length === 0) return []
  const facts = await store.directory.facts(sourceTenantId, groups.key)
  const captured = new Map(
    (await store.policies.list(sourceTenantId))
      .filter((row) => row.type === groups.key)
      .flatMap((row) => (row.versionId === null ? [] : [[idKey(row.externalId), row.versionId] as const])),
  )
  return Promise.all(
    ids.map(async (id): Promise<SourceItem> => {
      const versionId = captured.get(idKey(id))
      const known = versionId === undefined ? { ...facts.get(id), id } : await store.versions.document(versionId)
      const name = text(known['displayName']) || names.get(`${prefix}${id}`) || id
      return {
        type: groups,
        versionId: versionId ?? '',
        sourceId: id,
        name,
        document: { displayName: name, ...known },
        missingSecrets: [],
      }
    }),
  )
}

/**
 * Names of the captured policies of a tenant that refer to an object. What an undo takes away doesn't count. What somebody
 * chose to delete does, because it may be left out, or stay.
 */
async function usersIn(
  store: ReadStore,
  tenantId: string,
  deletions: readonly Deletion[],
): Promise<(kind: string, id: string) => readonly string[]> {
  const policies = new Map((await store.policies.list(tenantId)).map((policy) => [policy.id, policy]))
  const isDeleted = (type: string, id: string) =>
    deletions.some((deletion) => !deletion.isAsked && deletion.type.key === type && deletion.id === id)
  const users = Map.groupBy(await store.dependencies.edges(tenantId), ({ kind, targetId }) => `${kind}/${targetId}`)
  return (kind, id) =>
    (users.get(`${kind}/${id}`) ?? [])
      .flatMap(({ policyId }) => policies.get(policyId) ?? [])
      .filter(({ type, externalId }) => !isDeleted(type, externalId))
      .map(({ name }) => name)
}

/** Chosen IDs by the kind of what they stand for. The keys of choices are `kind/sourceId`. */
function choicesByKind(choices: readonly (readonly [key: string, choice: Choice])[]): Map<string, Choice[]> {
  const byKind = Map.groupBy(choices, ([key]) => key.split('/')[0]!)
  return new Map([...byKind].map(([kind, entries]) => [kind, entries.map(([, choice]) => choice)]))
}
