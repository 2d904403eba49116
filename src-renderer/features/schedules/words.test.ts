import { expect, it } from 'vitest'
import { words } from './words.ts'

it('what a schedule keeps is a list of what it counts', () => {
  expect(words.list.keep({ last: 7, daily: 1, weekly: 0, monthly: 12 })).toBe('last 7, 1 day, 12 months')
})

it('a schedule that keeps nothing says so', () => {
  expect(words.list.keep({ last: 0, daily: 0, weekly: 0, monthly: 0 })).toBe('nothing')
})
