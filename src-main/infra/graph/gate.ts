import type { Clock } from '#app/ports/ports.ts'
import { limitsOf, type Limits, type Service } from './services.ts'

/** A request at the gate: how much it counts, and whether it writes. */
export interface Passage {
  readonly service: Service
  readonly write: boolean
  /** Requests that it counts for: each part of a batch counts (G-32). */
  readonly weight: number
  readonly signal: AbortSignal
}

/** The gate for all requests to one tenant in this process. */
export interface Gate {
  /** Waits until the request is allowed, and sends it. */
  run<T>(passage: Passage, work: () => Promise<T>): Promise<T>
  /** The service asked to wait. Nothing calls it before that time, and then one request goes first. */
  pause(service: Service, milliseconds: number): void
  /** When the last pause ends, in milliseconds of the clock; 0 when there is none. */
  pausedUntil(): number
  /** Calls the listener for each pause until the returned function is called. */
  onPause(listener: () => void): () => void
}

/**
 * One gate for each tenant. If one worker is throttled, the others wait too, because their requests would prolong the
 * throttling (G-27).
 */
export function createGate(clock: Clock, limits: (service: Service) => Limits = limitsOf): Gate {
  const lanes = new Map<Service, Lane>()
  const listeners = new Set<() => void>()
  const lane = (service: Service): Lane => {
    const found = lanes.get(service) ?? createLane(clock, limits(service))
    lanes.set(service, found)
    return found
  }
  return {
    async run(passage, work) {
      const { enter, leave } = lane(passage.service)
      await enter(passage)
      const before = lane(passage.service).pauses()
      try {
        return await work()
      } finally {
        leave(lane(passage.service).pauses() === before)
      }
    },
    pause(service, milliseconds) {
      lane(service).pause(milliseconds)
      for (const listener of listeners) listener()
    },
    pausedUntil: () => Math.max(0, ...[...lanes.values()].map((entry) => entry.resumeAt())),
    onPause(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

interface Lane {
  enter(passage: Passage): Promise<void>
  leave(good: boolean): void
  pause(milliseconds: number): void
  pauses(): number
  resumeAt(): number
}

/** The share of the documented limit that this client uses, because its clock differs from the service's. */
const share = 0.95
/** Number of successful requests for each concurrent one, before another one is allowed after a pause. */
const calm = 15

function createLane(clock: Clock, limits: Limits): Lane {
  let running = 0
  let allowed = limits.concurrency
  let good = 0
  let resumeAt = 0
  let pauses = 0
  const waiting: (() => void)[] = []
  const all = createBudget(limits.windowMs, Math.max(1, limits.requests * share))
  const writes = createBudget(limits.windowMs, Math.max(1, limits.writes * share))

  function wake(): void {
    for (let free = allowed - running; free > 0 && waiting.length > 0; free -= 1) waiting.shift()!()
  }

  return {
    async enter({ write, weight, signal }) {
      for (;;) {
        signal.throwIfAborted()
        if (running >= allowed) {
          await place(waiting, signal)
          continue
        }
        const now = clock.now().getTime()
        const wait = Math.max(resumeAt - now, all.wait(now, weight), write ? writes.wait(now, weight) : 0)
        if (wait <= 0) break
        await clock.sleep(wait, signal)
      }
      running += 1
      const now = clock.now().getTime()
      all.spend(now, weight)
      if (write) writes.spend(now, weight)
    },
    leave(wasGood) {
      running -= 1
      // After a pause, start with one request, and allow more only after many have succeeded.
      good = wasGood ? good + 1 : 0
      if (good >= allowed * calm && allowed < limits.concurrency) {
        allowed += 1
        good = 0
      }
      wake()
    },
    pause(milliseconds) {
      resumeAt = Math.max(resumeAt, clock.now().getTime() + milliseconds)
      pauses += 1
      allowed = 1
      good = 0
    },
    pauses: () => pauses,
    resumeAt: () => resumeAt,
  }
}

/** Waits in the queue until it is released or aborted. */
function place(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => {
      signal.removeEventListener('abort', giveUp)
      resolve()
    }
    const giveUp = () => {
      waiting.splice(waiting.indexOf(go), 1)
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    }
    waiting.push(go)
    signal.addEventListener('abort', giveUp, { once: true })
  })
}

/** Counts what was used within a sliding window. */
function createBudget(windowMs: number, most: number) {
  const used: { at: number; weight: number }[] = []
  let sum = 0
  return {
    /** Milliseconds until this much may be used. */
    wait(now: number, weight: number): number {
      while (used.length > 0 && used[0]!.at <= now - windowMs) sum -= used.shift()!.weight
      if (sum === 0 || sum + weight <= most) return 0
      let freed = 0
      for (const entry of used) {
        freed += entry.weight
        if (sum - freed + weight <= most) return entry.at + windowMs - now
      }
      return windowMs
    },
    spend(now: number, weight: number): void {
      used.push({ at: now, weight })
      sum += weight
    },
  }
}
