import type { MethodName, Input, Output } from '#contract/api/api.ts'
import { Failure, toAppError, type AppError } from '#contract/errors.ts'
import type { EventData, EventName } from '#contract/events.ts'
import { dispatch } from './api/dispatch.ts'
import type { Ports } from './ports/ports.ts'
import { createRunEngine } from './runs/engine.ts'
import { runDefinitions } from './run-kinds/registry.ts'
import { createScheduler, type Scheduler } from './schedules/scheduler.ts'

export type Listener = <Name extends EventName>(name: Name, data: EventData<Name>) => void

/** The product without a host: one door, events, and the runs behind it. */
export interface Core {
  /** Calls a method by its contract. @throws Failure */
  call<Name extends MethodName>(name: Name, input: Input<Name>): Promise<Output<Name>>
  /** Calls a method whose name and input came from outside; never throws. */
  callUntrusted(name: string, input: unknown): Promise<{ result: unknown } | { error: AppError }>
  /** Tells the listener about changes until the answer is called. */
  subscribe(listener: Listener): () => void
  /** Tells everybody that listens something that the host knows: a notification of the operating system was chosen. */
  publish: Listener
  /** Resolves when the run has ended. */
  finished(runId: string): Promise<void>
  /** Goes on with what an earlier process left unfinished. @throws Failure `busy` */
  recover(): Promise<void>
  /** Records what a dead process left unfinished, without going on with it. @throws Failure `busy` */
  adopt(): Promise<void>
  /** Backups by the clock; the host says when to look. */
  readonly schedules: Scheduler
  close(): Promise<void>
}

/** Puts the product together from its ports. No globals: a process may hold several cores. */
export function createCore(ports: Ports): Core {
  const listeners = new Set<Listener>()
  const emit: Listener = (name, data) => {
    for (const listener of listeners) listener(name, data)
  }
  const engine = createRunEngine(ports, runDefinitions, emit)
  const { graph: _graph, takeWorkLock: _takeWorkLock, ...rest } = ports
  const context = { ports: rest, engine, emit }
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
    recover: () => engine.recover(),
    adopt: () => engine.adopt(),
    schedules: createScheduler(rest, engine, emit),
    close: () => engine.close(),
  }
}
