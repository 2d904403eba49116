import type { Clock } from '#app/ports/ports.ts'

/** Limits how many requests run at once, and stops all of them while Graph asks to wait. */
export interface Gate {
  /** Waits for a free place, runs the work, frees the place. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** Holds every request back for this long. */
  pause(milliseconds: number): void
}

/**
 * One gate for all requests to a tenant: when one worker is told to wait, the others wait too, or they would
 * only prolong the throttling (Graph docs: concepts/throttling; requests made while throttled count).
 */
export function createGate(clock: Clock, limit: number, signal: AbortSignal): Gate {
  let running = 0
  let resumeAt = 0
  const waiting: (() => void)[] = []

  async function enter(): Promise<void> {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    for (let left = resumeAt - clock.now().getTime(); left > 0; left = resumeAt - clock.now().getTime()) await clock.sleep(left, signal)
  }

  return {
    async run(work) {
      await enter()
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        // The place goes straight to the next one in line.
        if (next) next()
        else running -= 1
      }
    },
    pause(milliseconds) {
      resumeAt = Math.max(resumeAt, clock.now().getTime() + milliseconds)
    },
  }
}
