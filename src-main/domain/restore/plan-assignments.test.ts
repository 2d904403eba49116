import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import { objects, type Json } from '../json.ts'
import type { PlanItem } from './plan.ts'
import { guid, live, odata, planner, source } from './planning.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)

describe('assignments', () => {
  const update = (assignments: Json[], more: Json = {}): Json => ({
    displayName: 'U',
    featureUpdateVersion: 'Windows 11, version 24H2',
    roleScopeTagIds: ['0'],
    assignments,
    ...more,
  })
  const everybody = { target: odata('allDevicesAssignmentTarget') }
  const filtered = {
    target: {
      ...odata('groupAssignmentTarget'),
      groupId: guid(5),
      deviceAndAppManagementAssignmentFilterId: guid(7),
      deviceAndAppManagementAssignmentFilterType: 'include',
    },
  }
  const world = { directory: { groups: [{ id: guid(5), name: 'Pilot' }] } }
  const filter = live('assignmentFilters', guid(7), { displayName: 'F', platform: 'windows10AndLater', rule: 'x' })
  const sent = (items: readonly PlanItem[]) =>
    items.flatMap((item) =>
      item.steps.filter((step) => step.assigns).flatMap((step) => objects((step.body ?? {})['assignments'])),
    )

  it('leave out one with a filter where the type takes none (006-3)', () => {
    const made = plan([source('windowsFeatureUpdateProfiles', guid(1), update([filtered]))], {
      ...world,
      live: { windowsFeatureUpdateProfiles: [], assignmentFilters: [filter] },
    })
    expect(sent(made)).toEqual([])
    expect(made[0]?.warnings).toEqual([
      "This policy type doesn't support assignment filters. The assignment with a filter is left out.",
    ])
  })

  it('leave out one with a filter where the kind of app takes none (006-3)', () => {
    const edge = source('mobileApps', guid(1), {
      ...odata('windowsMicrosoftEdgeApp'),
      displayName: 'Edge',
      publisher: 'M',
      channel: 'stable',
      assignments: [{ intent: 'required', ...filtered }],
      categories: [],
      relationships: [],
    })
    expect(
      plan([edge], { ...world, live: { mobileApps: [], assignmentFilters: [filter] } })[0]?.wanted['assignments'],
    ).toEqual([])
  })

  it('stay whole in their own tenant, also those that the product would not make (004-9)', () => {
    const there = live('windowsFeatureUpdateProfiles', guid(1), update([everybody, filtered]))
    const same = (more: Json) =>
      plan([source('windowsFeatureUpdateProfiles', guid(1), update([everybody, filtered], more))], {
        ...world,
        sameTenant: true,
        live: { windowsFeatureUpdateProfiles: [there], assignmentFilters: [filter] },
      })
    expect(same({})[0]).toMatchObject({ action: 'unchanged' })
    expect(same({ description: 'x' })[0]?.steps.map((step) => step.purpose)).toEqual(['Change description'])
  })

  it("of a policy set stay the set's own (025-2)", () => {
    const bySet = {
      id: 'a',
      source: 'policySets',
      sourceId: guid(9),
      target: { ...odata('groupAssignmentTarget'), groupId: guid(5) },
    }
    const script = (assignments?: Json[], more: Json = {}): Json => ({
      displayName: 'S',
      fileName: 'a',
      scriptContent: 'R2V0',
      runAsAccount: 'system',
      ...(assignments ? { assignments } : {}),
      ...more,
    })
    const there = live('deviceManagementScripts', guid(1), script([bySet]))
    const without = plan([source('deviceManagementScripts', guid(1), script(undefined, { description: 'x' }))], {
      ...world,
      sameTenant: true,
      live: { deviceManagementScripts: [there] },
    })
    expect(without[0]?.steps.map((step) => step.purpose)).toEqual(['Change description'])
  })

  it('that are made one by one are added before others are removed (024-3)', () => {
    const terms = (groupIds: string[]): Json => ({
      displayName: 'T',
      title: 'T',
      bodyText: 'b',
      acceptanceStatement: 'a',
      assignments: groupIds.map((groupId) => ({
        id: `x${groupId}`,
        target: { ...odata('groupAssignmentTarget'), groupId },
      })),
    })
    const [item] = plan([source('termsAndConditions', guid(1), terms([guid(5)]))], {
      directory: {
        groups: [
          { id: guid(5), name: 'A' },
          { id: guid(6), name: 'B' },
        ],
      },
      sameTenant: true,
      live: { termsAndConditions: [live('termsAndConditions', guid(1), terms([guid(6)]))] },
    })
    expect(item?.steps.map((step) => step.method)).toEqual(['POST', 'DELETE'])
  })

  it('and references that stand on both sides stay, though what they refer to is gone (011-17)', () => {
    const gone = { target: { ...odata('groupAssignmentTarget'), groupId: guid(8) } }
    const policy = (more: Json): Json => ({ ...update([gone]), roleScopeTagIds: ['0', '7'], ...more })
    const there = live('windowsFeatureUpdateProfiles', guid(1), policy({}))
    const restored = (item: Json, sameTenant: boolean) =>
      plan([source('windowsFeatureUpdateProfiles', guid(1), item)], {
        sameTenant,
        directory: { groups: [] },
        live: { windowsFeatureUpdateProfiles: [there], roleScopeTags: [] },
      })[0]
    expect(restored(policy({}), true)).toMatchObject({ action: 'unchanged' })
    expect(restored(policy({ description: 'x' }), true)?.steps.map((step) => step.body)).toEqual([{ description: 'x' }])
    // A reference that only the version has is no longer possible.
    const another = { target: { ...odata('groupAssignmentTarget'), groupId: guid(9) } }
    expect(restored({ ...policy({}), assignments: [gone, another] }, true)?.warnings.join(' ')).toContain(guid(9))
  })

  const app = (assignments: readonly (readonly [intent: string, kind: string, group: number])[]): Json => ({
    ...odata('winGetApp'),
    displayName: 'Tool',
    publisher: 'M',
    packageIdentifier: '9WZDNCRFJ3PZ',
    categories: [],
    relationships: [],
    assignments: assignments.map(([intent, kind, group]) => ({
      intent,
      target: { ...odata(`${kind}AssignmentTarget`), groupId: guid(group) },
    })),
  })
  const restored = (assignments: Parameters<typeof app>[0]) =>
    plan([source('mobileApps', guid(1), app(assignments))], {
      live: { mobileApps: [] },
      directory: { groups: [{ id: guid(5), name: 'Pilot' }] },
      names: { [`groups/${guid(5)}`]: 'Pilot', [`groups/${guid(6)}`]: 'Pilot' },
    })[0]

  it('include and exclude one group for two intents, as the source did (006-3)', () => {
    const item = restored([
      ['uninstall', 'group', 5],
      ['available', 'exclusionGroup', 5],
    ])
    expect(item).toMatchObject({ action: 'create', reason: null })
    expect(item?.wanted['assignments']).toHaveLength(2)
  })

  it('of two groups that became one are refused for the same intent only, with their names (006-3)', () => {
    expect(
      restored([
        ['required', 'group', 5],
        ['available', 'exclusionGroup', 6],
      ]),
    ).toMatchObject({ action: 'create' })
    const clash = restored([
      ['required', 'group', 5],
      ['required', 'exclusionGroup', 6],
    ])
    expect(clash).toMatchObject({ action: 'blocked' })
    expect(clash?.reason).toContain(
      '"Pilot" and "Pilot" map to the same group in the target, which would be included and excluded at once for the intent "required".',
    )
  })
})
