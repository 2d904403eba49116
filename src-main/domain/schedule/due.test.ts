import { describe, expect, it } from 'vitest'
import { due, isAhead, timingProblem, type Timing } from './due.ts'
import { toKeep } from './retention.ts'

const hour = 3_600_000
const start = new Date('2026-01-01T00:00:00Z')

/** A year of ticks a quarter of an hour apart; answers every moment that was acted on. */
function year(
  timing: Timing,
  clock: (tick: Date) => Date | null = (tick) => tick,
): { at: Date; acted: Date; missed: number }[] {
  const runs: { at: Date; acted: Date; missed: number }[] = []
  let last = start
  // As a scheduler does: it looks again when the next one is due, or when the clock did not go on as expected.
  let seen = start
  let next: Date | null = null
  for (let tick = start.getTime(); tick < Date.parse('2027-01-01T00:00:00Z'); tick += hour / 4) {
    const now = clock(new Date(tick))
    if (!now) continue
    const isEarly = next !== null && now < next && now >= seen
    seen = now
    if (isEarly) continue
    const found = due(timing, last, now)
    next = found.next
    const { at, missed } = found
    if (!at) continue
    runs.push({ at, acted: now, missed })
    last = at
  }
  return runs
}
const localDay = (zone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
  return (moment: Date) => format.format(moment)
}

describe.each([
  { zone: 'Europe/Berlin', missed: 2 },
  { zone: 'America/New_York', missed: 3 },
  { zone: 'Australia/Lord_Howe', missed: 2 },
])('a year of daily backups in $zone', ({ zone, missed }) => {
  // Half past two is skipped in spring and comes twice in autumn in Berlin, two o'clock in New York; Lord Howe moves by half an hour.
  for (const cron of ['30 2 * * *', '0 2 * * *', '15 1 * * *']) {
    it(`runs once on every day at ${cron}, over both changes of the clock (032-1)`, () => {
      const runs = year({ cron, zone })
      const days = runs.map(({ at }) => localDay(zone)(at))
      expect(new Set(days).size).toBe(days.length)
      expect(days.length).toBe(365)
      expect(runs.filter(({ missed }) => missed !== 0)).toEqual([])
      expect(runs.filter(({ at, acted }) => acted.getTime() - at.getTime() >= hour / 4)).toEqual([])
    })
  }

  it('makes up for a sleep of three days once, and goes on when the next one is due (032-2)', () => {
    const sleep = [Date.parse('2026-06-10T01:00:00Z'), Date.parse('2026-06-13T09:00:00Z')] as const
    const runs = year({ cron: '30 2 * * *', zone }, (tick) =>
      tick.getTime() >= sleep[0] && tick.getTime() < sleep[1] ? null : tick,
    )
    const after = runs.filter(({ acted }) => acted.getTime() >= sleep[0] && acted.getTime() < sleep[1] + 20 * hour)
    expect(after[0]!.acted.getTime()).toBe(sleep[1])
    expect(after[0]!.missed).toBe(missed)
    expect(after.filter(({ acted }) => acted.getTime() === sleep[1])).toHaveLength(1)
    expect(runs.length + after[0]!.missed).toBe(year({ cron: '30 2 * * *', zone }).length)
  })

  it('runs nothing twice when the clock is set back by a day, and goes on when it has caught up (032-3)', () => {
    const back = Date.parse('2026-06-10T12:00:00Z')
    const runs = year({ cron: '30 2 * * *', zone }, (tick) =>
      tick.getTime() >= back && tick.getTime() < back + 48 * hour ? new Date(tick.getTime() - 24 * hour) : tick,
    )
    const moments = runs.map(({ at }) => at.getTime())
    expect(new Set(moments).size).toBe(moments.length)
    expect(moments).toEqual(moments.toSorted((left, right) => left - right))
    expect(runs.length + runs.reduce((sum, { missed }) => sum + missed, 0)).toBe(
      year({ cron: '30 2 * * *', zone }).length,
    )
  })
})

describe('an absurd clock', () => {
  it('that was years ahead and is set right does not stop a schedule for years (032-3)', () => {
    const now = new Date('2026-06-10T12:00:00Z')
    expect(isAhead(new Date('2036-01-01T02:30:00Z'), now)).toBe(true)
    expect(isAhead(new Date('2026-06-11T02:30:00Z'), now)).toBe(false)
  })

  it('of a long sleep with a timing of every minute is caught up by one run (032-2)', () => {
    const now = new Date('2026-06-10T12:00:00Z')
    expect(due({ cron: '* * * * *', zone: 'UTC' }, new Date('2025-06-10T12:00:00Z'), now)).toMatchObject({
      at: now,
      next: new Date('2026-06-10T12:01:00Z'),
    })
  })
})

