import { describe, expect, it } from 'vitest'
import type { Json } from '../json.ts'
import { diffDocuments } from '../diff/json-diff.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import { mayMeet, reachOf } from './reach.ts'

const odata = (kind: string) => ({ '@odata.type': `#microsoft.graph.${kind}` })
const everybody = { target: odata('allDevicesAssignmentTarget') }
const pilot = '51000000-0000-4000-8000-00000000000a'
const to = (groupId: string, kind = 'groupAssignmentTarget') => ({ target: { ...odata(kind), groupId } })
const filtered = (mode: string) => ({
  target: {
    ...odata('allDevicesAssignmentTarget'),
    deviceAndAppManagementAssignmentFilterId: 'f0000000-0000-4000-8000-00000000000f',
    deviceAndAppManagementAssignmentFilterType: mode,
  },
})
const reach = (...assignments: Json[]) => reachOf({ assignments })

describe('two policies', () => {
  it('meet in one group whatever the case of its id, and where one of them reaches everybody (043-5)', () => {
    expect(mayMeet(reach(to(pilot)), reach(to(pilot.toUpperCase())))).toBe(true)
    expect(mayMeet(reach(to(pilot)), reach(everybody))).toBe(true)
    expect(mayMeet(reach(to(pilot)), reach(to('52000000-0000-4000-8000-00000000000b')))).toBe(false)
    expect(mayMeet(reach(everybody), reach())).toBe(false)
  })

  it('are kept apart by an exclusion and by one filter in opposite modes (043-5)', () => {
    const ring2 = reach(everybody, to(pilot, 'exclusionGroupAssignmentTarget'))
    expect(mayMeet(reach(to(pilot)), ring2)).toBe(false)
    expect(mayMeet(reach(to(pilot), everybody), ring2)).toBe(true)
    expect(mayMeet(reach(filtered('include')), reach(filtered('exclude')))).toBe(false)
    expect(mayMeet(reach(filtered('include')), reach(filtered('include')))).toBe(true)
    expect(mayMeet(reach(filtered('include')), reach(everybody))).toBe(true)
  })

  it('of app protection meet where they protect one app in one kind of management (043-5)', () => {
    const protection = (bundleId: string, targetedAppManagementLevels: string, more: Json = {}) =>
      reachOf({
        appGroupType: 'selectedPublicApps',
        targetedAppManagementLevels,
        apps: [{ mobileAppIdentifier: { bundleId } }],
        assignments: [everybody],
        ...more,
      })
    expect(mayMeet(protection('com.a', 'unmanaged'), protection('com.a', 'mdm'))).toBe(false)
    expect(mayMeet(protection('com.a', 'unmanaged'), protection('com.b', 'unmanaged'))).toBe(false)
    expect(mayMeet(protection('com.a', 'unspecified'), protection('com.a', 'mdm'))).toBe(true)
    expect(mayMeet(protection('com.a', 'mdm', { appGroupType: 'allApps' }), protection('com.b', 'mdm'))).toBe(true)
  })
})

describe('a list whose entries have no id', () => {
  it('that loses an entry is one change, that of this entry (044-2)', () => {
    const rule = (name: string): Json => ({
      children: [
        { settingDefinitionId: 'rule_name', simpleSettingValue: { value: name } },
        { settingDefinitionId: 'rule_action', simpleSettingValue: { value: `${name} action` } },
      ],
    })
    const policy = (...names: string[]): Json => ({
      name: 'P',
      settings: [{ settingInstance: { settingDefinitionId: 'rules', groupSettingCollectionValue: names.map(rule) } }],
    })
    const type = policyTypeOf('configurationPolicies')
    const changes = (before: Json, after: Json) =>
      diffDocuments(type, before, after).map(({ kind, before: left, after: right }) => [
        kind,
        JSON.stringify(left ?? right).includes('"a action"'),
      ])
    expect(changes(policy('a', 'b', 'c', 'd'), policy('b', 'c', 'd'))).toEqual([['removed', true]])
    expect(changes(policy('b', 'c'), policy('a', 'b', 'c'))).toEqual([['added', true]])
    expect(diffDocuments(type, policy('a', 'b'), policy('a', 'x'))).toHaveLength(2)
  })
})
