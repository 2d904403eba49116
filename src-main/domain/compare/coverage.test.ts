import { expect, it } from 'vitest'
import { coverageOf, type HeldValue } from './coverage.ts'

const held = (policyId: string, value: string, assigned = true): HeldValue => ({ policyId, value, assigned })

it('says how a value of a baseline is met (066-1, 066-2)', () => {
  const state = (entries: readonly HeldValue[], meet: Parameters<typeof coverageOf>[2] = 'never') =>
    coverageOf('on', entries, meet)
  expect(state([])).toBe('missing')
  expect(state([held('a', 'on')])).toBe('met')
  expect(state([held('a', 'on'), held('b', 'on', false)])).toBe('met')
  expect(state([held('a', 'on', false)])).toBe('unassigned')
  expect(state([held('a', 'off')])).toBe('otherValue')
  // What nobody gets contradicts nothing.
  expect(state([held('a', 'off', false)])).toBe('missing')
  expect(state([held('a', 'on'), held('b', 'off', false)])).toBe('met')
  expect(state([held('a', 'on', false), held('b', 'off')])).toBe('otherValue')
  expect(state([held('a', 'on'), held('b', 'off')])).toBe('partly')
  expect(state([held('a', 'on'), held('b', 'off')], 'yes')).toBe('conflicting')
})

it('counts each value of a list by itself, and takes merged values together (066-2)', () => {
  const list = [held('a', 'one'), held('a', 'two')]
  expect(coverageOf('one', list, 'never')).toBe('met')
  expect(coverageOf('three', list, 'never')).toBe('otherValue')
  expect(coverageOf('one', [...list, held('b', 'three')], 'merged')).toBe('met')
})
