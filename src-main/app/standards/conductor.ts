import { failure, Failure, toAppError } from '#contract/errors.ts'
import { PlanId } from '#contract/model/ids.ts'
import { appendAudit } from '../append-audit.ts'
import type { Ports } from '../ports/ports.ts'
import type { NewRun } from '../ports/runs.ts'
import type { RolloutRow, RolloutStepRow } from '../ports/standards.ts'
import type { Store } from '../ports/store.ts'
import { beginRestore } from '../restore/begin-restore.ts'
import { planRun } from '../restore/plan-run.ts'
import type { Emit } from '../runs/emit.ts'
import type { RunEngine } from '../runs/engine.ts'
import { isUnlocked } from '../write-lock.ts'
import { planFor } from './plan-for.ts'
import { outcomeOf } from './step-outcome.ts'
import { words } from './words.ts'

/**
 * Brings rollouts forward: it starts the plan and the rehearsal of each tenant, and carries out confirmed plans one after
 * another. It only goes by what is stored, so it can be asked at any time, and goes on after a restart (spec 068-5).
 */
export interface Conductor {
  /** Looks at what has changed, soon. */
  nudge(): void
  /** Starts nothing more, and resolves when nothing is being started. */
  close(): Promise<void>
}

export function createConductor(
  ports: Omit<Ports, 'graph' | 'takeWorkLock'>,
  engine: RunEngine,
  emit: Emit,
): Conductor {
  const { store, clock } = ports
  let isDue = false
  let isClosed = false
  let current: Promise<void> | null = null

  function nudge(): void {
    if (isClosed) return
    isDue = true
    current ??= conduct()
      .catch((error: unknown) => {
        // Another process works with the data folder, and brings them forward.
        if (isClosed || (error instanceof Failure && error.error.code === 'busy')) return
        ports.log.error({ error: error instanceof Error ? error.stack : String(error) }, 'rollouts stand still')
      })
      .finally(() => {
        current = null
        if (isDue) nudge()
      })
  }

  async function conduct(): Promise<void> {
    while (isDue && !isClosed) {
      isDue = false
      const ids = await store.rollouts.unfinished()
      if (ids.length > 0) await engine.adopt()
      for (const id of ids) await advance(id)
    }
  }

  async function advance(id: string): Promise<void> {
    const rollout = await store.rollouts.find(id)
    if (!rollout || rollout.stoppedAt !== null) return
    for (const step of rollout.steps.filter(({ leftOut }) => !leftOut)) {
      if (isClosed) return
      try {
        await prepare(rollout, step)
      } catch (error) {
        return stop(rollout, step, toAppError(error).message)
      }
    }
    const next = await nextStep((await store.rollouts.find(id)) ?? rollout)
    if (next === null || isClosed) return
    if (next.problem !== null) return stop(rollout, next.step, next.problem)
    try {
      await begin(rollout, next.step)
    } catch (error) {
      await stop(rollout, next.step, toAppError(error).message)
    }
  }

  /** Starts the plan of a tenant, and then its rehearsal. */
  async function prepare(rollout: RolloutRow, step: RolloutStepRow): Promise<void> {
    const { tenantId, due, planRunId, planId, rehearsalRunId } = step
    const hasNothing = () => store.rollouts.changeStep(rollout.id, tenantId, { due: 0 })
    if (due === 0) return
    if (planId === null) {
      if (planRunId !== null) return
      const planned = await planFor(store, rollout, tenantId, clock.now())
      if (planned === null) return hasNothing()
      await start(rollout, planRun(tenantId, rollout.title, planned.input), (transaction, runId) =>
        transaction.rollouts.changeStep(rollout.id, tenantId, { planRunId: runId, due: planned.due }),
      )
    } else if (rehearsalRunId === null) {
      const { writes, blocked } = await store.plans.tally(planId)
      // Where everything is blocked, somebody has to plan again or leave the tenant out.
      if (writes === 0) return blocked === 0 ? hasNothing() : undefined
      const input = { planId: PlanId.parse(planId) }
      await start(
        rollout,
        { tenantId, kind: 'rehearsal', title: rollout.title, target: planId, input },
        (transaction, runId) => transaction.rollouts.changeStep(rollout.id, tenantId, { rehearsalRunId: runId }),
      )
    }
  }

  /** The first tenant that isn't done, if it is its turn or it failed. */
  async function nextStep(
    rollout: RolloutRow,
  ): Promise<{ readonly step: RolloutStepRow; readonly problem: string | null } | null> {
    for (const step of rollout.steps.filter(({ leftOut }) => !leftOut)) {
      const { due, planId, restoreRunId, rehearsalRunId, confirmedAt, tenantId } = step
      if (due === 0) continue
      if (planId === null) return null
      const run = restoreRunId === null ? undefined : await store.runs.find(restoreRunId)
      if (run) {
        const outcome = await outcomeOf(store, run, planId)
        if (!outcome.isEnded) return null
        if (outcome.problem !== null) return { step, problem: outcome.problem }
        continue
      }
      const rehearsal = rehearsalRunId === null ? undefined : await store.runs.find(rehearsalRunId)
      if (confirmedAt === null || !rehearsal || !(await outcomeOf(store, rehearsal, planId)).isEnded) return null
      const tenant = await store.tenants.find(tenantId)
      return { step, problem: isUnlocked(tenant?.unlockedUntil ?? null, clock.now()) ? null : words.locked }
    }
    return null
  }

  /** Carries out the plan of a tenant. */
  async function begin(rollout: RolloutRow, { tenantId }: RolloutStepRow): Promise<void> {
    const accepted = await store.transaction(async (transaction) => {
      // Somebody may have stopped it, left the tenant out or planned again since it was read.
      const current = await transaction.rollouts.find(rollout.id)
      const step = current?.steps.find((entry) => entry.tenantId === tenantId)
      if (!current || !step || current.stoppedAt !== null || step.leftOut) return null
      const { planId, confirmedAt, restoreRunId, justification } = step
      if (confirmedAt === null || restoreRunId !== null) return null
      const plan = planId === null ? undefined : await transaction.plans.find(planId)
      if (!plan) throw failure('notFound', words.noPlan)
      const queue = (request: NewRun) => engine.enqueue(transaction, request)
      const queued = await beginRestore(transaction, ports, queue, plan, justification)
      const detail = { planId, name: plan.source, runId: queued.runId, rolloutId: rollout.id }
      await appendAudit(transaction, ports, { tenantId, action: 'restore.started', detail })
      return queued
    })
    if (accepted === null) return
    engine.wake({ id: accepted.runId, tenantId })
    emit('audit.changed', { tenantId })
    emit('standards.changed', { tenantId: rollout.tenantId })
  }

  /** Queues a run, and records it in the same transaction, so that it is started once. */
  async function start(
    rollout: RolloutRow,
    request: NewRun,
    record: (transaction: Store, runId: string) => Promise<void>,
  ): Promise<void> {
    const accepted = await store.transaction(async (transaction) => {
      const queued = await engine.enqueue(transaction, request)
      await record(transaction, queued.runId)
      return queued
    })
    engine.wake({ id: accepted.runId, tenantId: request.tenantId })
    emit('standards.changed', { tenantId: rollout.tenantId })
  }

  async function stop(rollout: RolloutRow, { tenantId }: RolloutStepRow, problem: string): Promise<void> {
    const name = (await store.tenants.find(tenantId))?.name ?? tenantId
    await store.rollouts.stop(rollout.id, { at: clock.now().toISOString(), why: words.stopped(name, problem) })
    emit('standards.changed', { tenantId: rollout.tenantId })
  }

  return {
    nudge,
    async close() {
      isClosed = true
      await current
    },
  }
}
