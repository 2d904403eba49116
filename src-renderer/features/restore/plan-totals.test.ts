import { expect, it } from 'vitest'
import { RunId } from '#contract/model/ids.ts'
import type { Rehearsal } from '#contract/model/plans.ts'
import { samplePlanItem } from '#renderer/test-support.ts'
import { isRefused, rehearsed, totals, writes } from './plan-totals.ts'

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

const rehearsal = (outcomes: Rehearsal['outcomes'], more: Partial<Rehearsal> = {}): Rehearsal => ({
  runId: RunId.parse('11111111-1111-4111-8111-111111111111'),
  status: 'succeeded',
  endedAt: '2026-11-24T09:00:00.000Z',
  error: null,
  outcomes,
  ...more,
})
const outcome = (seq: number, state: 'done' | 'failed') => ({ seq, state, note: null, error: null })

it('a rehearsal is complete once it tried everything that will be written', () => {
  const items = [samplePlanItem({ seq: 1 }), samplePlanItem({ seq: 2 })]
  const both = [outcome(1, 'done'), outcome(2, 'failed')]
  expect(rehearsed({ items, rehearsal: null })).toEqual({ isComplete: false, refused: 0 })
  expect(rehearsed({ items, rehearsal: rehearsal(both) })).toEqual({ isComplete: true, refused: 1 })
  expect(rehearsed({ items, rehearsal: rehearsal(both, { endedAt: null }) }).isComplete).toBe(false)
  expect(rehearsed({ items, rehearsal: rehearsal([both[0]!]) }).isComplete).toBe(false)
})

it('what failed in the rehearsal and was left out since then is no longer told', () => {
  const items = [samplePlanItem({ seq: 1 }), samplePlanItem({ seq: 2, included: false })]
  expect(rehearsed({ items, rehearsal: rehearsal([outcome(1, 'done'), outcome(2, 'failed')]) })).toEqual({
    isComplete: true,
    refused: 0,
  })
})
