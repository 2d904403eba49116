/** Milliseconds of a day. */
export const dayLength = 86_400_000
/** Columns of the calendar. */
export const weeks = 53

/** A day as `YYYY-MM-DD`. Days are counted in UTC, and only their names are local: no day is 23 hours long. */
export const dayKey = (date: Date): string => date.toISOString().slice(0, 10)

/** The current day in a time zone, as midnight UTC. */
export const todayIn = (zone: string, now = new Date()): Date =>
  new Date(`${new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now)}T00:00:00Z`)

/** The days of the calendar: whole weeks that begin on Monday, up to the last day, which is in the last week. */
export function calendarDays(last: Date): Date[] {
  const start = last.getTime() - ((last.getUTCDay() + 6) % 7) * dayLength - (weeks - 1) * 7 * dayLength
  return Array.from(
    { length: Math.round((last.getTime() - start) / dayLength) + 1 },
    (_, index) => new Date(start + index * dayLength),
  )
}

/** Five shades: none, and four quarters of the busiest day. */
export const shade = (changes: number, most: number): number =>
  changes === 0 ? 0 : Math.min(4, Math.ceil((changes / most) * 4))

/** The last moment of a day in local time. */
export const endOf = (day: string): string => new Date(`${day}T23:59:59.999`).toISOString()

/** The first moment of a day in local time. */
export const startOf = (day: string): string => new Date(`${day}T00:00:00.000`).toISOString()
