import { expect, it } from 'vitest'
import { VersionId } from '#contract/model/ids.ts'
import type { ComparedPair } from '#contract/model/compare.ts'
import { isPromotable, kindsOf, pairKey } from './kinds.ts'

const pair = (change: Partial<ComparedPair>): ComparedPair => ({
  type: 'configurationPolicies',
  kind: 'Settings catalog',
  name: 'BitLocker',
  state: 'same',
  by: 'name',
  changes: 0,
  leftVersionId: VersionId.parse('left-1'),
  rightVersionId: VersionId.parse('right-1'),
  ...change,
})

it('pairs are counted by type and state', () => {
  expect(
    kindsOf([
      pair({}),
      pair({ state: 'different' }),
      pair({ state: 'left' }),
      pair({ kind: 'Script', state: 'right' }),
      pair({ state: 'different' }),
    ]),
  ).toEqual([
    { kind: 'Settings catalog', same: 1, different: 2, left: 1, right: 0 },
    { kind: 'Script', same: 0, different: 0, left: 0, right: 1 },
  ])
})

it('a pair and each of its halves have different keys', () => {
  const keys = [pair({}), pair({ rightVersionId: null }), pair({ leftVersionId: null })].map(pairKey)
  expect(new Set(keys).size).toBe(3)
})

it('only what the left side has and the right side lacks or has differently can be promoted', () => {
  expect(isPromotable(pair({ state: 'left', rightVersionId: null }))).toBe(true)
  expect(isPromotable(pair({ state: 'different' }))).toBe(true)
  expect(isPromotable(pair({ state: 'same' }))).toBe(false)
  expect(isPromotable(pair({ state: 'right', leftVersionId: null }))).toBe(false)
})
