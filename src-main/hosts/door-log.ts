import type { Log } from '#app/ports/ports.ts'

/** Says what a door refused or ignored. */
export type DoorLog = (message: string, fields?: Readonly<Record<string, unknown>>) => void

const linesPerMinute = 60

/**
 * A log for what comes in through a door: at most sixty lines a minute, so that nobody fills the disk from outside. It
 * never throws.
 *
 * @param now milliseconds of a clock; a test gives its own
 */
export function createDoorLog(log: Log, now: () => number = Date.now): DoorLog {
  let minute = 0
  let lines = 0
  return (message, fields = {}) => {
    const current = Math.floor(now() / 60_000)
    if (current !== minute) [minute, lines] = [current, 0]
    lines += 1
    if (lines > linesPerMinute) return
    try {
      log.warn(fields, lines === linesPerMinute ? `${message}; more of this minute is not logged` : message)
    } catch {
      // A log that cannot be written is no reason to stop.
    }
  }
}

/** What an error says in a log line. */
export const inLog = (error: unknown): { readonly error: string } => ({
  error: error instanceof Error ? (error.stack ?? error.message) : String(error),
})
