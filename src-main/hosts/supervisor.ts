import { setTimeout as pause } from 'node:timers/promises'
import type { Core, Listener } from '#app/core.ts'
import type { Log } from '#app/ports/ports.ts'
import { failure, Failure, toAppError, type AppError, type ErrorCode } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { HostCore } from './compose.ts'
import { inLog } from './door-log.ts'
import { words } from './words.ts'

export interface SupervisorOptions {
  /** Opens a core with the host's data folder, and with the log of the previous core, if there was one. */
  readonly open: (log: Log | undefined) => HostCore | Promise<HostCore>
  /** A core that works without the database, for one that can't be opened; by default, the host ends with the reason. */
  readonly limited?: (problem: AppError, log: Log | undefined) => HostCore
  /** Ends the host with a message for the user, because restarts didn't help. */
  readonly giveUp: (sentence: string) => void
  /** Milliseconds of a clock, replaceable in tests. */
  readonly now?: () => number
  /** Milliseconds to wait before the core is opened again after a failure. */
  readonly pauseMs?: number
  /** Milliseconds for the runs of a failed core to stop. */
  readonly letGoMs?: number
}

/** A core that survives uncaught errors. */
export interface SupervisedCore {
  /** Stays the same when the core behind it is replaced. */
  readonly core: Core
  readonly log: Log
  /** Takes an unhandled error: logs it and replaces the core. It never throws. */
  uncaught(error: unknown): void
  /** Closes the core, does work that nothing may disturb, and opens the core again. Calls wait meanwhile. */
  rebuild(work: () => Promise<void>): void
}

/** Codes of a database that can't be opened. */
const storageCodes: readonly ErrorCode[] = ['encrypted', 'storage', 'damaged']

/** Restarts within `restartWindowMs`; one more error and the host gives up. */
const maxRestarts = 3
const restartWindowMs = 60_000
/** How long work on the database waits for calls in flight. */
const patienceMs = 2_000
const lookEveryMs = 20

/** One core, from its start to its end. */
interface Life {
  readonly core: HostCore
  /** The database can't be opened. */
  readonly isLimited: boolean
  /** Rejects the pending calls. */
  readonly waiting: Set<(error: Failure) => void>
  hasEnded: boolean
  readonly end: AbortController
}

/**
 * Opens a core, lets it continue what an earlier process left, and replaces it after each uncaught error. The window or
 * web server doesn't notice. Unfinished runs are adopted like after a crash.
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
      // The disk may be full, which must not stop the restart.
    }
  }

  async function begin(): Promise<Life> {
    try {
      return await live(await options.open(log), false)
    } catch (error) {
      const problem = toAppError(error)
      if (!options.limited || !storageCodes.includes(problem.code)) throw error
      return live(options.limited(problem, log), true)
    }
  }

  async function live(core: HostCore, isLimited: boolean): Promise<Life> {
    log = core.log
    const life: Life = { core, isLimited, waiting: new Set(), hasEnded: false, end: new AbortController() }
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

  /** Lets calls in flight end, and first of all the one that asked for the work. */
  async function answered(life: Life): Promise<void> {
    for (let waited = 0; life.waiting.size > 0 && waited < patienceMs; waited += lookEveryMs) await pause(lookEveryMs)
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

  /**
   * Replaces the core until one opens without an error, or until there were too many.
   *
   * @param work what is done while no core is open
   */
  async function restart(failed: Life, work?: () => Promise<void>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<Life>()
    // It may be unused.
    promise.catch(() => {})
    current = promise
    let life: Life | null = failed
    if (work) {
      await answered(failed)
      await finish(failed)
      life = null
      // It reports its own errors. A host that ends meanwhile doesn't wait for it.
      if (!isClosed()) await work().catch((error: unknown) => write('error', error, 'work without a core failed'))
      // It was asked for, and says nothing about errors before it.
      restarts = []
    }
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
        if (work || life.isLimited !== failed.isLimited) emit('storage.changed', {})
        return hint(life)
      }
    }
  }

  /** Read again, because an error or the end of the host may have happened during a wait. */
  const isClosed = () => phase === 'closed'

  /** Screens reload runs, because the last events of the failed core may be out of date. */
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

  /** Works with the current core, and rejects if that core is replaced before it answers. */
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
      // A separate function, so that the same listener can subscribe twice.
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
    async close(gently) {
      phase = 'closed'
      await restarting
      const life = await current.catch(() => null)
      await life?.core.close(gently)
    },
  }

  return {
    core,
    log: (await current).core.log,
    rebuild(work) {
      if (phase !== 'open') return
      // Its calls fail in a moment, and more than one work at a time would be one too many.
      phase = 'ending'
      restarting = current
        .then((life) => restart(life, work))
        .catch((problem: unknown) => write('error', problem, 'the restart failed'))
    },
    uncaught(error) {
      write('error', error, 'an unhandled error')
      if (phase === 'opening') failedAgain = true
      if (phase !== 'open') return
      restarting = current.then(restart).catch((problem: unknown) => write('error', problem, 'the restart failed'))
      // Set immediately, because several errors often happen together.
      phase = 'ending'
    },
  }
}

const replaced = (): Failure => failure('unexpected', words.restarted)

/** Passes all unhandled errors of a process to a supervisor. Without listeners, the process would end. */
export function catchUncaught(
  source: { on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown },
  uncaught: (error: unknown) => void,
): void {
  source.on('uncaughtException', uncaught)
  source.on('unhandledRejection', uncaught)
}
