import { Cron } from 'croner'
import { words } from './words.ts'

/** When something runs: five cron fields, in the local time of a time zone. */
export interface Timing {
  readonly cron: string
  /** IANA name, e.g. `Europe/Berlin`. */
  readonly zone: string
}

/** What is due now. */
export interface Due {
  /** The newest moment that has passed without a run; null when nothing is due. */
  readonly at: Date | null
  /** Earlier moments that passed without a run: one run makes up for all of them. */
  readonly missed: number
  /** The next moment after now. */
  readonly next: Date | null
}

/** At most this many missed moments are counted; the same run makes up for all others. */
const most = 1_000

/** Whether a name is that of a time zone (IANA). */
export function isZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Why a timing cannot be used, as a sentence; null when it can. */
export function timingProblem({ cron, zone }: Timing): string | null {
  if (!isZone(zone)) return words.noZone(zone)
  try {
    if (cron.trim().split(/\s+/).length !== 5) return words.fiveFields
    return new Cron(cron, { timezone: zone }).nextRun() === null ? words.never : null
  } catch {
    return words.invalid(cron)
  }
}

/**
 * What is due. Each moment counts once: those from before the last one never again, also where the clock was set back,
 * and those of a sleep together. An hour that the clock skips in spring is made up for at once, one that it repeats in
 * autumn counts once.
 *
 * @param last the last moment that had its run
 */
export function due({ cron, zone }: Timing, last: Date, now: Date): Due {
  const job = new Cron(cron, { timezone: zone })
  let at: Date | null = null
  let missed = -1
  let next = job.nextRun(last)
  for (let count = 0; next !== null && next <= now && count < most; count += 1) {
    at = next
    missed += 1
    next = job.nextRun(next)
  }
  if (next !== null && next <= now) return { at: now, missed, next: job.nextRun(now) }
  return { at, missed: Math.max(0, missed), next }
}

/** A clock that is set back within this is waited for: no moment comes twice. Beyond it, it was wrong before. */
const longestSetBackMs = 48 * 3_600_000

/**
 * Whether the last moment lies so far ahead that the clock must have been wrong: waiting for it would end the schedule.
 */
export const isAhead = (last: Date, now: Date): boolean => last.getTime() - now.getTime() > longestSetBackMs

/** The next moments after now. */
export const upcoming = ({ cron, zone }: Timing, now: Date, count: number): Date[] =>
  new Cron(cron, { timezone: zone }).nextRuns(count, now)
