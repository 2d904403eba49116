import { failure, Failure } from '#contract/errors.ts'
import type { Parsed } from '#contract/api/api.ts'
import { PlanOptions } from '#contract/model/plans.ts'
import type { restore } from '#contract/api/restore.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { comparable } from '#domain/canonical/comparable.ts'
import { diffSettings } from '#domain/diff/settings-diff.ts'
import type { Json } from '#domain/json.ts'
import type { SecretValue } from '#domain/policy-types/policy-type.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { optionsOf } from '../change/change-source.ts'
import { withoutDone } from '../change/without-done.ts'
import { readMappingTable, writeMappingTable } from '#domain/restore/mapping-table.ts'
import { beginRestore } from '../restore/begin-restore.ts'
import { mostTitle } from '../restore/plan-run.ts'
import { choicesIn, searchTargets } from '../restore/search-targets.ts'
import { secretAt } from '../restore/secret-asks.ts'
import type { Vault } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'
import { toAccepted } from './accepted.ts'
import type { Handlers } from './handlers.ts'
import { requireStays, requireTenant } from './ownership.ts'
import { requireWhole } from './moments.ts'
import { startPlan } from './start-plan.ts'
import { toPlanItem } from './present.ts'
import { toPlan, withAnswers } from './present-plan.ts'
import { readableDocument } from './readable-version.ts'
import { words } from './words.ts'
import { words as appWords } from '../words.ts'

const { states } = appWords

