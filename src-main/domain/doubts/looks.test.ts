import { describe, expect, it } from 'vitest'
import type { Json } from '../json.ts'
import type { CapturePart, PartRoute } from '../policy-types/policy-type.ts'
import { believed, factsOf, settled, type Facts, type Look } from './looks.ts'

const assignments: CapturePart = { property: 'assignments', path: 'assignments', routes: ['list', 'object', 'below'] }
const settings: CapturePart = { property: 'settings', path: 'settings', routes: ['list', 'below'] }
const nothing: Facts = { isAssigned: null, settingCount: null, earlierAssignments: null }
const items = (count: number) => Array.from({ length: count }, (_, index) => ({ id: String(index) }))
const look = (route: PartRoute, count: number): Look => ({ route, items: items(count) })
const filtered = (filter: string): Look => ({
  route: 'list',
  items: [{ id: '1', target: { deviceAndAppManagementAssignmentFilterId: filter } }],
})

describe('an answer about assignments', () => {
  it.each<[string, readonly Look[], Partial<Facts>, number | undefined]>([
    ['some in the list', [look('list', 2)], {}, 2],
    ['none in the list alone', [look('list', 0)], {}, undefined],
    ['none in the list, and Graph says it is not assigned', [look('list', 0)], { isAssigned: false }, 0],
    ['none in the list, and none in the last version', [look('list', 0)], { earlierAssignments: 0 }, undefined],
    [
      'none in the list, which has some of others, and none in the last version',
      [look('list', 0)],
      { earlierAssignments: 0, listIsProven: true },
      0,
    ],
    ['none by two expands', [look('list', 0), look('object', 0)], {}, undefined],
    [
      'none by two expands, and Graph says it is not assigned',
      [look('list', 0), look('object', 0)],
      { isAssigned: false },
      0,
    ],
    ['none by any route', [look('list', 0), look('object', 0), look('below', 0)], { earlierAssignments: 2 }, 0],
    ['none in the list, but some in the last version', [look('list', 0)], { earlierAssignments: 3 }, undefined],
    ['none at its own address', [look('below', 0)], {}, 0],
    ['none at its own address, but some in the last version', [look('below', 0)], { earlierAssignments: 1 }, undefined],
    ['none by two routes', [look('list', 0), look('below', 0)], { earlierAssignments: 1 }, 0],
    [
      'none by two routes, but Graph says it is assigned',
      [look('list', 0), look('below', 0)],
      { isAssigned: true },
      undefined,
    ],
    ['none in the list, some at its own address', [look('list', 0), look('below', 2)], {}, 2],
  ])('is believed or not: %s (0807-3)', (_name, looks, facts, count) => {
    expect(believed(assignments, looks, { ...nothing, ...facts })?.length).toBe(count)
  })

  it('with a filter that is no ID is asked for again, and believed if it stays (0807-3)', () => {
    expect(believed(assignments, [filtered('6f9a1b7e-0000-4000-8000-000000000001')], nothing)).toHaveLength(1)
    expect(believed(assignments, [filtered('some text')], nothing)).toBeUndefined()
    expect(believed(assignments, [filtered('some text'), filtered('some text')], nothing)).toHaveLength(1)
  })

  it('that stays contradictory says nothing about them, with a doubt (0807-7)', () => {
    expect(settled(assignments, [look('list', 0), look('below', 0)], { ...nothing, isAssigned: true })).toEqual({
      items: undefined,
      doubt: { kind: 'noAssignments' },
    })
  })
})

describe('an answer about settings', () => {
  it('is believed when Graph promised as many (0807-3)', () => {
    const facts = { ...nothing, settingCount: 40 }
    expect(believed(settings, [look('list', 3)], facts)).toBeUndefined()
    expect(believed(settings, [look('list', 3), look('below', 40)], facts)).toHaveLength(40)
    expect(believed(settings, [look('list', 3)], nothing)).toBeUndefined()
    expect(believed(settings, [look('below', 3)], nothing)).toHaveLength(3)
  })

  it('is not believed if some came twice (0807-3)', () => {
    const twice: Look = { route: 'list', items: [...items(2), ...items(2)] }
    expect(believed(settings, [twice], { ...nothing, settingCount: 4 })).toBeUndefined()
    expect(settled(settings, [twice], { ...nothing, settingCount: 4 }).doubt).toEqual({
      kind: 'settingsMissing',
      read: 2,
      promised: 4,
    })
  })

  it('that stays too short is the longest one, with a doubt (0807-7)', () => {
    const { items: kept, doubt } = settled(settings, [look('list', 3), look('below', 25)], {
      ...nothing,
      settingCount: 40,
    })
    expect(kept).toHaveLength(25)
    expect(doubt).toEqual({ kind: 'settingsMissing', read: 25, promised: 40 })
  })
})

describe('an answer about a part that its object counts', () => {
  const part: CapturePart = {
    property: 'relationships',
    path: 'relationships',
    routes: ['object', 'below'],
    countedBy: ['dependentAppCount', 'supersededAppCount'],
    promisedBy: ['dependentAppCount'],
  }
  const factsWith = (item: Json): Facts => factsOf(item, part, null)
  const none = { dependentAppCount: 0, supersededAppCount: 0 }

  it.each<[string, readonly Look[], Json, number | undefined]>([
    ['none in the object, which counts none', [look('object', 0)], none, 0],
    ['none in the object, which counts some', [look('object', 0)], { ...none, dependentAppCount: 1 }, undefined],
    ['none in the object, which counts nothing', [look('object', 0)], { dependentAppCount: 0 }, undefined],
    ['some in the object, which counts none', [look('object', 1)], none, undefined],
    ['some at its own address', [look('object', 0), look('below', 2)], none, 2],
    ['none at its own address, and the object counts nothing', [look('below', 0)], {}, 0],
    [
      'none at its own address, although the object counts some',
      [look('below', 0)],
      { ...none, dependentAppCount: 1 },
      undefined,
    ],
    [
      'none at its own address of an app that others supersede',
      [look('below', 0)],
      { ...none, supersededAppCount: 1 },
      0,
    ],
    ['none at its own address, but one in the object', [look('object', 1), look('below', 0)], none, undefined],
  ])('%s (0807-3)', (_, looks, item, expected) => {
    expect(believed(part, looks, factsWith(item))?.length).toBe(expected)
  })

  it('is a doubt if the object counts some and no route has any (0807-3)', () => {
    const some = factsWith({ ...none, dependentAppCount: 1 })
    expect(settled(part, [look('object', 0), look('below', 0)], some)).toEqual({
      items: undefined,
      doubt: { kind: 'partMissing', property: 'relationships' },
    })
    expect(settled(part, [look('object', 1), look('below', 0)], some)).toMatchObject({ doubt: null })
  })
})
