import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '#app/ports/ports.ts'

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    await wait(milliseconds, undefined, signal ? { signal } : {})
  },
}
