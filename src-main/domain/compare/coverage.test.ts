import { expect, it } from 'vitest'
import { catalogValues, repeatedGroups } from '../settings-catalog/catalog-values.ts'
import type { Json } from '../json.ts'
import { coverageOf, type Holder } from './coverage.ts'

const held = (policyId: string, values: string | readonly string[], assigned = true): Holder => ({
  policyId,
  values: new Set([values].flat()),
  assigned,
})
const apart = async () => false
const together = async () => true
const state = async (
  holders: readonly Holder[],
  meet: Parameters<typeof coverageOf>[3] = apart,
  wanted: readonly string[] = ['on'],
) => coverageOf('on', new Set(wanted), holders, meet)

it('says how a value of a baseline is met (066-1, 066-2)', async () => {
  expect(await state([])).toBe('missing')
  expect(await state([held('a', 'on')])).toBe('met')
  expect(await state([held('a', 'on', false)])).toBe('unassigned')
  expect(await state([held('a', 'off')])).toBe('otherValue')
  // What nobody gets contradicts nothing.
  expect(await state([held('a', 'off', false)])).toBe('missing')
  expect(await state([held('a', 'on'), held('b', 'off', false)])).toBe('met')
  expect(await state([held('a', 'on', false), held('b', 'off')])).toBe('otherValue')
  expect(await state([held('a', 'on'), held('b', 'off')])).toBe('partly')
  expect(await state([held('a', 'on'), held('b', 'off')], together)).toBe('conflicting')
})

it('takes only policies with the value into a conflict, and lets the baseline have several values (066-2)', async () => {
  const others: Parameters<typeof coverageOf>[3] = async (one, other) => one.policyId !== 'a' && other.policyId !== 'a'
  expect(await state([held('a', 'on'), held('b', 'off'), held('c', 'auto')], others)).toBe('partly')
  expect(await state([held('a', 'on'), held('b', 'off')], apart, ['on', 'off'])).toBe('met')
  expect(await state([held('a', 'on'), held('b', 'off')], together, ['on', 'off'])).toBe('conflicting')
})

it('counts each value of a list by itself, and takes merged values together (066-2)', async () => {
  expect(await state([held('a', ['on', 'more'])])).toBe('met')
  expect(await state([held('a', ['less', 'more'])])).toBe('otherValue')
  expect(await state([held('a', 'on'), held('b', 'off')], 'merged')).toBe('met')
})

const policy = (...instances: readonly Json[]): Json => ({
  settings: instances.map((settingInstance) => ({ settingInstance })),
})
const simple = (settingDefinitionId: string, value: unknown, kind = 'String'): Json => ({
  settingDefinitionId,
  simpleSettingValue: { '@odata.type': `#microsoft.graph.deviceManagementConfiguration${kind}SettingValue`, value },
})
const group = (...entries: readonly (readonly Json[])[]): Json => ({
  settingDefinitionId: 'group',
  groupSettingCollectionValue: entries.map((children) => ({ children })),
})
const keysOf = (document: Json, repeated: readonly string[] = []) =>
  catalogValues(document, new Set(repeated)).map(({ settingId, key }) => [settingId, key])

it('reads values that are equal in any tenant, whatever they are shown as (066-2)', () => {
  expect(keysOf(policy(simple('a', 0, 'Integer'), simple('b', 'none'), simple('c', '')))).toEqual([
    ['a', '0'],
    ['b', 'none'],
    ['c', '""'],
  ])
  const list = (...values: readonly string[]): Json => ({
    settingDefinitionId: 'list',
    simpleSettingCollectionValue: values.map((value) => ({ value })),
  })
  expect(keysOf(policy(list('x', 'y'))).toSorted()).toEqual(keysOf(policy(list('y', 'x'))).toSorted())
  // A secret, and the ID of a reusable setting, can't be compared.
  expect(keysOf(policy(simple('s', 'x', 'Secret'), simple('r', 'x', 'Reference')))).toEqual([
    ['s', null],
    ['r', null],
  ])
})

it('takes each entry of a group with several as one value, and otherwise what is in it (066-2)', () => {
  const one = policy(group([simple('a', 'x'), simple('b', 'y')]))
  const several = policy(group([simple('b', 'y'), simple('a', 'x')], [simple('a', 'z')]))
  expect(keysOf(one)).toEqual([
    ['a', 'x'],
    ['b', 'y'],
  ])
  expect(repeatedGroups(one)).toEqual([])
  expect(repeatedGroups(several)).toEqual(['group'])
  const entries = keysOf(several, ['group'])
  expect(entries).toHaveLength(2)
  expect(entries[0]).toEqual(keysOf(one, ['group'])[0])
  expect(keysOf(policy(group([simple('s', 'x', 'Secret')], [])), ['group'])[0]).toEqual(['group', null])
})
