import type { AlertRules, AlertTiming } from '#contract/model/alerts.ts'
import type { Condition } from '#domain/alerts/message.ts'
import { upcoming } from '#domain/schedule/due.ts'

/** When a channel sends an alert. */
export const timingOf = ({ kinds, timing }: AlertRules, { kind, severity }: Condition): AlertTiming =>
  kinds.includes(kind) ? timing[severity] : 'off'

/** The next daily message of a channel. */
export function nextDaily({ dailyAt, zone }: AlertRules, now: Date): Date {
  const [hours, minutes] = dailyAt.split(':').map(Number)
  return upcoming({ cron: `${minutes} ${hours} * * *`, zone }, now, 1)[0]!
}

const minuteMs = 60_000
/** How long to wait after each attempt: a bit more than a day in all. */
const pauses = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * minuteMs)
/** A service may ask for more time, but not for days. */
const longestPauseMs = 12 * 60 * minuteMs

/**
 * When to try again; null for never.
 *
 * @param attempts so far
 * @param asked milliseconds that the service asked for
 */
export function nextAttempt(attempts: number, asked: number | undefined, now: Date): Date | null {
  const pause = pauses[attempts - 1]
  return pause === undefined ? null : new Date(now.getTime() + Math.min(longestPauseMs, Math.max(pause, asked ?? 0)))
}
