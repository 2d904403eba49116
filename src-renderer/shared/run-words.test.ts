import { expect, it } from 'vitest'
import { itemCounts, sampleRun } from '#renderer/test-support.ts'
import { isRunning, pace, runProgress, runState, runSummary } from './run-words.ts'

const started = Date.parse('2026-11-20T08:00:00.000Z')
const running = (change: Parameters<typeof sampleRun>[0] = {}) =>
  sampleRun({
    status: 'running',
    endedAt: null,
    total: 100,
    counts: itemCounts({ done: 20, pending: 79, running: 1 }),
    ...change,
  })

it('a run that is stopping is still running', () => {
  expect(isRunning(running({ status: 'cancelling' }))).toBe(true)
  expect(isRunning(running({ status: 'partial' }))).toBe(false)
})

it('progress counts what is neither waiting nor in work, and a run without items has none', () => {
  expect(runProgress(running())).toBe(0.2)
  expect(runProgress(running({ total: 0, counts: itemCounts() }))).toBe(0)
})

it('the pace gives items per minute and the time left', () => {
  expect(pace(running(), started + 10_000)).toBe('120 items per minute, about 40 s left')
  expect(pace(running(), started + 60_000)).toBe('20 items per minute, about 4 min left')
})

it('the pace says how often Graph asked to wait', () => {
  expect(pace(running({ throttled: 1 }), started + 10_000)).toMatch(/left\. Graph asked to wait 1 time\.$/)
})

it('there is no pace before there is something to go by, nor after the end', () => {
  expect(pace(running({ counts: itemCounts({ done: 2, pending: 98 }) }), started + 10_000)).toBeNull()
  expect(pace(running(), started + 1000)).toBeNull()
  expect(pace(running({ status: 'succeeded' }), started + 10_000)).toBeNull()
})

it('an error is the summary of a run that failed', () => {
  expect(runSummary(sampleRun({ error: { code: 'unexpected', message: 'It failed.' } }))).toBe('It failed.')
})

it('a capture sums up versions, and names failures only where there are any', () => {
  const result = { newVersions: 2, unchanged: 193 }
  expect(runSummary(sampleRun({ result }))).toBe('2 new, 193 unchanged')
  expect(runSummary(sampleRun({ result, counts: itemCounts({ failed: 3 }) }))).toBe('2 new, 193 unchanged, 3 failed')
  expect(runSummary(sampleRun({ result: { ...result, doubtful: 1, missing: 8 } }))).toBe(
    '2 new, 193 unchanged, 1 contradictory, 8 no longer in the tenant',
  )
})

it('a drift check that captured too sums up its findings', () => {
  expect(
    runSummary(sampleRun({ kind: 'drift', result: { findings: 1, newFindings: 1, newVersions: 2, unchanged: 3 } })),
  ).toBe('1 finding, 1 new')
})

it('a restore sums up its items, unknown outcomes as failed', () => {
  const counts = itemCounts({ done: 3, failed: 1, unknown: 1, blocked: 2 })
  expect(runSummary(sampleRun({ kind: 'restore', counts }))).toBe('3 written, 2 failed, 2 blocked')
  expect(runSummary(sampleRun({ kind: 'rehearsal', counts }))).toBe('3 would succeed, 2 would fail')
})

it('a run without figures is summed up by its state', () => {
  expect(runSummary(sampleRun({ kind: 'sign-in' }))).toBe('Done')
})

it('calls a run contradictory that is partial without an open item', () => {
  expect(runState(sampleRun({ status: 'partial', counts: itemCounts({ done: 2 }) }))).toBe('Contradictory')
  expect(runState(sampleRun({ status: 'partial', counts: itemCounts({ done: 2, failed: 1 }) }))).toBe('Open items')
})
