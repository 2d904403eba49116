import { expect, it } from 'vitest'
import { cronOf, timingOf, timingWords, type Timing } from './timing.ts'

const timing = (change: Partial<Timing>): Timing => ({
  every: 'day',
  time: '05:30',
  weekday: '1',
  day: '1',
  cron: '',
  ...change,
})

it('each way of the form has its cron expression', () => {
  expect(cronOf(timing({}))).toBe('30 5 * * *')
  expect(cronOf(timing({ every: 'weekdays' }))).toBe('30 5 * * 1-5')
  expect(cronOf(timing({ every: 'week', weekday: '0' }))).toBe('30 5 * * 0')
  expect(cronOf(timing({ every: 'month', day: '28' }))).toBe('30 5 28 * *')
  expect(cronOf(timing({ every: 'custom', cron: '*/5 * * * *' }))).toBe('*/5 * * * *')
})

it.each(['30 5 * * *', '0 0 * * 1-5', '15 23 * * 6', '5 7 28 * *'])('%s survives the form', (cron) => {
  expect(cronOf(timingOf(cron))).toBe(cron)
})

it.each(['*/5 * * * *', '0 5 1 * 1', '0 5 * 2 *', '0 5 * * 1,3', 'nonsense'])(
  'what the form has no way for stays an expression: %s',
  (cron) => {
    expect(timingOf(cron)).toMatchObject({ every: 'custom', cron })
    expect(timingWords(cron)).toBe(cron)
  },
)

it('a timing is a sentence', () => {
  expect(timingWords('5 7 * * *')).toBe('Every day at 07:05')
  expect(timingWords('0 22 * * 1-5')).toBe('Monday to Friday at 22:00')
  expect(timingWords('0 22 * * 0')).toBe('Every Sunday at 22:00')
  expect(timingWords('0 22 3 * *')).toBe('On day 3 of each month at 22:00')
})
