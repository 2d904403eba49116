import { expect, it } from 'vitest'
import type { MappedReference } from '#contract/model/plans.ts'
import { createChoice, keyOf, kindTitle, missingGroups, outcomeOf } from './references.ts'

const reference = (how: MappedReference['how']): MappedReference => ({
  kind: 'groups',
  sourceId: 'group-1',
  name: 'Stores',
  usedBy: 1,
  how,
  targetId: null,
  targetName: null,
  candidates: [],
  canCreate: true,
})

it.each([
  ['same-id', 'mapped'],
  ['same-name', 'mapped'],
  ['remembered', 'mapped'],
  ['fixed', 'mapped'],
  ['created', 'created'],
  ['missing', 'left'],
  ['skipped', 'left'],
  ['ambiguous', 'open'],
] as const)('a reference that is %s is %s', (how, outcome) => {
  expect(outcomeOf(reference(how), {})).toBe(outcome)
})

it('a choice decides over the proposal', () => {
  const key = keyOf(reference('ambiguous'))
  expect(outcomeOf(reference('ambiguous'), { [key]: 'target-1' })).toBe('mapped')
  expect(outcomeOf(reference('ambiguous'), { [key]: createChoice })).toBe('created')
  expect(outcomeOf(reference('same-id'), { [key]: null })).toBe('left')
})

it('a kind without a title of its own has that of its policy type', () => {
  const types = new Map([['configurationPolicies', 'Settings catalog']])
  expect(kindTitle('groups', types)).toBe('Groups')
  expect(kindTitle('configurationPolicies', types)).toBe('Settings catalog')
  expect(kindTitle('somethingNew', types)).toBe('Other objects')
})

it('groups that the target lacks can be created in one step, once nobody has chosen otherwise (006-18)', () => {
  const [missing, found] = [reference('missing'), reference('same-name')]
  expect(missingGroups([missing, found, { ...missing, canCreate: false }], {})).toEqual([missing])
  expect(missingGroups([missing], { [keyOf(missing)]: null })).toEqual([])
})
