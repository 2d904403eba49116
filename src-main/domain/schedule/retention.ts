/**
 * How many backups a schedule keeps: the last ones, and of days, weeks and months the newest each. 0 keeps none for
 * that reason.
 */
export interface Keep {
  readonly last: number
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
}

/** A backup that a schedule made. */
export interface Kept {
  readonly id: string
  readonly createdAt: string
  /** Everything in the tenant could be read. */
  readonly complete: boolean
  /** Versions that it holds. */
  readonly versions: number
}

/**
 * Ids of the backups that stay. The newest always stays, and so does the newest complete one: a schedule never leaves
 * a tenant without a backup. Of a day, week or month a complete backup stays rather than a later one with gaps. A backup
 * that holds far less than others does not count as complete: Graph answers an empty list instead of an error to an
 * account that lost its role.
 *
 * @param zone IANA time zone in which days, weeks and months are counted
 */
export function toKeep(backups: readonly Kept[], keep: Keep, zone: string): ReadonlySet<string> {
  const newest = backups.toSorted((left, right) => (left.createdAt < right.createdAt ? 1 : -1))
  const kept = new Set(newest.slice(0, Math.max(1, keep.last)).map(({ id }) => id))
  const most = Math.max(...backups.map(({ versions }) => versions))
  const isWhole = ({ complete, versions }: Kept) => complete && versions > 0 && versions * 2 >= most
  const whole = newest.find(isWhole)
  if (whole) kept.add(whole.id)
  const dayOf = dayIn(zone)
  const rules = [
    [keep.daily, (moment: string) => dayOf(moment)],
    [keep.weekly, (moment: string) => weekOf(dayOf(moment))],
    [keep.monthly, (moment: string) => dayOf(moment).slice(0, 7)],
  ] as const
  for (const [count, periodOf] of rules) {
    const best = new Map<string, Kept>()
    for (const backup of newest) {
      const period = periodOf(backup.createdAt)
      const before = best.get(period)
      if (!before || (!isWhole(before) && isWhole(backup))) best.set(period, backup)
    }
    for (const { id } of [...best.values()].slice(0, count)) kept.add(id)
  }
  return kept
}

/** `2026-11-26`, where the clock of the zone shows that day. */
function dayIn(zone: string): (moment: string) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return (moment) => format.format(new Date(moment))
}

/** The Monday that a day's week begins with (ISO 8601). */
function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}
