import { expect, it } from 'vitest'
import { PlanId } from '#contract/model/ids.ts'
import { sampleRun } from '#renderer/test-support.ts'
import { unfinishedPlan } from './unfinished.ts'

const planId = PlanId.parse('22222222-2222-4222-8222-222222222222')
const endedAt = '2026-11-24T09:00:00.000Z'
const soon = Date.parse(endedAt) + 60_000
const plan = sampleRun({ kind: 'restore-plan', status: 'succeeded', endedAt, result: { planId } })

it('a plan that nobody carried out can be continued', () => {
  expect(unfinishedPlan([plan], soon)).toBe(plan)
})

it('a plan that was carried out, failed or is of another day is not offered', () => {
  expect(unfinishedPlan([sampleRun({ kind: 'restore', result: { planId } }), plan], soon)).toBeNull()
  expect(unfinishedPlan([sampleRun({ ...plan, status: 'failed' })], soon)).toBeNull()
  expect(unfinishedPlan([plan], soon + 2 * 86_400_000)).toBeNull()
  expect(unfinishedPlan([], soon)).toBeNull()
})
