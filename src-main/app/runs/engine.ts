import { Failure, toAppError } from '#contract/errors.ts'
import type { EventData, EventName } from '#contract/events.ts'
import type { ItemState, RunState } from '#contract/model/run-states.ts'
import type { RunKind } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'
import type { GraphConnection } from '../ports/graph.ts'
import type { Ports } from '../ports/ports.ts'
import type { RunRow } from '../ports/runs.ts'
import type { TenantRow } from '../ports/tenants.ts'
import { writeGuard } from '../write-lock.ts'
import { announcement } from './announcement.ts'
import { createItemLedger } from './item-ledger.ts'
import type { RunContext, RunHandler } from './run-context.ts'
import { endState, isEnded, mayMove } from './states.ts'

export interface RunRequest {
  readonly tenantId: string
  readonly kind: RunKind
  readonly title: string
  /** What the run works on: the same kind on the same target exists once while it has not ended. */
  readonly target: string
  readonly input: Json
}

export type Emit = <Name extends EventName>(name: Name, data: EventData<Name>) => void

/** Runs jobs one after the other for each tenant, records each step, and picks up what a dead process left. */
export interface RunEngine {
  /** Queues a run, or answers the equal one that has not ended, and sees to it that it is worked on. */
  start(request: RunRequest): Promise<{ runId: string; reused: boolean }>
  /** Queues an ended run again; settled items stay as they are. */
  retry(run: RunRow): Promise<void>
  cancel(run: RunRow): Promise<void>
  /** When Graph lets the run go on that it asked to wait; null when it does not wait. */
  waitingUntil(runId: string): string | null
  /** Resolves when the run has ended. */
  finished(runId: string): Promise<void>
  /** Makes runs that a dead process left `running` queued again, their open items `unknown`. @throws Failure `busy` */
  adopt(): Promise<void>
  /** Adopts what an earlier process left unfinished, and goes on with it. @throws Failure `busy` */
  recover(): Promise<void>
  close(): Promise<void>
}

const eventPauseMs = 100

