import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import { objects, type Json } from '../json.ts'
import type { PlanItem } from './plan.ts'
import { guid, live, odata, planner, source } from './planning-fixture.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)

describe('objects that refer to each other', () => {
  const app = (name: string, relationships: Json[]): Json => ({
    ...odata('winGetApp'),
    displayName: name,
    publisher: 'P',
    packageIdentifier: name,
    assignments: [],
    categories: [],
    relationships,
  })
  const relation = (targetId: string, targetType: string): Json => ({
    ...odata('mobileAppDependency'),
    targetId,
    targetType,
    dependencyType: 'detect',
  })

  it("are no circle where one only knows of the other's relationship (008-7)", () => {
    const items = plan(
      [
        source('mobileApps', guid(1), app('P', [relation(guid(2), 'child')])),
        source('mobileApps', guid(2), app('C', [relation(guid(1), 'parent')])),
      ],
      { live: { mobileApps: [] } },
    )
    expect(items.map((item) => [item.name, item.dependsOn, item.later])).toEqual([
      ['C', [], []],
      ['P', [`mobileApps/${guid(2)}`], []],
    ])
  })

  it('are made one after the other, the first without its reference until a second pass (006-9)', () => {
    const items = plan(
      [
        source('mobileApps', guid(1), app('A', [relation(guid(2), 'child')])),
        source('mobileApps', guid(2), app('B', [relation(guid(1), 'child')])),
      ],
      { live: { mobileApps: [] } },
    )
    expect(items.map((item) => [item.name, item.action, item.dependsOn, item.later])).toEqual([
      ['B', 'create', [], [`mobileApps/${guid(1)}`]],
      ['A', 'create', [`mobileApps/${guid(2)}`], []],
    ])
  })
})

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

  it('never reach more devices than before: where a type takes no filter, one that has it is not made (006-3)', () => {
    const made = plan([source('windowsFeatureUpdateProfiles', guid(1), update([filtered]))], {
      ...world,
      live: { windowsFeatureUpdateProfiles: [], assignmentFilters: [filter] },
    })
    expect(sent(made)).toEqual([])
    expect(made[0]?.warnings).toEqual([
      'An assignment is limited by a filter, which cannot be made for this type: it is left out.',
    ])
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

  it('that the tenant holds stay whole, also those that the product would not make (004-9)', () => {
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

  it('that are made one by one are added before others go (024-3)', () => {
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
})
