import { failure, Failure, toAppError } from '#contract/errors.ts'
import { itemStates } from '#contract/model/run-states.ts'
import { capturingKinds, forgetsItems } from '#domain/runs/forgetting.ts'
import { endState, isEnded, isRetried } from '#domain/runs/states.ts'
import type { GraphConnection } from '../ports/graph.ts'
import type { Ports } from '../ports/ports.ts'
import type { NewRun, RequestFigures, RunRow } from '../ports/runs.ts'
import type { Store } from '../ports/store.ts'
import type { Emit } from './emit.ts'
import { storeNotification } from './announcement.ts'
import { carryOutRun } from './carry-out-run.ts'
import { countRequests } from './count-requests.ts'
import type { RunDefinitions } from './run-context.ts'
import { words } from './words.ts'
import { words as appWords } from '../words.ts'

/** Names a run. */
export type RunRef = Pick<RunRow, 'id' | 'tenantId'>

/** A queued run, or the identical one that hasn't ended. */
export interface Accepted {
  readonly runId: string
  readonly reused: boolean
}

/**
 * Works on runs, one at a time for each tenant, records each step, and continues what a dead process left unfinished.
 * Methods that change a run get the store as a parameter, so that they join a transaction. Call `wake` and `abort`
 * after the commit.
 */
export interface RunEngine {
  /** Queues a run, or returns the identical one that hasn't ended (000-2). */
  enqueue(store: Store, request: NewRun): Promise<Accepted>
  /** Queues an ended run again. Settled items don't change. @throws Failure `badInput`, `busy` */
  requeue(store: Store, run: RunRow): Promise<void>
  /** Ends a queued run, or asks a running one to stop, here or in another process. @returns whether it had not ended */
  cancel(store: Store, run: RunRow): Promise<boolean>
  /** Starts work on a queued run. */
  wake(run: RunRef): void
  /** Interrupts the requests of a run that is being canceled. */
  abort(run: RunRef): void
  /** Queues a run and starts work on it. */
  start(request: NewRun): Promise<Accepted>
  /** When a throttled run can continue; null if it isn't waiting. */
  waitingUntil(runId: string): string | null
  /** Resolves when the run has ended. */
  finished(runId: string): Promise<void>
  /**
   * Queues runs again that a dead process left `running`, and marks their running items as `unknown`. @throws Failure
   * `busy`
   */
  adopt(): Promise<void>
  /** Adopts what an earlier process left unfinished, and continues it. @throws Failure `busy` */
  recover(): Promise<void>
  /**
   * Stops all work. The next process continues it.
   *
   * @param gently lets objects that are being written finish, for at most `gentleMs`
   */
  close(gently?: boolean): Promise<void>
}

/** How long a write in progress may take while the app quits. */
const gentleMs = 60_000

/** How long a run whose end can't be stored waits before the next attempt. */
const tryAgainMs = 5_000
const mostAttempts = 60

/** At most ten hints per second and run. */
const eventPauseMs = 100

