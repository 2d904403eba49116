import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PlanOptions } from '#contract/model/plans.ts'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import { isObject, objects, type Json } from '../json.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import type { DirectoryEntry } from './mapping.ts'
import { planRestore, type LiveObject, type PlanInput, type SourceItem } from './plan.ts'

const contract = createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData)
const guid = (index: number) => `30000000-0000-4000-8000-00000000000${index}`

function source(type: string, id: string, document: Json): SourceItem {
  return {
    type: policyTypeOf(type),
    versionId: `v-${id}`,
    sourceId: id,
    name: String(document['displayName'] ?? document['name']),
    document: { id, ...document },
    missingSecrets: [],
  }
}

function plan(
  items: SourceItem[],
  more: {
    live?: Record<string, LiveObject[]>
    groups?: DirectoryEntry[]
    names?: Record<string, string>
    choices?: Record<string, string | null>
    sameTenant?: boolean
    options?: Partial<PlanOptions>
  } = {},
) {
  const input: PlanInput = {
    items,
    contract,
    options: PlanOptions.parse(more.options ?? {}),
    remembered: new Map(),
    sameTenant: more.sameTenant ?? false,
    live: new Map(Object.entries({ roleScopeTags: [], assignmentFilters: [], ...more.live })),
    directory: new Map([['groups', more.groups ?? []]]),
    sourceNames: new Map(Object.entries(more.names ?? {})),
    choices: new Map(Object.entries(more.choices ?? {})),
    graph: { bind: (path) => path, sameTenant: false, now: new Date(0) },
  }
  return planRestore(input)
}

const to = (target: Json) => ({ target })
const group = (id: string, filter?: string) =>
  to({
    '@odata.type': '#microsoft.graph.groupAssignmentTarget',
    groupId: id,
    ...(filter
      ? { deviceAndAppManagementAssignmentFilterId: filter, deviceAndAppManagementAssignmentFilterType: 'include' }
      : {}),
  })
const script = (more: Json = {}): Json => ({
  displayName: 'Script',
  fileName: 'a.ps1',
  scriptContent: 'R2V0',
  runAsAccount: 'system',
  roleScopeTagIds: ['0'],
  ...more,
})
const assigned = (document: Json = {}) =>
  objects(document['assignments']).map(({ target }) => (isObject(target) ? target['groupId'] : target))

describe('mapping', () => {
  it('uses the choice, then the id, then the unique name, and never guesses (006-1)', () => {
    const item = source('deviceManagementScripts', guid(1), script({ assignments: [group(guid(2))] }))
    const names = { [`groups/${guid(2)}`]: 'Pilot' }
    const same = [{ id: guid(2), name: 'Renamed' }]
    const one = [{ id: guid(3), name: 'Pilot' }]
    const two = [...one, { id: guid(4), name: 'Pilot' }]
    expect(assigned(plan([item], { names, groups: same }).items[0]?.wanted)).toEqual([guid(2)])
    expect(assigned(plan([item], { names, groups: one }).items[0]?.wanted)).toEqual([guid(3)])
    expect(plan([item], { names, groups: two }).items[0]).toMatchObject({
      action: 'blocked',
      reason: '2 groups have the name "Pilot". Choose one in the mapping.',
    })
    expect(
      assigned(plan([item], { names, groups: two, choices: { [`groups/${guid(2)}`]: guid(4) } }).items[0]?.wanted),
    ).toEqual([guid(4)])
  })

  it('lists an item with several possible counterparts among the references, to be matched by hand (006-13)', () => {
    const item = source('deviceManagementScripts', guid(1), script())
    const live = {
      deviceManagementScripts: [2, 3].map((index) => ({
        id: guid(index),
        name: 'Script',
        odataType: 'deviceManagementScript',
        document: { id: guid(index), ...script({ description: 'there' }) },
        fingerprint: 'f',
      })),
    }
    const doubtful = plan([item], { live })
    expect(doubtful.items[0]).toMatchObject({
      action: 'blocked',
      reason: '2 objects have the name "Script". Choose one in the mapping.',
    })
    expect(doubtful.references).toMatchObject([
      {
        kind: 'deviceManagementScripts',
        sourceId: guid(1),
        usedBy: 0,
        match: { how: 'ambiguous', candidates: [{ id: guid(2) }, { id: guid(3) }] },
      },
    ])
    const chosen = plan([item], { live, choices: { [`deviceManagementScripts/${guid(1)}`]: guid(3) } })
    expect([chosen.items[0]?.targetId, chosen.references[0]?.match]).toMatchObject([
      guid(3),
      { how: 'chosen', id: guid(3) },
    ])
    expect(plan([item], { live, choices: { [`deviceManagementScripts/${guid(1)}`]: null } }).items[0]).toMatchObject({
      action: 'skip',
    })
  })

  it('leaves out what the target does not have, and never widens an assignment (006-3)', () => {
    const item = source(
      'deviceManagementScripts',
      guid(1),
      script({ assignments: [group(guid(2)), group(guid(3), guid(5))] }),
    )
    const [planned] = plan([item], {
      groups: [{ id: guid(3), name: 'Here' }],
      names: { [`groups/${guid(2)}`]: 'Gone', [`assignmentFilters/${guid(5)}`]: 'Laptops' },
    }).items
    expect(planned?.wanted['assignments']).toEqual([])
    expect(planned?.warnings).toEqual([
      `The group "Gone" isn't in the target: the assignment is left out.`,
      `The filter "Laptops" isn't in the target: the assignment with this filter is left out.`,
    ])
  })

  it('matches scope tags of another tenant by name only (006-4)', () => {
    const item = source('deviceManagementScripts', guid(1), script({ roleScopeTagIds: ['0', '1'] }))
    const live = {
      roleScopeTags: [
        { id: '1', name: 'Other', odataType: 'roleScopeTag' },
        { id: '7', name: 'Stores', odataType: 'roleScopeTag' },
      ],
    }
    expect(plan([item], { live, names: { 'roleScopeTags/1': 'Stores' } }).items[0]?.wanted['roleScopeTagIds']).toEqual([
      '0',
      '7',
    ])
    expect(
      plan([item], { live, names: { 'roleScopeTags/1': 'Stores' }, sameTenant: true }).items[0]?.wanted[
        'roleScopeTagIds'
      ],
    ).toEqual(['0', '1'])
  })
})

