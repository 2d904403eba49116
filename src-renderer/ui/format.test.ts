import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { at, bytes, count, counted, duration, exactly, timeOfDay, timeZone, when } from './format.ts'

const now = new Date('2026-11-20T12:00:00.000Z')
/** Dates and numbers follow the system's language: what is tested is which parts are shown. */
const day = (moment: string, year?: 'numeric'): string =>
  new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', ...(year ? { year } : {}) }).format(
    new Date(moment),
  )
const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString()

beforeEach(() => {
  vi.useFakeTimers()
  vi.setSystemTime(now)
})
afterEach(() => {
  vi.useRealTimers()
})

it('a count has separators, and a noun in the singular only for one', () => {
  expect(count(5107)).toBe((5107).toLocaleString())
  expect(counted(0, 'policy', 'policies')).toBe('0 policies')
  expect(counted(1, 'policy', 'policies')).toBe('1 policy')
  expect(counted(2, 'run')).toBe('2 runs')
})

it('a moment within a day is an age', () => {
  expect(when(ago(0))).toBe('just now')
  expect(when(ago(1))).toBe('1 min ago')
  expect(when(ago(59))).toBe('59 min ago')
  expect(when(ago(60))).toBe('1 h ago')
  expect(when(ago(23 * 60 + 59))).toBe('23 h ago')
})

it('an older moment is a date, with the year only where it is another one', () => {
  expect(when(ago(24 * 60))).toContain(day(ago(24 * 60)))
  expect(when(ago(24 * 60))).not.toContain('2026')
  expect(when('2025-06-15T12:00:00.000Z')).toBe(day('2025-06-15T12:00:00.000Z', 'numeric'))
  expect(at(ago(1))).toContain(day(ago(1)))
})

it('no moment is no text', () => {
  expect([when(null), at(null), exactly(null), timeOfDay(null)]).toEqual(['', '', '', ''])
})

it('the exact moment names the year and the zone', () => {
  expect(exactly('2026-11-20T11:59:00.000Z')).toMatch(/2026/)
  expect(exactly('2026-11-20T11:59:00.000Z')).toContain(timeZone())
})

it('bytes step by thousands and keep one decimal', () => {
  expect(bytes(0)).toBe('0 B')
  expect(bytes(999)).toBe('999 B')
  expect(bytes(1500)).toBe(`${(1.5).toLocaleString()} KB`)
  expect(bytes(2_000_000)).toBe('2 MB')
  expect(bytes(5_000_000_000_000)).toBe(`${(5000).toLocaleString()} GB`)
})

it('a duration is shown in the unit that fits', () => {
  expect(duration(49)).toBe('<0.1 s')
  expect(duration(450)).toBe('0.5 s')
  expect(duration(1000)).toBe('1 s')
  expect(duration(59_400)).toBe('59 s')
  expect(duration(61_000)).toBe('1 min 1 s')
})