export const restoreHandlers: Handlers<keyof typeof restore> = {
  'restore.plan': async ({ tenantId, sourceTenantId, from, only, choices, options }, { store, start, owned }) => {
    if ('at' in from) requireWhole(owned.from, from.at)
    requireStays(await requireTenant(store, sourceTenantId ?? tenantId))
    return startPlan(start, tenantId, await titleOf(store, from), {
      sourceTenantId: sourceTenantId ?? tenantId,
      from,
      only: only ?? [],
      choices,
      options,
    })
  },
  'restore.planAgain': async ({ tenantId, choices, only, options }, { store, start, owned: { planId: plan } }) => {
    const { from } = plan.input
    const wanted = options ?? plan.input.options
    return startPlan(start, tenantId, plan.source, {
      ...plan.input,
      from: 'change' in from ? await withoutDone(store, plan, from) : from,
      choices: { ...plan.input.choices, ...choices },
      options: 'change' in from ? optionsOf(from.change, wanted) : wanted,
      only: only ?? plan.input.only,
    })
  },
  'restore.undo': async ({ tenantId, runId }, { start, owned: { runId: run } }) => {
    if (run.kind !== 'restore') throw new Failure('badInput', words.restore.onlyRestores)
    return startPlan(start, tenantId, states.undoOf(run.title), {
      sourceTenantId: tenantId,
      from: { undoOf: runId },
      only: [],
      choices: {},
      options: PlanOptions.parse({}),
    })
  },
  'restore.rehearse': async ({ tenantId, planId }, { start, owned }) =>
    toAccepted(
      await start({ tenantId, kind: 'rehearsal', title: owned.planId.source, target: planId, input: { planId } }),
    ),
  'restore.forgetChoice': async ({ tenantId, key }, { store, owned }) => {
    await store.mappings.forget(owned.planId.input.sourceTenantId, tenantId, key)
    return {}
  },
  'restore.get': async (_input, { store, owned }) => toPlan(store, owned.planId),
  'restore.item': async ({ tenantId, planId, seq }, { store, ports }) => {
    const item = await store.plans.item(planId, seq)
    if (!item) throw new Failure('notFound', words.restore.noItem)
    const version = await store.versions.find(item.versionId)
    const names = new Map([...Object.entries(version?.names ?? {}), ...(await store.directory.names(tenantId))])
    const of = { tenantId, type: item.type }
    // Nothing is left of what is deleted.
    const wanted = item.action === 'delete' ? [] : await readableDocument({ ...ports, store }, of, item.wanted, names)
    const live = item.live ? await readableDocument({ ...ports, store }, of, item.live, names) : []
    // Both sides in their comparable form, so that the shown differences are what will be written.
    const type = policyTypeOf(item.type)
    const text = (document: Json) => JSON.stringify(JSON.parse(canonicalText(comparable(type, document))), null, 2)
    return {
      seq,
      live: item.live ? text(item.live) : null,
      wanted: text(item.wanted),
      steps: item.steps.map(({ purpose, method, path }) => ({ purpose, method, path })),
      settings: diffSettings(live, wanted)
        .map((section) => ({ title: section.title, rows: section.rows.filter((row) => row.kind !== 'same') }))
        .filter((section) => section.rows.length > 0),
    }
  },
  'restore.include': async ({ tenantId, planId, seq, included }, { store, owned: { planId: plan } }) => {
    if (await store.runs.newest(tenantId, 'restore', planId)) throw failure('badInput', words.restore.alreadyRun)
    const item = (await store.plans.items(planId)).find((entry) => entry.seq === seq)
    if (!item) throw new Failure('notFound', words.restore.noItem)
    await store.plans.include(planId, seq, included)
    // What was confirmed in a rollout was another plan.
    const { rolloutId } = plan.input
    if (rolloutId !== null) await store.rollouts.changeStep(rolloutId, tenantId, { confirmedAt: null })
    return toPlanItem({ ...item, included })
  },
  'restore.answerSecret': async ({ tenantId, planId, seq, pointer, answer }, { store, ports, note }) => {
    if (await store.runs.newest(tenantId, 'restore', planId)) throw failure('badInput', words.restore.alreadyRun)
    const item = (await store.plans.items(planId)).find((entry) => entry.seq === seq)
    const ask = item?.asks?.find((entry) => entry.pointer === pointer)
    if (!item || !ask) throw new Failure('notFound', words.restore.noItem)
    if (answer === 'kept' && !ask.canKeep) throw failure('badInput', words.restore.cannotKeep(ask.label))
    note({ name: item.name, secret: ask.label, answer: answer === null ? null : answer === 'kept' ? 'kept' : 'typed' })
    const at = ports.clock.now().toISOString()
    if (answer === null) await store.typedSecrets.forget(tenantId, item.versionId, pointer)
    else {
      const { versionId } = item
      const secret = async () => secretAt(policyTypeOf(item.type), await store.versions.document(versionId), pointer)
      const sealed = answer === 'kept' ? null : await sealTyped(ports.vault, await secret(), answer.typed)
      await store.typedSecrets.save(tenantId, { versionId, pointer, sealed }, at)
    }
    return toPlanItem(await withAnswers(store, tenantId, item))
  },
  'restore.candidates': async ({ planId, kind }, { store }) =>
    [...((await store.plans.targets(planId))[kind] ?? [])]
      .toSorted((left, right) => left.name.localeCompare(right.name))
      .slice(0, 1000),
  'restore.searchTargets': async ({ planId, kind, text }, { store, reader }) =>
    searchTargets(reader, await store.plans.targets(planId), kind, text),
  'restore.mappingTable': async ({ tenantId, planId, choices, names: chosen }, { store, owned: { planId: plan } }) => {
    const named = async (id: string) => ({ tenantId: id, name: (await requireTenant(store, id)).name })
    const { sourceTenantId } = plan.input
    const targets = Object.values(await store.plans.targets(planId)).flat()
    const names = new Map([...targets.map(({ id, name }) => [id, name] as const), ...Object.entries(chosen)])
    return {
      text: writeMappingTable(
        await named(sourceTenantId),
        await named(tenantId),
        plan.references,
        new Map(Object.entries(choices)),
        names,
      ),
    }
  },
  'restore.readMappingTable': async (
    { tenantId, planId, text },
    { store, reader, tenant, owned: { planId: plan } },
  ) => {
    const table = readMappingTable(text)
    if (!table) throw failure('badInput', words.restore.table.unreadable)
    if (table.target === null && table.source.tenantId === tenantId && plan.input.sourceTenantId !== tenantId)
      throw failure('badInput', words.restore.table.ofTarget(tenant.name))
    return choicesIn(
      reader,
      await store.plans.targets(planId),
      table,
      { tenantId, sourceTenantId: plan.input.sourceTenantId },
      plan.references,
    )
  },
  'restore.start': async (
    { planId: _planId, justification },
    { store, start, owned: { planId: plan }, ports, note },
  ) => {
    note({ name: plan.source })
    return toAccepted(await beginRestore(store, ports, start, plan, justification ?? null))
  },
}

/** The title of a plan's source. */
async function titleOf(store: ReadStore, from: Parsed<'restore.plan'>['from']): Promise<string> {
  if ('setId' in from) return (await store.backups.find(from.setId))?.name ?? ''
  if ('at' in from) return states.asOf(from.at)
  let title = ''
  for (const id of from.versionIds) {
    const version = await store.versions.find(id)
    if (version) title += `${title && '; '}${states.version(version.name, version.number)}`
    if (title.length > mostTitle) break
  }
  return title
}

/** Seals a value in the form in which it is written. @throws Failure if nothing on this computer protects it */
async function sealTyped(
  vault: Pick<Vault, 'seal'>,
  secret: SecretValue | undefined,
  value: string,
): Promise<Uint8Array> {
  const sealed = await vault.seal(secret?.base64 ? Buffer.from(value, 'utf8').toString('base64') : value)
  if (!sealed) throw failure('badInput', words.restore.noVault)
  return sealed
}