export function createRunEngine(ports: Ports, handlers: Readonly<Record<RunKind, RunHandler>>, emit: Emit): RunEngine {
  const { store, clock } = ports
  const working = new Map<string, Promise<void>>()
  const controllers = new Map<string, AbortController>()
  const lastTold = new Map<string, number>()
  const connections = new Map<string, GraphConnection>()
  let adopted: Promise<void> | undefined
  let lock: { release(): void } | undefined
  let closing = false

  const now = () => clock.now().toISOString()

  /** At most ten hints a second and run; `force` at the changes nobody may miss. */
  function told(run: RunRow, force = false): void {
    const at = clock.now().getTime()
    if (!force && at - (lastTold.get(run.id) ?? 0) < eventPauseMs) return
    lastTold.set(run.id, at)
    emit('run.changed', { tenantId: run.tenantId, runId: run.id })
  }

  /** Takes the right to work; whoever gets it knows that no other process works on what is recorded as running. */
  function adopt(): Promise<void> {
    if (!adopted) {
      lock = ports.takeWorkLock()
      adopted = adoptLeftovers()
    }
    return adopted
  }

  async function adoptLeftovers(): Promise<void> {
    for (const run of await store.runs.unfinished()) {
      const running = (await store.runs.items(run.id)).filter((item) => item.state === 'running')
      // Whether their last request took effect is not known: they are reconciled by reading, never repeated blindly.
      await store.runs.updateItems(running.map((item) => ({ id: item.id, change: { state: 'unknown' } })))
      if (run.status === 'cancelling') await store.runs.update(run.id, { status: 'cancelled', endedAt: now() })
      else await store.runs.update(run.id, { status: 'queued' })
    }
  }

  /** The runs of a tenant are worked on one after the other. */
  function kick(run: RunRow): Promise<void> {
    const before = working.get(run.tenantId) ?? Promise.resolve()
    const next = before
      .then(() => execute(run.id))
      .catch((error: unknown) => {
        ports.log.error({ runId: run.id, error: String(error) }, 'run could not be recorded')
      })
    working.set(run.tenantId, next)
    return next
  }

  async function execute(runId: string): Promise<void> {
    const run = await store.runs.find(runId)
    if (!run || closing || !mayMove(run.status, 'running')) return
    const tenant = await store.tenants.find(run.tenantId)
    if (!tenant) return
    const controller = new AbortController()
    controllers.set(runId, controller)
    await store.runs.update(runId, { status: 'running', startedAt: run.startedAt ?? now(), endedAt: null, error: null })
    told(run, true)
    const counter = {
      requests: run.requests,
      throttled: run.throttled,
      usage: () => ({ requests: 0, throttled: 0 }),
      leave: () => {},
    }
    try {
      await work(run, tenant, controller.signal, counter)
      await end(run, controller.signal.aborted, null, counter)
    } catch (error) {
      if (closing) return
      const cancelled = controller.signal.aborted || (error instanceof Failure && error.error.code === 'cancelled')
      if (!(error instanceof Failure))
        ports.log.error({ runId, error: error instanceof Error ? error.stack : String(error) }, 'run failed')
      await end(run, cancelled, cancelled ? null : error, counter)
    } finally {
      controllers.delete(runId)
      counter.leave()
      told(run, true)
    }
  }

  interface Counter {
    readonly requests: number
    readonly throttled: number
    usage: () => { requests: number; throttled: number }
    /** Lets go of the connection. */
    leave: () => void
  }

  async function end(run: RunRow, cancelled: boolean, error: unknown, counter: Counter): Promise<void> {
    const counts = await store.runs.counts(run.id)
    const settled = counts.done + counts.unchanged + counts.skipped
    const status = error ? (settled > 0 ? ('partial' as const) : ('failed' as const)) : endState(counts, cancelled)
    const usage = counter.usage()
    await store.runs.update(run.id, {
      status,
      phase: null,
      endedAt: now(),
      error: error ? toAppError(error) : null,
      requests: counter.requests + usage.requests,
      throttled: counter.throttled + usage.throttled,
    })
    await announce(run, status, counts)
  }

  /** Tells that a run has ended, in the app and through the host. */
  async function announce(run: RunRow, status: RunState, counts: Record<ItemState, number>): Promise<void> {
    const said = announcement(
      run,
      status,
      counts,
      (await store.tenants.find(run.tenantId))?.name ?? '',
      (await store.runs.find(run.id))?.result,
    )
    if (!said) return
    const notification = { id: ports.newId(), tenantId: run.tenantId, runId: run.id, ...said }
    await store.notifications.insert({ ...notification, at: now() })
    emit('notification.added', notification)
  }

  async function work(run: RunRow, tenant: TenantRow, signal: AbortSignal, counter: Counter): Promise<void> {
    const { graph, takeWorkLock: _takeWorkLock, ...rest } = ports
    const figures = () => {
      const usage = counter.usage()
      return { requests: counter.requests + usage.requests, throttled: counter.throttled + usage.throttled }
    }
    const ledger = createItemLedger(store.runs, run.id, ports.newId)
    const context: RunContext = {
      run,
      tenant,
      signal,
      ports: rest,
      async phase(text) {
        await store.runs.update(run.id, { phase: text, ...figures() })
        told(run)
      },
      async addItems(items) {
        await ledger.add(items)
        told(run)
      },
      items: () => ledger.items(),
      async updateItems(changes) {
        await ledger.update(changes, figures())
        told(run)
      },
      async result(figures) {
        const current = await store.runs.find(run.id)
        await store.runs.update(run.id, { result: { ...current?.result, ...figures } })
        told(run, true)
      },
      async checkCancelled() {
        const current = await store.runs.find(run.id)
        if (signal.aborted || current?.status === 'cancelling') throw new Failure('cancelled', 'The run was cancelled.')
        // A timer has to get its turn: awaited SQLite calls only yield micro-tasks.
        await new Promise<void>((resolve) => setImmediate(resolve))
      },
      emit: (event) => emit(event, { tenantId: run.tenantId }),
    }
    const connect = async (): Promise<GraphConnection> => {
      const connection = await graph.connect(tenant, signal)
      counter.usage = () => connection.reader.usage
      const stop = connection.onPause(() => told(run, true))
      connections.set(run.id, connection)
      counter.leave = () => {
        stop()
        connections.delete(run.id)
      }
      return connection
    }
    const handler = handlers[run.kind]
    if (handler.access === 'read') await handler.run(context, async () => (await connect()).reader)
    else {
      await handler.run(context, async () => {
        const connection = await connect()
        return { reader: connection.reader, writer: connection.writer(writeGuard(ports, tenant.id)) }
      })
    }
  }

  return {
    async start(request) {
      const handler = handlers[request.kind]
      const tenant = await store.tenants.find(request.tenantId)
      if (tenant && tenant.archivedAt !== null && !('offline' in handler && handler.offline)) {
        throw new Failure('badInput', `${tenant.name} is archived.`, { hint: 'Take it out of the archive first.' })
      }
      await adopt()
      const accepted = await store.runs.enqueue({ id: ports.newId(), at: now(), ...request })
      const run = await store.runs.find(accepted.runId)
      if (run && !controllers.has(run.id)) {
        told(run, true)
        void kick(run)
      }
      return accepted
    },
    async retry(run) {
      await adopt()
      if (!isEnded(run.status))
        throw new Failure('badInput', 'This run has not ended.', { hint: 'Cancel it first, or wait.' })
      const items = await store.runs.items(run.id)
      const open = items.filter(
        (item) =>
          item.state === 'failed' ||
          item.state === 'pending' ||
          item.state === 'running' ||
          item.state === 'unknown' ||
          item.state === 'waiting',
      )
      if (open.length === 0 && run.status !== 'failed')
        throw new Failure('badInput', 'This run has no failed items.', { hint: 'There is nothing to retry.' })
      // Two runs of one thing never go at once (rule A-3): then nothing of this one is touched.
      if (
        (await store.runs.unfinished()).some(
          (other) =>
            other.id !== run.id &&
            other.tenantId === run.tenantId &&
            other.kind === run.kind &&
            other.target === run.target,
        )
      ) {
        throw new Failure('busy', 'The same is in progress already.', { hint: 'Wait until it has ended.' })
      }
      await store.runs.update(run.id, { status: 'queued', endedAt: null, error: null })
      await store.runs.updateItems(
        open
          .filter((item) => item.state === 'failed' || item.state === 'waiting')
          .map((item) => ({ id: item.id, change: { state: 'pending', error: null, note: null } })),
      )
      void kick(run)
    },
    async cancel(run) {
      if (run.status === 'queued') await store.runs.update(run.id, { status: 'cancelled', endedAt: now() })
      else if (run.status === 'running') await store.runs.update(run.id, { status: 'cancelling' })
      told(run, true)
      controllers.get(run.id)?.abort()
    },
    waitingUntil(runId) {
      const until = connections.get(runId)?.pausedUntil() ?? 0
      return until > clock.now().getTime() ? new Date(until).toISOString() : null
    },
    async finished(runId) {
      for (;;) {
        const run = await store.runs.find(runId)
        if (!run || isEnded(run.status)) return
        const busy = working.get(run.tenantId)
        if (!busy) throw new Failure('busy', 'The run is not worked on by this process.')
        await busy
      }
    },
    adopt,
    async recover() {
      await adopt()
      for (const run of await store.runs.unfinished()) void kick(run)
    },
    async close() {
      closing = true
      for (const controller of controllers.values()) controller.abort()
      await Promise.allSettled(working.values())
      lock?.release()
    },
  }
}