describe('planner', () => {
  it('is pure, puts foundations first, and says why an object cannot be created (011-3)', () => {
    const items = [
      source('deviceManagementScripts', guid(1), script({ roleScopeTagIds: ['3'] })),
      source('roleScopeTags', '3', { displayName: 'Stores', description: null, isBuiltIn: false }),
      source('assignmentFilters', guid(4), { displayName: 'Newer', platform: '$platform', rule: 'x' }),
      source('mobileApps', guid(5), { '@odata.type': '#microsoft.graph.win32LobApp', displayName: 'Zebra' }),
    ]
    const first = plan(items, { names: { 'roleScopeTags/3': 'Stores' } })
    expect(JSON.stringify(plan(items, { names: { 'roleScopeTags/3': 'Stores' } }))).toBe(JSON.stringify(first))
    expect(first.items.map((item) => [item.name, item.action])).toEqual([
      ['Stores', 'create'],
      ['Newer', 'create'],
      ['Zebra', 'blocked'],
      ['Script', 'create'],
    ])
    expect(first.items[1]?.warnings).toEqual([
      'Not known to this version yet: platform. It is written as the tenant returned it.',
    ])
    expect(first.items[2]?.reason).toContain("a backup doesn't contain the app's content")
    expect(first.items[3]?.dependsOn).toEqual(['roleScopeTags/3'])
  })

  it('never calls it a low risk to write what runs a script as system (002-4)', () => {
    const risks = (more: Json) => {
      const live = script({ description: 'before', ...more })
      const of = (items: SourceItem[], entries: LiveObject[]) =>
        plan(items, { live: { deviceManagementScripts: entries } }).items[0]?.risk
      const item = source('deviceManagementScripts', guid(1), script({ description: 'after', ...more }))
      const entry = {
        id: guid(1),
        name: 'Script',
        odataType: 'deviceManagementScript',
        document: { id: guid(1), ...live },
        identity: null,
      }
      return [of([item], [entry]), of([item], [])]
    }
    expect(risks({})).toEqual(['medium', 'medium'])
    expect(risks({ runAsAccount: 'user' })).toEqual(['low', 'low'])
  })

  it('plans nothing for what is equal, and sends only what differs (011-3)', () => {
    const document = script({ description: 'a', assignments: [] })
    const live = (more: Json) => ({
      deviceManagementScripts: [
        {
          id: guid(1),
          name: 'Script',
          odataType: 'deviceManagementScript',
          document: { id: guid(1), ...document, ...more },
          fingerprint: 'f',
        },
      ],
    })
    const item = source('deviceManagementScripts', guid(1), document)
    expect(
      plan([item], { live: live({ lastModifiedDateTime: '2026-01-01T00:00:00Z', newProperty: 1 }), sameTenant: true })
        .items[0]?.action,
    ).toBe('unchanged')
    expect(plan([item], { live: live({ description: 'b' }), sameTenant: true }).items[0]?.steps).toMatchObject([
      { method: 'PATCH', body: { description: 'a' } },
    ])
  })
})
