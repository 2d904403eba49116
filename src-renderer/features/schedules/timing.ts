import { words } from './words.ts'

/** How often a schedule runs, as the form asks for it. */
export interface Timing {
  readonly every: 'day' | 'weekdays' | 'week' | 'month' | 'custom'
  /** `HH:MM` on the wall clock of the zone. */
  readonly time: string
  /** 0 is Sunday, as cron counts. */
  readonly weekday: string
  /** Of the month, 1 to 28, so that every month has it. */
  readonly day: string
  readonly cron: string
}

/** The cron expression of a timing. */
export function cronOf({ every, time, weekday, day, cron }: Timing): string {
  const [hour = '0', minute = '0'] = time.split(':')
  const at = `${Number(minute)} ${Number(hour)}`
  return {
    day: `${at} * * *`,
    weekdays: `${at} * * 1-5`,
    week: `${at} * * ${weekday}`,
    month: `${at} ${day} * *`,
    custom: cron,
  }[every]
}

/** What the form shows for a cron expression: one of its own ways, or the expression. */
export function timingOf(cron: string): Timing {
  const found = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|1-5|[0-6])$/.exec(cron)
  const custom: Timing = { every: 'custom', time: '05:00', weekday: '1', day: '1', cron }
  if (!found) return custom
  const [, minute = '', hour = '', day = '', weekday = ''] = found
  const known = { ...custom, time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` }
  if (day !== '*') return weekday === '*' ? { ...known, every: 'month', day } : custom
  return weekday === '*'
    ? { ...known, every: 'day' }
    : weekday === '1-5'
      ? { ...known, every: 'weekdays' }
      : { ...known, every: 'week', weekday }
}

/** A timing as a sentence. */
export function timingWords(cron: string): string {
  const timing = timingOf(cron)
  switch (timing.every) {
    case 'day':
      return words.timing.day(timing.time)
    case 'weekdays':
      return words.timing.weekdays(timing.time)
    case 'week':
      return words.timing.week(Number(timing.weekday), timing.time)
    case 'month':
      return words.timing.month(timing.day, timing.time)
    case 'custom':
      return cron
  }
}
