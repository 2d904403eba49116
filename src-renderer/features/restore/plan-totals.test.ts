import { expect, it } from 'vitest'
import { samplePlanItem } from '#renderer/test-support.ts'
import { isRefused, totals, writes } from './plan-totals.ts'

it('totals are one sentence in the order of the actions, without empty parts', () => {
  expect(
    totals([
      samplePlanItem({ action: 'unchanged' }),
      samplePlanItem({ action: 'update' }),
      samplePlanItem({ action: 'create' }),
      samplePlanItem({ action: 'create' }),
      samplePlanItem({ action: 'blocked' }),
    ]),
  ).toBe('2 to create, 1 to update, 1 unchanged, 1 blocked')
})

it('an item that is not included counts apart from its action', () => {
  expect(totals([samplePlanItem({}), samplePlanItem({ included: false })])).toBe('1 to update, 1 not included')
})

it('a skipped item counts as skipped, though it is not included', () => {
  expect(totals([samplePlanItem({ action: 'skip', included: false })])).toBe('1 skipped')
})

it('only included changes are written', () => {
  expect(writes(samplePlanItem({ action: 'recreate' }))).toBe(true)
  expect(writes(samplePlanItem({ action: 'delete', included: false }))).toBe(false)
  expect(writes(samplePlanItem({ action: 'unchanged' }))).toBe(false)
  expect(writes(samplePlanItem({ action: 'conflict' }))).toBe(false)
})

it('an unknown outcome counts as refused, a missing one does not', () => {
  expect(isRefused({ seq: 1, state: 'unknown', note: null, error: null })).toBe(true)
  expect(isRefused({ seq: 1, state: 'done', note: null, error: null })).toBe(false)
  expect(isRefused(undefined)).toBe(false)
})