export function createRunEngine(
  ports: Ports,
  definitions: RunDefinitions,
  emit: Emit,
  /** Is told why a run of a tenant failed. */
  failed: (tenantId: string, error: unknown) => void = () => {},
  /** Is told that a run has ended, or that somebody ends it. */
  ended: () => void = () => {},
): RunEngine {
  const { store, clock } = ports
  const working = new Map<string, Promise<void>>()
  const controllers = new Map<string, AbortController>()
  /** Runs that write to a tenant. */
  const writing = new Set<string>()
  const lastHints = new Map<string, number>()
  const connections = new Map<string, GraphConnection>()
  let adopted: Promise<void> | undefined
  let lock: { release(): void } | undefined
  let closing = false
  const closed = new AbortController()

  const now = () => clock.now().toISOString()

  /** @param always for changes that must not be missed */
  function hint(run: RunRef, always = false): void {
    const at = clock.now().getTime()
    if (!always && at - (lastHints.get(run.id) ?? 0) < eventPauseMs) return
    lastHints.set(run.id, at)
    emit('run.changed', { tenantId: run.tenantId, runId: run.id })
  }

  /** Takes the work lock. After that, no other process works on runs that are recorded as running. */
  function adopt(): Promise<void> {
    adopted ??= takeOver().catch((error: unknown) => {
      // The next attempt starts anew.
      lock?.release()
      lock = undefined
      adopted = undefined
      throw error
    })
    return adopted
  }

  async function takeOver(): Promise<void> {
    if (ports.takeWorkLock === null) return
    lock = ports.takeWorkLock()
    await store.transaction(adoptLeftovers)
  }

  async function adoptLeftovers(transaction: Store): Promise<void> {
    for (const run of await transaction.runs.unfinished()) {
      // It is unknown whether their last request took effect. They are reconciled by reading, never repeated blindly.
      await transaction.runs.moveRunningItems(run.id, { state: 'unknown' })
      if (run.status === 'cancelling') await transaction.runs.move(run.id, 'cancelled', { endedAt: now() })
      else await transaction.runs.move(run.id, 'queued')
    }
    // A record that cannot be read would hold up every equal run for ever.
    for (const id of await transaction.runs.unreadable()) {
      ports.log.error({ runId: id }, 'the record of a run cannot be read')
      await transaction.runs.moveRunningItems(id, { state: 'unknown' })
      await transaction.runs.move(id, 'failed', { endedAt: now(), error: { code: 'damaged', ...words.unreadable } })
    }
  }

  /** The runs of a tenant run one after the other. */
  function queueUp(run: RunRef): void {
    const before = working.get(run.tenantId) ?? Promise.resolve()
    const next = before
      .then(() => execute(run.id))
      .catch(async (error: unknown) => {
        ports.log.error({ runId: run.id, error: String(error) }, 'run could not be recorded')
        // While this process is closing, the run stays as it is: the next process continues it.
        await giveUp(run, error)
      })
    working.set(run.tenantId, next)
  }

  async function execute(runId: string): Promise<void> {
    const run = await store.runs.find(runId)
    const tenant = run && (await store.tenants.find(run.tenantId))
    if (!run || !tenant || closing) return
    const begun = { startedAt: run.startedAt ?? now(), endedAt: null, error: null }
    if (!(await store.runs.move(runId, 'running', begun))) return
    const controller = new AbortController()
    controllers.set(runId, controller)
    // It may have begun to close while the store answered.
    if (closing) controller.abort()
    if (definitions[run.kind].access === 'write') writing.add(runId)
    hint(run, true)
    const requests = countRequests(run, connections, () => hint(run, true))
    const { signal } = controller
    try {
      await carryOutRun({ ports, emit, hint: (always) => hint(run, always), isClosing: () => closing }, definitions, {
        run,
        tenant,
        signal,
        requests,
      })
      await end(run, signal.aborted, null, requests.total())
    } catch (error) {
      if (closing) return
      const cancelled = signal.aborted || (error instanceof Failure && error.error.code === 'cancelled')
      if (!(error instanceof Failure))
        ports.log.error({ runId, error: error instanceof Error ? error.stack : String(error) }, 'run failed')
      if (!cancelled) failed(run.tenantId, error)
      await end(run, cancelled, cancelled ? null : error, requests.total())
    } finally {
      controllers.delete(runId)
      writing.delete(runId)
      requests.disconnect()
      hint(run, true)
      ended()
    }
  }

  /**
   * Ends a run whose end could not be stored, in the fewest steps, so that it doesn't hold up equal runs for ever. While
   * nothing can be stored, such as on a full disk, it is tried again for some minutes.
   */
  async function giveUp(run: RunRef, cause: unknown): Promise<void> {
    const error = cause instanceof Failure ? cause.error : { code: 'unexpected' as const, ...words.notRecorded }
    const isDamaged = (problem: unknown): boolean => store.integrity.saysDamaged(problem)
    // A full disk may have room again soon. Everything else stays as it is.
    const attempts = error.code === 'storage' && !isDamaged(cause) ? mostAttempts : 1
    for (let left = attempts; left > 0 && !closing; left -= 1) {
      try {
        await store.runs
          .moveRunningItems(run.id, { state: 'unknown', note: words.interrupted, endedAt: now() })
          // Where the records of its items are damaged, the run ends all the same.
          .catch((problem: unknown) => {
            if (!isDamaged(problem)) throw problem
          })
        await store.runs.move(run.id, 'failed', { phase: null, endedAt: now(), error })
        return hint(run, true)
      } catch (again) {
        ports.log.error({ runId: run.id, error: String(again) }, 'run could not be ended')
        if (isDamaged(again)) return
        if (left > 1) await clock.sleep(tryAgainMs, closed.signal).catch(() => undefined)
      }
    }
  }

  /** Ends a run in one transaction, so that no item stays running, and then stores its notification. */
  async function end(run: RunRow, cancelled: boolean, error: unknown, figures: RequestFigures): Promise<void> {
    const problem = error ? toAppError(error) : null
    const ending = await store.transaction(async (transaction) => {
      await transaction.runs.moveRunningItems(run.id, interrupted(definitions[run.kind].access, cancelled, problem))
      const counts = await transaction.runs.counts(run.id)
      const settled = counts.done + counts.unchanged + counts.skipped
      const all = problem ? (settled > 0 ? ('partial' as const) : ('failed' as const)) : endState(counts, cancelled)
      // Everything was stored, but not everything can be believed.
      const status = all === 'succeeded' && (await isDoubtful(transaction, run.id)) ? 'partial' : all
      const moved = await transaction.runs.move(run.id, status, {
        phase: null,
        endedAt: now(),
        error: problem,
        ...figures,
      })
      return moved ? { status, counts } : null
    })
    if (ending && forgetsItems(run.kind, run.input))
      await forgetItems(
        run,
        itemStates.some((state) => isRetried(state) && ending.counts[state] > 0),
      )
    const shown = ending && (await storeNotification(ports, definitions[run.kind].notifiesAs, run, ending))
    if (shown) emit('notification.added', shown)
  }

  /** Forgets what ended captures needn't keep. One that can be tried again keeps it until the next. */
  async function forgetItems(run: RunRow, canGoOn: boolean): Promise<void> {
    for (const id of await store.runs.withItemsToForget(run.tenantId, capturingKinds)) {
      const ended = await store.runs.find(id)
      if (ended && forgetsItems(ended.kind, ended.input) && (id !== run.id || !canGoOn))
        await store.runs.forgetItems(id)
    }
  }

  /** Whether Graph contradicted itself about something that the run captured. */
  async function isDoubtful(transaction: Store, runId: string): Promise<boolean> {
    const result = (await transaction.runs.find(runId))?.result
    return result !== undefined && 'doubtful' in result && (result.doubtful ?? 0) > 0
  }

  /** The state of an item that was running when its run ended. */
  function interrupted(access: 'read' | 'write', cancelled: boolean, problem: RunRow['error']) {
    // A write may have reached the tenant, so a retry checks there first.
    if (access === 'write' || (!cancelled && !problem))
      return { state: 'unknown' as const, note: words.interrupted, endedAt: now() }
    return cancelled
      ? { state: 'pending' as const, note: null, startedAt: null }
      : { state: 'failed' as const, note: null, error: problem, endedAt: now() }
  }

  async function enqueue(transaction: Store, request: NewRun): Promise<Accepted> {
    const definition = definitions[request.kind]
    const tenant = await transaction.tenants.find(request.tenantId)
    if (tenant && tenant.archivedAt !== null && !('offline' in definition && definition.offline)) {
      throw failure('badInput', appWords.archived(tenant.name))
    }
    return transaction.runs.enqueue({ id: ports.newId(), at: now(), ...request })
  }

  function wake(run: RunRef): void {
    if (controllers.has(run.id) || closing) return
    hint(run, true)
    queueUp(run)
  }

  return {
    enqueue,
    wake,
    async start(request) {
      await adopt()
      const accepted = await store.transaction((transaction) => enqueue(transaction, request))
      wake({ id: accepted.runId, tenantId: request.tenantId })
      return accepted
    },
    async requeue(transaction, run) {
      if (!isEnded(run.status)) throw failure('badInput', words.notEnded)
      const open = (await transaction.runs.items(run.id)).filter((item) => isRetried(item.state))
      // A run that ended through an error or was canceled may have work left that isn't an item yet.
      const mayBeIncomplete = run.error !== null || run.status === 'failed' || run.status === 'cancelled'
      if (open.length === 0 && !mayBeIncomplete) throw failure('badInput', words.nothingFailed)
      // Two identical runs never run at once (000-2). In that case, nothing changes.
      const others = (await transaction.runs.unfinished()).filter(
        (other) => other.tenantId === run.tenantId && other.kind === run.kind && other.target === run.target,
      )
      if (others.length > 0) throw failure('busy', words.alreadyRunning)
      await transaction.runs.move(run.id, 'queued', { endedAt: null, error: null })
      await transaction.runs.updateItems(
        open
          .filter((item) => item.state === 'failed' || item.state === 'waiting')
          .map((item) => ({ id: item.id, state: 'pending', error: null, note: null })),
      )
    },
    async cancel(transaction, run) {
      // One of the two applies, depending on the current state of the run.
      if (await transaction.runs.move(run.id, 'cancelling')) return true
      if ((await transaction.runs.find(run.id))?.status !== 'queued') return false
      return transaction.runs.move(run.id, 'cancelled', { endedAt: now() })
    },
    abort(run) {
      hint(run, true)
      controllers.get(run.id)?.abort()
      ended()
    },
    waitingUntil(runId) {
      const until = connections.get(runId)?.pausedUntil() ?? 0
      return until > clock.now().getTime() ? new Date(until).toISOString() : null
    },
    async finished(runId) {
      let awaited: Promise<void> | undefined
      for (;;) {
        const run = await store.runs.find(runId)
        if (!run || isEnded(run.status)) return
        const busy = working.get(run.tenantId)
        // Work that is over and left the run as it is: another process has it, or this one is closing.
        if (!busy || busy === awaited) throw new Failure('busy', words.otherProcess)
        await busy
        awaited = busy
        // A run that was just queued again is woken before the next look.
        await new Promise<void>((resolve) => setImmediate(resolve))
      }
    },
    adopt,
    async recover() {
      await adopt()
      for (const run of await store.runs.unfinished()) queueUp(run)
    },
    async close(gently = false) {
      closing = true
      closed.abort()
      for (const [runId, controller] of controllers) if (!gently || !writing.has(runId)) controller.abort()
      const late = setTimeout(() => {
        for (const controller of controllers.values()) controller.abort()
      }, gentleMs)
      await Promise.allSettled(working.values())
      clearTimeout(late)
      lock?.release()
    },
  }
}
