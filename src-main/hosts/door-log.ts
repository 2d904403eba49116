import type { Log } from '#app/ports/ports.ts'

/** Logs what a door refused or ignored. */
export type DoorLog = (message: string, fields?: Readonly<Record<string, unknown>>) => void

const linesPerMinute = 60

/**
 * A log for input from outside: at most sixty lines per minute, so that the disk can't be filled from outside. It never
 * throws.
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
      // A failed log write must not stop anything.
    }
  }
}

/** An error for a log line. */
export const inLog = (error: unknown): { readonly error: string } => ({
  error: error instanceof Error ? (error.stack ?? error.message) : String(error),
})
