import type { Clock } from '#app/ports/ports.ts'
import { limitsOf, type Limits, type Service } from './services.ts'

/** What wants to pass: how much it counts, and whether it writes. */
export interface Passage {
  readonly service: Service
  readonly write: boolean
  /** Requests that it counts for: each part of a batch counts (G-32). */
  readonly weight: number
  readonly signal: AbortSignal
}

/** Lets requests to one tenant through, for all runs of this process together. */
export interface Gate {
  /** Waits until the request may go, and does it. */
  run<T>(passage: Passage, work: () => Promise<T>): Promise<T>
  /** The service asked to wait: nobody calls it before, and then one request goes first to see. */
  pause(service: Service, milliseconds: number): void
  /** When the last pause ends, in milliseconds of the clock; 0 when there is none. */
  pausedUntil(): number
  /** Hears of each pause until the answer is called. */
  onPause(listener: () => void): () => void
}

/**
 * One gate for each tenant: when one worker is told to wait, the others wait too, or they would only prolong
 * the throttling (G-27).
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

/** The share of the documented budget that this client takes: its clock is not the one of the service. */
const share = 0.95
/** Requests that go well, for each one in flight, before one more is let in after a pause. */
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
      // Back to one after a pause, and one more only after many have gone well: the service is never stormed again.
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

/** A place in the line; who gives up leaves it. */
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
