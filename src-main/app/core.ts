import type { MethodName, Input, Output } from '#contract/api/api.ts'
import { Failure, toAppError, type AppError } from '#contract/errors.ts'
import type { EventData, EventName } from '#contract/events.ts'
import { createAlertDesk } from './alerts/desk.ts'
import { dispatch } from './api/dispatch.ts'
import { closeOpenedFiles } from './atlas-file/opened-files.ts'
import { createConnectionBook } from './connection/connection-book.ts'
import type { Ports } from './ports/ports.ts'
import { createRunEngine } from './runs/engine.ts'
import { runDefinitions } from './run-kinds/registry.ts'
import { createConductor } from './standards/conductor.ts'
import { createScheduler, type Scheduler } from './schedules/scheduler.ts'
import { deriveDue } from './search/derive-due.ts'

export type Listener = <Name extends EventName>(name: Name, data: EventData<Name>) => void

/** The product without a host: methods, events and runs. */
export interface Core {
  /** Calls a method by its contract. @throws Failure */
  call<Name extends MethodName>(name: Name, input: Input<Name>): Promise<Output<Name>>
  /** Calls a method with untrusted name and input. It never throws. */
  callUntrusted(name: string, input: unknown): Promise<{ result: unknown } | { error: AppError }>
  /** Calls the listener for changes until the returned function is called. */
  subscribe(listener: Listener): () => void
  /** Publishes an event of the host: a notification of the operating system was selected. */
  publish: Listener
  /** Resolves when the run has ended. */
  finished(runId: string): Promise<void>
  /** Continues what an earlier process left unfinished. @throws Failure `busy` */
  recover(): Promise<void>
  /** Records what a dead process left unfinished, without continuing it. @throws Failure `busy` */
  adopt(): Promise<void>
  /** Scheduled backups. The host decides when to check them. */
  readonly schedules: Scheduler
  /** Stops all work. @param gently lets objects that are being written finish */
  close(gently?: boolean): Promise<void>
}

/** Creates the product from its ports. It has no globals, so a process can have several cores. */
export function createCore(ports: Ports): Core {
  const listeners = new Set<Listener>()
  const emit: Listener = (name, data) => {
    for (const listener of listeners) {
      try {
        listener(name, data)
      } catch (error) {
        // One that fails must not keep the event from the others, nor undo what the event is about.
        ports.log.error(
          { event: name, error: error instanceof Error ? error.stack : String(error) },
          'a listener failed',
        )
      }
    }
  }
  const connections = createConnectionBook(ports.graph, ports.clock, (tenantId) =>
    emit('connection.changed', { tenantId }),
  )
  const engine = createRunEngine(
    { ...ports, graph: connections.graph },
    runDefinitions,
    emit,
    connections.failed,
    // It may be the one that a rollout waits for.
    () => conductor.nudge(),
  )
  const { graph: _graph, takeWorkLock: _takeWorkLock, ...rest } = ports
  /** Another process may have opened files too, and only one of them recovers. */
  let ownsFiles = false
  let isClosing = false
  let indexing = Promise.resolve()
  /** After an update, a salvage, or a process that was killed, words of versions from before this start are due. */
  async function indexWhatIsDue(): Promise<void> {
    const goesOn = () => (isClosing ? Promise.reject(new Error('closing')) : Promise.resolve())
    const due = [...(await rest.store.search.due(1)), ...(await rest.store.changes.due(1))]
    if (due.length === 0) return
    await deriveDue(rest, goesOn)
    for (const { id } of await rest.store.tenants.list()) emit('inventory.changed', { tenantId: id })
  }
  function makeIndex(): void {
    indexing = indexing.then(indexWhatIsDue).catch((error: unknown) => {
      if (!isClosing)
        ports.log.error({ error: error instanceof Error ? error.stack : String(error) }, 'no search index')
    })
  }
  const schedules = createScheduler(rest, engine, emit, () => {
    void alerts.round().catch((error: unknown) => {
      if (!isClosing)
        ports.log.error({ error: error instanceof Error ? error.stack : String(error) }, 'no round for alerts')
    })
  })
  const alerts = createAlertDesk(rest, () => schedules.notStarted(), emit)
  const conductor = createConductor(rest, engine, emit)
  const context = { ports: rest, connections, engine, alerts, conductor, emit }
  return {
    call: (name, input) => dispatch(context, name, input),
    async callUntrusted(name, input) {
      try {
        return { result: await dispatch(context, name, input) }
      } catch (error) {
        if (!(error instanceof Failure))
          ports.log.error(
            { method: name, error: error instanceof Error ? error.stack : String(error) },
            'method failed',
          )
        return { error: toAppError(error) }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    publish: emit,
    finished: (runId) => engine.finished(runId),
    async recover() {
      await engine.adopt()
      await closeOpenedFiles(rest)
      ownsFiles = true
      await engine.recover()
      conductor.nudge()
      makeIndex()
    },
    adopt: () => engine.adopt(),
    schedules,
    async close(gently) {
      isClosing = true
      await Promise.all([alerts.close(), conductor.close(), engine.close(gently)])
      await indexing
      if (ownsFiles) await closeOpenedFiles(rest)
    },
  }
}
