import { createHash } from 'node:crypto'
import { Failure } from '#contract/errors.ts'
import { PlanId, RunId } from '#contract/model/ids.ts'
import type { Parsed } from '#contract/api/api.ts'
import { PlanOptions, type Plan, type Rehearsal } from '#contract/model/plans.ts'
import { type RunKind } from '#contract/model/runs.ts'
import type { restore } from '#contract/api/restore.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { comparable } from '#domain/canonical/comparable.ts'
import { diffSettings } from '#domain/diff/settings-diff.ts'
import { text as textOf, type Json } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { createChoice } from '#domain/restore/mapping.ts'
import { summarise } from '#domain/restore/plan.ts'
import type { PlanRow } from '../ports/plans.ts'
import type { RunRow } from '../ports/runs.ts'
import type { Store } from '../ports/store.ts'
import { choicesOf, optionsOf, undoOf } from '../restore/plan-input.ts'
import type { RunEngine } from '../runs/engine.ts'
import { isUnlocked, lockedFailure } from '../write-lock.ts'
import type { Handlers } from './handlers.ts'
import { requireWhole } from './moments.ts'
import { requirePlan, requireRun, requireSet, requireTenant, requireVersion } from './ownership.ts'
import { toPlanItem, toReference } from './present.ts'
import { readableDocument } from './readable-version.ts'

