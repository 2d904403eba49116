import { describe, expect, it } from 'vitest'
import { diffDocuments } from '../diff/json-diff.ts'
import type { Json } from '../json.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import { aboutChange, aboutNew, aboutRemoved } from './severity.ts'
import { weakens } from './weakening.ts'

const target = (kind: string, more: Json = {}): Json => ({
  target: { '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`, ...more },
})
const group = (groupId: string, filter?: string): Json =>
  target('group', {
    groupId,
    ...(filter
      ? {
          deviceAndAppManagementAssignmentFilterId: filter,
          deviceAndAppManagementAssignmentFilterType: 'include',
        }
      : {}),
  })
const except = (groupId: string): Json => target('exclusionGroup', { groupId })

const about = (key: string, before: Json, after: Json) => {
  const type = policyTypeOf(key)
  return aboutChange(type, before, after, diffDocuments(type, before, after))
}
const compliance = (more: Json): Json => ({
  '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
  id: '1',
  displayName: 'Compliance',
  assignments: [],
  ...more,
})
const assigned = (before: Json[], after: Json[]) =>
  about('deviceCompliancePolicies', compliance({ assignments: before }), compliance({ assignments: after }))

describe('assignments (0820-1)', () => {
  it.each([
    ['everybody', [], [target('allDevices')], 'high', ['everybody']],
    ['another group too', [group('a')], [group('a'), group('b')], 'high', ['widened']],
    ['without its filter', [group('a', 'f')], [group('a')], 'high', ['widened']],
    ['another filter', [group('a', 'f')], [group('a', 'g')], 'high', ['widened', 'narrowed']],
    ['with a filter', [group('a')], [group('a', 'f')], 'medium', ['narrowed']],
    ['without its exclusion', [group('a'), except('b')], [group('a')], 'high', ['exclusionRemoved']],
    ['with an exclusion', [group('a')], [group('a'), except('b')], 'medium', ['narrowed']],
    ['one group less', [group('a'), group('b')], [group('a')], 'medium', ['narrowed']],
    ['nobody', [group('a'), except('b')], [], 'high', ['unassigned']],
  ])('%s', (_name, before, after, severity, reasons) => {
    expect(assigned(before, after)).toEqual({ severity, reasons })
  })
})

describe('content (0820-1)', () => {
  it('only its name and description, or scope tags', () => {
    expect(
      about('deviceCompliancePolicies', compliance({}), compliance({ displayName: 'New', description: 'd' })),
    ).toEqual({ severity: 'low', reasons: ['description'] })
    expect(
      about(
        'deviceCompliancePolicies',
        compliance({ roleScopeTagIds: ['0'] }),
        compliance({ roleScopeTagIds: ['0', '1'] }),
      ),
    ).toEqual({ severity: 'low', reasons: ['scopeTags'] })
  })

  it('a script, and one with all rights of the device', () => {
    const script = (content: string, runAsAccount: string): Json => ({
      id: '1',
      displayName: 'Script',
      scriptContent: Buffer.from(content).toString('base64'),
      runAsAccount,
      assignments: [],
    })
    expect(about('deviceManagementScripts', script('a', 'user'), script('b', 'user'))).toEqual({
      severity: 'medium',
      reasons: ['script'],
    })
    expect(about('deviceManagementScripts', script('a', 'system'), script('b', 'system'))).toEqual({
      severity: 'high',
      reasons: ['systemScript'],
    })
  })

  it('what protects less is worse than what is only another value, and the worst counts', () => {
    const before = compliance({ passwordRequired: true, passwordMinimumLength: 8, osMinimumVersion: '10.0.22631.1' })
    expect(
      about('deviceCompliancePolicies', before, { ...before, passwordMinimumLength: 6, description: 'd' }),
    ).toEqual({
      severity: 'high',
      reasons: ['weakened', 'description'],
    })
    expect(about('deviceCompliancePolicies', before, { ...before, passwordMinimumLength: 12 })).toEqual({
      severity: 'medium',
      reasons: ['settings'],
    })
  })

  it('a policy that is new or gone matters if somebody gets it', () => {
    expect(aboutNew(compliance({ assignments: [group('a')] }))).toEqual({ severity: 'medium', reasons: ['created'] })
    expect(aboutNew(compliance({})).severity).toBe('low')
    expect(aboutRemoved(compliance({ assignments: [group('a')] }))).toEqual({ severity: 'high', reasons: ['removed'] })
    expect(aboutRemoved(compliance({})).severity).toBe('low')
  })
})

describe('what protects less (0820-2)', () => {
  const asr =
    'settings[device_vendor_msft_policy_config_defender_attacksurfacereductionrules].settingInstance.groupSettingCollectionValue[0].children[device_vendor_msft_policy_config_defender_attacksurfacereductionrules_blockadobereader].choiceSettingValue.value'
  const choice = (id: string, value: string) => `device_vendor_msft_${id}_${value}`
  it.each<[string, unknown, unknown]>([
    ['passwordRequired', true, false],
    ['cameraBlocked', true, null],
    ['bitLockerEnabled', true, false],
    ['pinRequired', true, false],
    ['minimumPinLength', 6, 4],
    ['passwordMinutesOfInactivityBeforeLock', 5, 15],
    ['passwordMinutesOfInactivityBeforeLock', 5, null],
    ['osMinimumVersion', '10.0.22631', '10.0.19045'],
    ['osMinimumVersion', '14.2', null],
    ['state', 'enabled', 'enabledForReportingButNotEnforced'],
    [asr, choice('x', 'block'), choice('x', 'audit')],
    [
      'settings[device_vendor_msft_bitlocker_requiredeviceencryption].settingInstance.choiceSettingValue.value',
      choice('bitlocker_requiredeviceencryption', '1'),
      choice('bitlocker_requiredeviceencryption', '0'),
    ],
    [
      'settings[device_vendor_msft_policy_config_devicelock_devicepasswordenabled].settingInstance.choiceSettingValue.value',
      choice('policy_config_devicelock_devicepasswordenabled', '0'),
      choice('policy_config_devicelock_devicepasswordenabled', '1'),
    ],
    [
      'settings[device_vendor_msft_policy_config_defender_allowrealtimemonitoring].settingInstance.choiceSettingValue.value',
      choice('policy_config_defender_allowrealtimemonitoring', '1'),
      choice('policy_config_defender_allowrealtimemonitoring', '0'),
    ],
  ])('%s from %s to %s (0820-2)', (path, before, after) => {
    expect(weakens({ path, before, after })).toBe(true)
    expect(weakens({ path, before: after, after: before })).toBe(false)
  })

  it('names settings, and guesses none (0820-2)', () => {
    expect(weakens({ path: 'somethingBlocked', before: true, after: false })).toBe(false)
    expect(weakens({ path: 'somethingEnabled', before: true, after: false })).toBe(false)
  })

  it.each<[string, unknown, unknown]>([
    ['bluetoothAllowed', true, false],
    ['settings[device_vendor_msft_policy_config_edge_homepage].settingInstance.choiceSettingValue.value', 'a_1', 'a_0'],
    ['windowsSpotlightBlocked', true, false],
    ['automaticRedeploymentBlocked', true, false],
    [
      'settings[device_vendor_msft_policy_config_defender_allowuseruiaccess].settingInstance.choiceSettingValue.value',
      choice('policy_config_defender_allowuseruiaccess', '1'),
      choice('policy_config_defender_allowuseruiaccess', '0'),
    ],
    ['passwordMinimumLength', null, 8],
    ['state', 'on', 'off'],
    ['description', 'Required', null],
  ])('says nothing of %s from %s to %s', (path, before, after) => {
    expect(weakens({ path, before, after })).toBe(false)
  })
})