describe('a timing', () => {
  it('is refused with a sentence when it is none (032-4)', () => {
    expect(timingProblem({ cron: '0 3 * * 1', zone: 'Europe/Berlin' })).toBeNull()
    expect(timingProblem({ cron: '0 3 * *', zone: 'Europe/Berlin' })).toContain('five fields')
    expect(timingProblem({ cron: '99 3 * * *', zone: 'Europe/Berlin' })).toContain('is not a valid cron expression')
    expect(timingProblem({ cron: '0 3 31 2 *', zone: 'Europe/Berlin' })).toContain('never runs')
    expect(timingProblem({ cron: '0 3 * * *', zone: 'Mars/Olympus' })).toBe('"Mars/Olympus" is not a time zone.')
  })
})

describe('retention', () => {
  const daily = Array.from({ length: 400 }, (_, index) => ({
    id: String(index),
    createdAt: new Date(Date.parse('2026-11-26T03:00:00Z') - index * 24 * hour).toISOString(),
    complete: true,
    versions: 100,
  }))

  it('keeps the last ones, and the newest of each day, week and month (032-5)', () => {
    const kept = toKeep(daily, { last: 2, daily: 7, weekly: 4, monthly: 12 }, 'Europe/Berlin')
    expect([...kept].map((id) => daily[Number(id)]!.createdAt.slice(0, 10))).toEqual([
      '2026-11-26',
      '2026-11-25',
      '2026-11-24',
      '2026-11-23',
      '2026-11-22',
      '2026-11-21',
      '2026-11-20',
      '2026-11-15',
      '2026-11-08',
      '2026-10-31',
      '2026-09-30',
      '2026-08-31',
      '2026-07-31',
      '2026-06-30',
      '2026-05-31',
      '2026-04-30',
      '2026-03-31',
      '2026-02-28',
      '2026-01-31',
      '2025-12-31',
    ])
  })

  it('keeps the newest one whatever the numbers say (032-5)', () => {
    expect([...toKeep(daily, { last: 0, daily: 0, weekly: 0, monthly: 0 }, 'UTC')]).toEqual(['0'])
  })

  it('counts days in the zone of the schedule (032-5)', () => {
    // Two on one day of New York, though on two of UTC.
    const night = [
      { id: 'a', createdAt: '2026-11-25T22:30:00Z', complete: true, versions: 100 },
      { id: 'b', createdAt: '2026-11-25T23:30:00Z', complete: true, versions: 100 },
    ]
    expect([...toKeep(night, { last: 1, daily: 2, weekly: 0, monthly: 0 }, 'America/New_York')]).toEqual(['b'])
    expect(toKeep(night, { last: 1, daily: 2, weekly: 0, monthly: 0 }, 'Europe/Berlin').size).toBe(2)
  })

  it('never removes the newest backup without gaps for ones with gaps (032-5)', () => {
    const gaps = daily.map((backup, index) => ({ ...backup, complete: index >= 30 }))
    expect([...toKeep(gaps, { last: 3, daily: 0, weekly: 0, monthly: 0 }, 'UTC')]).toEqual(['0', '1', '2', '30'])
  })

  it('never removes the newest whole backup for ones of which most is missing (032-5)', () => {
    // All lists came back empty, without an error: what a role that was taken away looks like.
    const emptied = daily.map((backup, index) => ({ ...backup, versions: index < 5 ? 0 : index < 10 ? 20 : 100 }))
    expect([...toKeep(emptied, { last: 1, daily: 0, weekly: 0, monthly: 0 }, 'UTC')]).toEqual(['0', '10'])
  })

  it('keeps the whole backup of a day whose later one has gaps (032-5)', () => {
    // The day's later one has gaps: the earlier one stays for that day.
    const day = [
      { id: 'gaps', createdAt: '2026-11-25T20:00:00Z', complete: false, versions: 100 },
      { id: 'whole', createdAt: '2026-11-25T08:00:00Z', complete: true, versions: 100 },
      { id: 'next', createdAt: '2026-11-26T08:00:00Z', complete: true, versions: 100 },
    ]
    expect([...toKeep(day, { last: 1, daily: 2, weekly: 0, monthly: 0 }, 'UTC')].toSorted()).toEqual(['next', 'whole'])
  })
})
