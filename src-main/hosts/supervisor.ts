import { setTimeout as pause } from 'node:timers/promises'
import type { Core, Listener } from '#app/core.ts'
import type { Log } from '#app/ports/ports.ts'
import { failure, Failure, toAppError } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { HostCore } from './compose.ts'
import { inLog } from './door-log.ts'
import { words } from './words.ts'

export interface SupervisorOptions {
  /** Opens a core on the host's data folder; with the log of the one before, where there was one. */
  readonly open: (log: Log | undefined) => HostCore
  /** Ends the host, after a sentence for the person in front of it: restarts did not help. */
  readonly giveUp: (sentence: string) => void
  /** Milliseconds of a clock; a test gives its own. */
  readonly now?: () => number
  /** Milliseconds before the core is opened again where it could not be opened. */
  readonly pauseMs?: number
  /** Milliseconds that the runs of a failed core get to let go. */
  readonly letGoMs?: number
}

/** A core that outlives uncaught errors. */
export interface SupervisedCore {
  /** Stays the same while the core behind it is replaced. */
  readonly core: Core
  readonly log: Log
  /** Takes an unhandled error: logs it and replaces the core. It never throws. */
  uncaught(error: unknown): void
}

/** Restarts within `restartWindowMs`; one more error and the host gives up. */
const maxRestarts = 3
const restartWindowMs = 60_000

/** One core, from its start to its end. */
interface Life {
  readonly core: HostCore
  /** Rejects what callers still wait for. */
  readonly waiting: Set<(error: Failure) => void>
  hasEnded: boolean
  readonly end: AbortController
}

/**
 * Opens a core, lets it go on with what an earlier process left, and replaces it after each uncaught error: the window
 * or the web server never notices, and what the failed core had in hand is adopted as after a crash.
 *
 * @throws Failure when the first core cannot be opened
 */
export async function superviseCore(options: SupervisorOptions): Promise<SupervisedCore> {
  const now = options.now ?? Date.now
  const listeners = new Set<Listener>()
  let restarts: number[] = []
  let phase: 'open' | 'ending' | 'opening' | 'closed' = 'opening'
  let failedAgain = false
  let restarting: Promise<void> = Promise.resolve()
  let log: Log | undefined

  const emit: Listener = (name, data) => {
    for (const listener of listeners) {
      try {
        listener(name, data)
      } catch (error) {
        write('error', error, 'a listener of the host failed')
      }
    }
  }

  function write(level: 'error' | 'warn', error: unknown, message: string): void {
    try {
      log?.[level](inLog(error), message)
    } catch {
      // The disk may be full: that must not stop the restart.
    }
  }

  async function begin(): Promise<Life> {
    const core = options.open(log)
    log = core.log
    const life: Life = { core, waiting: new Set(), hasEnded: false, end: new AbortController() }
    core.subscribe((name, data) => {
      if (!life.hasEnded) emit(name, data)
    })
    try {
      await core.recover()
      return life
    } catch (error) {
      await finish(life)
      throw error
    }
  }

  async function finish(life: Life): Promise<void> {
    life.hasEnded = true
    life.end.abort()
    for (const reject of life.waiting) reject(replaced())
    await life.core
      .abandon(options.letGoMs ?? 5_000)
      .catch((error: unknown) => write('error', error, 'the failed core did not end well'))
  }

  let current = begin()
  await current
  phase = 'open'

  /** Replaces the core until one opens and stays without an error, or there were too many. */
  async function restart(failed: Life): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<Life>()
    // Nobody may be waiting for it.
    promise.catch(() => {})
    current = promise
    phase = 'ending'
    let life: Life | null = failed
    for (;;) {
      if (life) await finish(life)
      if (isClosed()) return reject(replaced())
      restarts = restarts.filter((at) => now() - at < restartWindowMs)
      if (restarts.length >= maxRestarts) {
        phase = 'closed'
        reject(new Failure('unexpected', words.gaveUp))
        return options.giveUp(words.gaveUp)
      }
      restarts.push(now())
      phase = 'opening'
      failedAgain = false
      life = await begin().catch((error: unknown) => {
        write('error', error, 'the core could not be opened again')
        return null
      })
      // Another process may have taken the work lock for a moment.
      if (!life) await pause(options.pauseMs ?? 1_000)
      if (life && !failedAgain && !isClosed()) {
        phase = 'open'
        resolve(life)
        return hint(life)
      }
    }
  }

  /** Read again here: an error or the end of the host may have come during a wait. */
  const isClosed = () => phase === 'closed'

  /** Screens read runs again: what the failed core told last may be out of date. */
  async function hint({ core }: Life): Promise<void> {
    try {
      for (const { id } of await core.call('tenants.list', {})) {
        const [latest] = await core.call('runs.list', { tenantId: TenantId.parse(id) })
        if (latest) emit('run.changed', { tenantId: id, runId: latest.id })
      }
    } catch (error) {
      write('warn', error, 'runs could not be listed after a restart')
    }
  }

  /** Works with the core of the moment; rejects when that core is replaced before it has answered. */
  async function withCore<T>(work: (core: HostCore) => Promise<T>): Promise<T> {
    const life = await current
    return new Promise<T>((resolve, reject) => {
      if (life.hasEnded) return reject(replaced())
      life.waiting.add(reject)
      work(life.core)
        .then(resolve, reject)
        .finally(() => life.waiting.delete(reject))
        .catch(() => {})
    })
  }

  const core: Core = {
    call: (name, input) => withCore((inner) => inner.call(name, input)),
    callUntrusted: (name, input) =>
      withCore((inner) => inner.callUntrusted(name, input)).catch((error: unknown) => ({ error: toAppError(error) })),
    subscribe(listener) {
      // A function of its own, so that the same listener may subscribe twice.
      const own: Listener = (name, data) => listener(name, data)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    publish: emit,
    async finished(runId) {
      for (;;) {
        const life = await current
        try {
          return await withCore((inner) => inner.finished(runId))
        } catch (error) {
          if (!life.hasEnded) throw error
        }
      }
    },
    recover: () => withCore((inner) => inner.recover()),
    adopt: () => withCore((inner) => inner.adopt()),
    schedules: {
      runDue: () => withCore((inner) => inner.schedules.runDue()),
      async watch(signal) {
        while (!signal.aborted) {
          const life = await current.catch(() => null)
          if (!life) return
          await life.core.schedules.watch(AbortSignal.any([signal, life.end.signal]))
        }
      },
    },
    async close() {
      phase = 'closed'
      await restarting
      const life = await current.catch(() => null)
      await life?.core.close()
    },
  }

  return {
    core,
    log: (await current).core.log,
    uncaught(error) {
      write('error', error, 'an unhandled error')
      if (phase === 'opening') failedAgain = true
      if (phase !== 'open') return
      restarting = current.then(restart).catch((problem: unknown) => write('error', problem, 'the restart failed'))
      // At once, not a moment later: several errors often come together.
      phase = 'ending'
    },
  }
}

const replaced = (): Failure => failure('unexpected', words.restarted)

/** Hands everything that nobody handled in a process to a supervisor; without listeners the process would end. */
export function catchUncaught(
  source: { on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown },
  uncaught: (error: unknown) => void,
): void {
  source.on('uncaughtException', uncaught)
  source.on('unhandledRejection', uncaught)
}