export const restoreHandlers: Handlers<keyof typeof restore> = {
  'restore.plan': async (input, { engine, ports }) => {
    const { store } = ports
    const sourceTenantId = input.sourceTenantId ?? input.tenantId
    const source = await requireTenant(store, sourceTenantId)
    if ('at' in input.from) requireWhole(source, input.from.at)
    // Each named thing must belong to the tenant that the request names for it (rule A-4).
    const title = await titleOf(store, sourceTenantId, input.from)
    return startPlan(engine, input.tenantId, title, {
      sourceTenantId,
      from: input.from,
      only: input.only ?? [],
      choices: input.choices,
      options: input.options,
    })
  },
  'restore.planAgain': async ({ tenantId, planId, choices, only, options }, { engine, ports }) => {
    const { source, input } = await requirePlan(ports.store, tenantId, planId)
    return startPlan(engine, tenantId, source, {
      ...input,
      choices: Object.fromEntries([...choicesOf(input), ...Object.entries(choices)]),
      options: options ?? optionsOf(input),
      ...(only === undefined ? {} : { only }),
    })
  },
  'restore.undo': async ({ tenantId, runId }, { engine, ports }) => {
    const run = await requireRun(ports.store, tenantId, runId)
    if (run.kind !== 'restore') throw new Failure('badInput', 'Only a restore can be undone.')
    return startPlan(engine, tenantId, `Undo of ${run.title}`, {
      sourceTenantId: tenantId,
      from: { undoOf: runId },
      only: [],
      choices: {},
      options: PlanOptions.parse({}),
    })
  },
  'restore.rehearse': async ({ tenantId, planId }, { engine, ports }) => {
    const plan = await requirePlan(ports.store, tenantId, planId)
    const { runId, reused } = await engine.start({
      tenantId,
      kind: 'rehearsal',
      title: plan.source,
      target: planId,
      input: { planId },
    })
    return { runId: RunId.parse(runId), reused }
  },
  'restore.forgetChoice': async ({ tenantId, planId, key }, { ports }) => {
    const sourceTenantId = textOf((await requirePlan(ports.store, tenantId, planId)).input['sourceTenantId'])
    await ports.store.mappings.forget(sourceTenantId, tenantId, key)
    return {}
  },
  'restore.get': async ({ tenantId, planId }, { ports }) =>
    toPlan(ports.store, await requirePlan(ports.store, tenantId, planId)),
  'restore.item': async ({ tenantId, planId, seq }, { ports }) => {
    const { store } = ports
    await requirePlan(store, tenantId, planId)
    const item = await store.plans.item(planId, seq)
    if (!item) throw new Failure('notFound', 'The plan has no such item.')
    const version = await store.versions.find(item.versionId)
    const names = new Map([...Object.entries(version?.names ?? {}), ...(await store.directory.names(tenantId))])
    const of = { tenantId, type: item.type }
    const wanted = await readableDocument(ports, of, item.wanted, names)
    const live = item.live ? await readableDocument(ports, of, item.live, names) : []
    // Both sides in the form in which they are compared: what is shown as different is what will be written.
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
  'restore.include': async ({ tenantId, planId, seq, included }, { ports }) => {
    const plan = await requirePlan(ports.store, tenantId, planId)
    if (await runOf(ports.store, plan, 'restore'))
      throw new Failure('badInput', 'This plan was carried out and cannot be changed any more.', {
        hint: 'Plan again.',
      })
    const item = (await ports.store.plans.items(planId)).find((entry) => entry.seq === seq)
    if (!item) throw new Failure('notFound', 'The plan has no such item.')
    await ports.store.plans.include(planId, seq, included)
    return toPlanItem({ ...item, included })
  },
  'restore.candidates': async ({ tenantId, planId, kind }, { ports }) => {
    await requirePlan(ports.store, tenantId, planId)
    return [...((await ports.store.plans.targets(planId))[kind] ?? [])]
      .toSorted((left, right) => left.name.localeCompare(right.name))
      .slice(0, 1000)
  },
  'restore.start': async ({ tenantId, planId, confirm, justification }, { engine, ports }) => {
    const { store, clock } = ports
    const tenant = await requireTenant(store, tenantId)
    const plan = await requirePlan(store, tenantId, planId)
    if (confirm !== tenant.name)
      throw new Failure('badInput', `The confirmation must be the tenant's name, ${tenant.name}.`, {
        hint: 'Nothing was written.',
      })
    if (!isUnlocked(tenant.unlockedUntil, clock.now())) throw lockedFailure(tenant.name)
    const { runId, reused } = await engine.start({
      tenantId,
      kind: 'restore',
      title: plan.source,
      target: planId,
      input: { planId, ...(justification === undefined ? {} : { justification }) },
    })
    // Only what was carried out is worth remembering for the next restore between the two tenants.
    const lasting = new Map([...choicesOf(plan.input)].filter(([, choice]) => choice !== createChoice))
    if (!reused)
      await store.mappings.save(textOf(plan.input['sourceTenantId']), tenantId, lasting, clock.now().toISOString())
    if (!reused)
      await store.audit.append({
        at: clock.now().toISOString(),
        tenantId,
        action: 'restore.started',
        detail: { planId, runId },
      })
    return { runId: RunId.parse(runId), reused }
  },
}

type From = Parsed<'restore.plan'>['from']

/** What a plan starts from, in words. @throws Failure `forbidden` for what belongs to another tenant */
async function titleOf(store: Store, tenantId: string, from: From): Promise<string> {
  if ('setId' in from) return (await requireSet(store, tenantId, from.setId)).name
  if ('at' in from) return `As of ${from.at}`
  const versions = await Promise.all(from.versionIds.map(async (id) => requireVersion(store, tenantId, id)))
  return versions.map((version) => `${version.name}, version ${version.number}`).join('; ')
}

/** Equal plans that have not ended are one (rule A-3). */
async function startPlan(
  engine: RunEngine,
  tenantId: string,
  title: string,
  input: Json,
): Promise<{ runId: RunId; reused: boolean }> {
  const target = createHash('sha256').update(canonicalText(input)).digest('hex')
  const { runId, reused } = await engine.start({
    tenantId,
    kind: 'restore-plan',
    title: title.slice(0, 200),
    target,
    input,
  })
  return { runId: RunId.parse(runId), reused }
}

/** The newest run of a kind that worked with a plan. */
const runOf = async (store: Store, plan: PlanRow, kind: RunKind): Promise<RunRow | undefined> =>
  (await store.runs.list(plan.tenantId, 500)).find((entry) => entry.kind === kind && entry.target === plan.id)

async function rehearsalOf(store: Store, plan: PlanRow): Promise<Rehearsal | null> {
  const run = await runOf(store, plan, 'rehearsal')
  if (!run) return null
  const outcomes = (await store.runs.items(run.id)).map(({ key, state, note, error }) => ({
    seq: Number(key),
    state,
    note,
    error,
  }))
  return { runId: RunId.parse(run.id), status: run.status, endedAt: run.endedAt, error: run.error, outcomes }
}

async function toPlan(store: Store, plan: PlanRow): Promise<Plan> {
  const items = await store.plans.items(plan.id)
  const restored = await runOf(store, plan, 'restore')
  const undone = undoOf(plan.input)
  return {
    id: PlanId.parse(plan.id),
    tenantId: plan.tenantId,
    createdAt: plan.createdAt,
    source: plan.source,
    summary: { ...summarise(items) },
    runId: restored ? RunId.parse(restored.id) : null,
    sourceTenantId: textOf(plan.input['sourceTenantId']),
    hash: plan.hash,
    options: optionsOf(plan.input),
    undoOf: undone === null ? null : RunId.parse(undone),
    rehearsal: await rehearsalOf(store, plan),
    references: plan.references.map(toReference),
    items: items.map(toPlanItem),
  }
}
