import { describe, expect, it } from 'vitest'
import { itemStates, runStates, type ItemState } from '#contract/model/run-states.ts'
import { endState, isEnded, isSettled, itemSources, mayMove, mayMoveItem, runSources } from './states.ts'

const counts = (some: Partial<Record<ItemState, number>>) => ({
  ...(Object.fromEntries(itemStates.map((state) => [state, 0])) as Record<ItemState, number>),
  ...some,
})

describe('runs', () => {
  it('move only as the table allows: nothing starts but what is queued, and an ended run is only queued again (049-1)', () => {
    expect(runStates.filter((from) => mayMove(from, 'running'))).toEqual(['queued'])
    for (const from of runStates.filter(isEnded))
      expect(runStates.filter((to) => mayMove(from, to))).toEqual(['queued'])
  })

  it('leave no state by a move that the table does not have (049-1)', () => {
    expect(runSources('cancelled')).toEqual(['queued', 'running', 'cancelling'])
    expect(runSources('cancelling')).toEqual(['running'])
    for (const state of itemStates.filter(isSettled))
      expect(itemStates.filter((to) => mayMoveItem(state, to))).toEqual([])
    expect(itemSources('running')).toEqual(['pending', 'running', 'waiting', 'failed', 'unknown'])
    expect(itemSources('waiting')).toEqual(['running', 'waiting', 'unknown'])
  })

  it('end as their items say (049-1)', () => {
    expect(endState(counts({ done: 3, unchanged: 2, skipped: 1 }), false)).toBe('succeeded')
    expect(endState(counts({}), false)).toBe('succeeded')
    expect(endState(counts({ done: 3, failed: 1 }), false)).toBe('partial')
    expect(endState(counts({ done: 1, blocked: 1 }), false)).toBe('partial')
    expect(endState(counts({ done: 1, unknown: 1 }), false)).toBe('partial')
    expect(endState(counts({ failed: 1 }), false)).toBe('failed')
    expect(endState(counts({ waiting: 1 }), false)).toBe('partial')
    expect(endState(counts({ done: 1, pending: 4 }), true)).toBe('cancelled')
  })
})
