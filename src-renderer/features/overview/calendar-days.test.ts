import { expect, it } from 'vitest'
import { calendarDays, dayKey, endOf, shade, todayIn, weeks } from './calendar-days.ts'

it('the calendar begins on a Monday and ends today', () => {
  const days = calendarDays(new Date('2026-11-20T00:00:00Z'))
  expect(days[0]?.getUTCDay()).toBe(1)
  expect(dayKey(days.at(-1)!)).toBe('2026-11-20')
  expect(days).toHaveLength((weeks - 1) * 7 + 5)
})

it('a Sunday ends its week', () => {
  expect(calendarDays(new Date('2026-11-22T00:00:00Z'))).toHaveLength(weeks * 7)
})

it('no day is missing or double where clocks change', () => {
  const keys = calendarDays(new Date('2026-11-20T00:00:00Z')).map(dayKey)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys).toContain('2026-03-29')
  expect(keys).toContain('2026-10-25')
})

it('today is the day of the zone, not of UTC', () => {
  const evening = new Date('2026-11-20T23:30:00Z')
  expect(dayKey(todayIn('Europe/Berlin', evening))).toBe('2026-11-21')
  expect(dayKey(todayIn('America/New_York', evening))).toBe('2026-11-20')
})

it('any change is visible, and the busiest day is the darkest', () => {
  expect([shade(0, 40), shade(1, 40), shade(10, 40), shade(11, 40), shade(40, 40)]).toEqual([0, 1, 1, 2, 4])
})

it('a day ends with its last millisecond in local time', () => {
  expect(new Date(endOf('2026-11-20')).getHours()).toBe(23)
  expect(endOf('2026-11-20')).toMatch(/\.999Z$/)
})
