import { PlanId, RolloutId, RunId, StandardId } from '#contract/model/ids.ts'
import type { Rollout, RolloutStep, Standard, StepState } from '#contract/model/standards.ts'
import { isEnded } from '#domain/runs/states.ts'
import { sideTitle } from '../compare/side.ts'
import type { RolloutRow, RolloutStepRow, StandardRow } from '../ports/standards.ts'
import type { ReadStore } from '../ports/store.ts'
import { outcomeOf } from '../standards/step-outcome.ts'
import { words } from '../standards/words.ts'

/** A standard as the contract shows it, without tenants that were removed. */
export async function toStandard(store: ReadStore, row: StandardRow): Promise<Standard> {
  const known = new Set((await store.tenants.list()).map(({ id }) => id))
  return {
    ...row,
    id: StandardId.parse(row.id),
    sourceTitle: await sideTitle(store, row.source),
    tenantIds: row.tenantIds.filter((id) => known.has(id)),
    waves: [...row.waves],
  }
}

/** A rollout as the contract shows it: where its tenants are follows from their runs. */
export async function toRollout(store: ReadStore, row: RolloutRow): Promise<Rollout> {
  const steps: RolloutStep[] = []
  for (const step of row.steps) steps.push(await toStep(store, row, step))
  return {
    id: RolloutId.parse(row.id),
    tenantId: row.tenantId,
    standardId: StandardId.parse(row.standardId),
    title: row.title,
    groups: [...row.groups],
    createdAt: row.createdAt,
    stoppedAt: row.stoppedAt,
    stoppedFor: row.stoppedFor,
    isDone: steps.every(({ state }) => state === 'done' || state === 'leftOut'),
    steps,
  }
}

async function toStep(store: ReadStore, rollout: RolloutRow, row: RolloutStepRow): Promise<RolloutStep> {
  const found = await stateOf(store, rollout, row)
  const tally = row.planId === null ? null : await store.plans.tally(row.planId)
  const rehearsal = row.rehearsalRunId === null ? undefined : await store.runs.find(row.rehearsalRunId)
  const rehearsed = rehearsal && row.planId !== null ? await outcomeOf(store, rehearsal, row.planId) : null
  return {
    tenantId: row.tenantId,
    ...found,
    due: row.due,
    planRunId: row.planRunId === null ? null : RunId.parse(row.planRunId),
    planId: row.planId === null ? null : PlanId.parse(row.planId),
    summary: tally?.summary ?? null,
    warnings: tally?.warnings ?? 0,
    rehearsalProblems: rehearsed?.isEnded
      ? rehearsed.problem !== null && rehearsed.left === 0
        ? 1
        : rehearsed.left
      : null,
    rehearsalRunId: row.rehearsalRunId === null ? null : RunId.parse(row.rehearsalRunId),
    restoreRunId: row.restoreRunId === null ? null : RunId.parse(row.restoreRunId),
  }
}

/** Where a tenant is in a rollout, and why it failed. */
export async function stateOf(
  store: ReadStore,
  { stoppedAt }: Pick<RolloutRow, 'stoppedAt'>,
  row: RolloutStepRow,
): Promise<{ readonly state: StepState; readonly problem: string | null }> {
  const as = (state: StepState, problem: string | null = null) => ({ state, problem })
  if (row.leftOut) return as('leftOut')
  if (row.due === 0) return as('done')
  if (row.planId === null) {
    const run = row.planRunId === null ? undefined : await store.runs.find(row.planRunId)
    const hasFailed = run !== undefined && isEnded(run.status) && run.status !== 'succeeded'
    if (hasFailed) return as('planFailed', run.error?.message ?? null)
    return run === undefined && stoppedAt !== null ? as('planFailed') : as('planning')
  }
  const restore = row.restoreRunId === null ? undefined : await store.runs.find(row.restoreRunId)
  if (restore) {
    const { isEnded: hasEnded, problem } = await outcomeOf(store, restore, row.planId)
    return !hasEnded ? as('running') : problem === null ? as('done') : as('failed', problem)
  }
  const { writes, blocked } = await store.plans.tally(row.planId)
  if (writes === 0 && blocked > 0) return as('planFailed', words.allBlocked(blocked))
  if (row.confirmedAt !== null) return as('confirmed')
  const rehearsal = row.rehearsalRunId === null ? undefined : await store.runs.find(row.rehearsalRunId)
  return rehearsal && isEnded(rehearsal.status) ? as('ready') : as('rehearsing')
}
