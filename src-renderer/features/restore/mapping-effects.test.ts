import { describe, expect, it } from 'vitest'
import type { MappedReference } from '#contract/model/plans.ts'
import { samplePlanItem } from '#renderer/test-support.ts'
import { effectsOf, unassignedItems } from './mapping-effects.ts'

const group = (id: string, how: MappedReference['how'] = 'missing'): MappedReference => ({
  kind: 'groups',
  sourceId: id,
  name: id,
  usedBy: 1,
  how,
  targetId: null,
  targetName: null,
  candidates: [],
  canCreate: true,
})
const assigned = (name: string, includes: string[][], excludes: string[] = []) =>
  samplePlanItem({ name, action: 'create', reach: { includes, excludes } })

const stores = assigned('Stores', [['groups/a']])
const both = assigned('Both', [['groups/a'], ['groups/b']])
const everybody = assigned('Everybody', [[]], ['groups/c'])
const filtered = assigned('Filtered', [['groups/b', 'assignmentFilters/f']])
const items = [stores, both, everybody, filtered]
const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name)

describe('the effect of what is not carried over (006-21)', () => {
  it('is a policy without assignments, or one that is assigned to fewer', () => {
    const references = [group('a'), group('b', 'same-name')]
    expect(effectsOf(items, references, {})).toEqual(
      new Map([['groups/a', { unassigned: 1, fewer: 1, notExcluded: 0, asIs: 0 }]]),
    )
    expect(effectsOf(items, references, { 'groups/a': 'id' })).toEqual(new Map())
    expect(names(unassignedItems(items, references, { 'groups/a': null }))).toEqual(['Stores'])
    expect(names(unassignedItems(items, references, { 'groups/a': null, 'groups/b': null }))).toEqual([
      'Stores',
      'Both',
      'Filtered',
    ])
  })

  it('takes all assignments with an exclusion that is missing, but not with one that somebody left out', () => {
    const references = [group('c')]
    expect(effectsOf([everybody], references, {}).get('groups/c')).toEqual({
      unassigned: 1,
      fewer: 0,
      notExcluded: 0,
      asIs: 0,
    })
    expect(effectsOf([everybody], references, { 'groups/c': null }).get('groups/c')).toEqual({
      unassigned: 0,
      fewer: 0,
      notExcluded: 1,
      asIs: 0,
    })
    expect(unassignedItems([everybody], references, { 'groups/c': null })).toEqual([])
  })

  it('is what the plan says as long as nobody has chosen anything', () => {
    expect(names(unassignedItems([{ ...stores, endsUnassigned: true }, both], [group('a', 'same-id')], {}))).toEqual([
      'Stores',
    ])
  })

  it('is none for an update: where an exclusion is missing, the target keeps its assignments', () => {
    const update = { ...everybody, action: 'update' as const }
    expect(effectsOf([update], [group('c')], {}).get('groups/c')).toMatchObject({ unassigned: 0, asIs: 1 })
    expect(unassignedItems([update], [group('c'), group('x')], { 'groups/x': null })).toEqual([])
  })

  it('stays for a policy that loses its assignments for another reason, and knows an ID in any letter case', () => {
    const lost = { ...assigned('Unsupported', [[]]), endsUnassigned: true }
    expect(names(unassignedItems([lost], [group('x')], { 'groups/x': null }))).toEqual(['Unsupported'])
    expect(effectsOf([assigned('Upper', [['groups/A']])], [group('a')], {}).get('groups/a')?.unassigned).toBe(1)
  })
})
