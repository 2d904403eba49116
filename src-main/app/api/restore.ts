import { createHash } from 'node:crypto'
import { Failure } from '#contract/errors.ts'
import { PlanId, RunId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/values.ts'
import type { restore } from '#contract/api/restore.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { comparable } from '#domain/canonical/comparable.ts'
import { diffSettings } from '#domain/diff/settings-diff.ts'
import type { Json } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { summarise } from '#domain/restore/plan.ts'
import type { PlanRow, Store } from '../ports/store.ts'
import { isUnlocked, lockedFailure } from '../write-lock.ts'
import type { Handlers } from './handlers.ts'
import { requirePlan, requireSet, requireTenant, requireVersion } from './ownership.ts'
import { toPlanItem, toReference } from './present.ts'
import { readableDocument } from './readable-version.ts'

export const restoreHandlers: Handlers<keyof typeof restore> = {
  'restore.plan': async (input, { engine, ports }) => {
    const { store } = ports
    const sourceTenantId = input.sourceTenantId ?? input.tenantId
    await requireTenant(store, sourceTenantId)
    // Each named thing must belong to the tenant that the request names for it (rule A-4).
    const title = 'setId' in input.from
      ? (await requireSet(store, sourceTenantId, input.from.setId)).name
      : (await Promise.all(input.from.versionIds.map(async (id) => requireVersion(store, sourceTenantId, id)))).map((version) => `${version.name}, version ${version.number}`).join('; ')
    const run = { sourceTenantId, from: input.from, only: input.only ?? [], choices: input.choices, assignments: input.assignments }
    const target = createHash('sha256').update(canonicalText(run)).digest('hex')
    const { runId, reused } = await engine.start({ tenantId: input.tenantId, kind: 'restore-plan', title: title.slice(0, 200), target, input: run })
    return { runId: RunId.parse(runId), reused }
  },
  'restore.planAgain': async ({ tenantId, planId }, { engine, ports }) => {
    const plan = await requirePlan(ports.store, tenantId, planId)
    const target = createHash('sha256').update(canonicalText(plan.input)).digest('hex')
    const { runId, reused } = await engine.start({ tenantId, kind: 'restore-plan', title: plan.source.slice(0, 200), target, input: plan.input })
    return { runId: RunId.parse(runId), reused }
  },
  'restore.get': async ({ tenantId, planId }, { ports }) => toPlan(ports.store, await requirePlan(ports.store, tenantId, planId)),
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
      live: item.live ? clip(text(item.live)) : null,
      wanted: clip(text(item.wanted)),
      steps: item.steps.map(({ purpose, method, path }) => ({ purpose, method, path })),
      settings: diffSettings(live, wanted).map((section) => ({ title: section.title, rows: section.rows.filter((row) => row.kind !== 'same').slice(0, 300) })).filter((section) => section.rows.length > 0),
    }
  },
  'restore.include': async ({ tenantId, planId, seq, included }, { ports }) => {
    const plan = await requirePlan(ports.store, tenantId, planId)
    await ports.store.plans.include(planId, seq, included)
    return toPlan(ports.store, plan)
  },
  'restore.candidates': async ({ tenantId, planId, kind }, { ports }) => {
    await requirePlan(ports.store, tenantId, planId)
    return [...((await ports.store.plans.targets(planId))[kind] ?? [])].toSorted((left, right) => left.name.localeCompare(right.name)).slice(0, 1000)
  },
  'restore.start': async ({ tenantId, planId, confirm, justification }, { engine, ports }) => {
    const { store, clock } = ports
    const tenant = await requireTenant(store, tenantId)
    const plan = await requirePlan(store, tenantId, planId)
    if (confirm !== tenant.name) throw new Failure('badInput', `The confirmation must be the tenant's name, ${tenant.name}.`, { hint: 'Nothing was written.' })
    if (!isUnlocked(tenant.unlockedUntil, clock.now())) throw lockedFailure(tenant.name)
    const { runId, reused } = await engine.start({ tenantId, kind: 'restore', title: plan.source, target: planId, input: { planId, ...(justification === undefined ? {} : { justification }) } })
    if (!reused) await store.audit.append({ at: clock.now().toISOString(), tenantId, action: 'restore.started', detail: { planId, runId } })
    return { runId: RunId.parse(runId), reused }
  },
}

/** The restore of a plan that wrote, or began to. */
async function runOf(store: Store, plan: PlanRow): Promise<RunId | null> {
  const run = (await store.runs.list(plan.tenantId, 500)).find((entry) => entry.kind === 'restore' && entry.target === plan.id)
  return run ? RunId.parse(run.id) : null
}

async function toPlan(store: Store, plan: PlanRow): Promise<Plan> {
  const items = await store.plans.items(plan.id)
  return {
    id: PlanId.parse(plan.id),
    tenantId: plan.tenantId,
    createdAt: plan.createdAt,
    source: plan.source,
    summary: { ...summarise(items) },
    runId: await runOf(store, plan),
    references: plan.references.map(toReference),
    items: items.map(toPlanItem),
  }
}

/** Half a frame for each side; a longer body is shown up to there and says so. */
const longest = 60_000
const clip = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}\n… ${text.length - longest} more characters` : text)
