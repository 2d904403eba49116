import { PlanId, RunId } from '#contract/model/ids.ts'
import type { Plan, Rehearsal, SecretAsk } from '#contract/model/plans.ts'
import { summarise } from '#domain/restore/plan.ts'
import type { PlanRow, StoredPlanItem } from '../ports/plans.ts'
import type { ReadStore } from '../ports/store.ts'
import { undoOf } from '../restore/plan-input.ts'
import { toPlanItem, toReference } from './present.ts'

/** A plan as the contract shows it, with its rehearsal and the restore that carried it out. */
export async function toPlan(store: ReadStore, plan: PlanRow): Promise<Plan> {
  const items = await store.plans.items(plan.id)
  const restored = await store.runs.newest(plan.tenantId, 'restore', plan.id)
  const undone = undoOf(plan.input)
  return {
    id: PlanId.parse(plan.id),
    tenantId: plan.tenantId,
    createdAt: plan.createdAt,
    source: plan.source,
    summary: { ...summarise(items) },
    runId: restored ? RunId.parse(restored.id) : null,
    sourceTenantId: plan.input.sourceTenantId,
    hash: plan.hash,
    options: plan.input.options,
    isChange: 'change' in plan.input.from,
    undoOf: undone === null ? null : RunId.parse(undone),
    rehearsal: await rehearsalOf(store, plan),
    references: plan.references.map(toReference),
    items: await Promise.all(items.map(async (item) => toPlanItem(await withAnswers(store, plan.tenantId, item)))),
  }
}

async function rehearsalOf(store: ReadStore, plan: PlanRow): Promise<Rehearsal | null> {
  const run = await store.runs.newest(plan.tenantId, 'rehearsal', plan.id)
  if (!run) return null
  const outcomes = (await store.runs.items(run.id)).map(({ key, state, note, error }) => ({
    seq: Number(key),
    state,
    note,
    error,
  }))
  return { runId: RunId.parse(run.id), status: run.status, endedAt: run.endedAt, error: run.error, outcomes }
}

/** An item with the answers that were given since it was planned. */
export async function withAnswers<Item extends Pick<StoredPlanItem, 'versionId' | 'asks'>>(
  store: ReadStore,
  tenantId: string,
  item: Item,
): Promise<Item> {
  if (!item.asks || item.asks.length === 0) return item
  const answers = await store.typedSecrets.list(tenantId, item.versionId)
  const answerOf = (pointer: string): SecretAsk['answer'] => {
    const given = answers.find((entry) => entry.pointer === pointer)
    return given ? (given.sealed === null ? 'kept' : 'typed') : null
  }
  return { ...item, asks: item.asks.map((ask) => ({ ...ask, answer: answerOf(ask.pointer) })) }
}
