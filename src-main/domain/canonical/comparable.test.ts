import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject, type Json } from '../json.ts'
import { configurationPolicies } from '../policy-types/configuration/configuration-policies.ts'
import { deviceConfigurations } from '../policy-types/configuration/device-configurations.ts'
import { canonicalText, sameCanonical } from './canonical.ts'
import { fingerprintText } from './comparable.ts'

/** The same value with the keys of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled)
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, entry]) => [key, shuffled(entry)]),
      )
    : value
}

describe('canonical form', () => {
  it('does not depend on the order of keys, and keeps every value (002-2)', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalText(shuffled(value))).toBe(canonicalText(value))
        expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('is compared without writing it (002-2)', () => {
    const one = fc.jsonValue({ maxDepth: 3 })
    fc.assert(
      fc.property(one, one, (left, right) => {
        expect(sameCanonical(left, right)).toBe(canonicalText(left) === canonicalText(right))
        expect(sameCanonical(left, shuffled(left))).toBe(true)
      }),
    )
    const holder = { name: 'a', list: [1, { deep: null }], none: undefined }
    expect(sameCanonical(holder, { list: [1, { deep: null }], name: 'a' })).toBe(true)
    for (const other of [
      { ...holder, name: 'b' },
      { ...holder, none: null },
      { ...holder, list: [{ deep: null }, 1] },
      { ...holder, list: { 0: 1 } },
      { name: 'a' },
      [holder],
      null,
    ]) {
      expect(sameCanonical(holder, other)).toBe(false)
      expect(sameCanonical(other, holder)).toBe(false)
    }
  })
})

const profile: Json = {
  '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration',
  id: '1',
  displayName: 'iOS',
  version: 3,
  cameraBlocked: false,
  roleScopeTagIds: ['1', '0'],
  assignments: [],
}

describe('fingerprint', () => {
  it('ignores what the service changes by itself (016-2)', () => {
    const later = {
      ...profile,
      version: 9,
      lastModifiedDateTime: '2026-01-01T00:00:00Z',
      createdDateTime: '2020-01-01T00:00:00Z',
      supportsScopeTags: true,
      roleScopeTagIds: ['0', '1'],
      auditRuleInformation: null,
    }
    expect(fingerprintText(deviceConfigurations, later)).toBe(fingerprintText(deviceConfigurations, profile))
    expect(fingerprintText(deviceConfigurations, { ...profile, cameraBlocked: true })).not.toBe(
      fingerprintText(deviceConfigurations, profile),
    )
    // A property that nobody knows yet may be a setting: it must make a version.
    expect(fingerprintText(deviceConfigurations, { ...profile, newSetting: true })).not.toBe(
      fingerprintText(deviceConfigurations, profile),
    )
  })

  it("ignores the order of settings and the service's numbering of them (016-2)", () => {
    const setting = (id: string, definition: string) => ({
      id,
      settingInstance: {
        '@odata.type': 'x',
        settingDefinitionId: definition,
        choiceSettingValue: { value: 'v', children: [] },
      },
    })
    const policy = (settings: unknown[]) => fingerprintText(configurationPolicies, { id: '1', name: 'n', settings })
    expect(policy([setting('0', 'b'), setting('1', 'a')])).toBe(policy([setting('0', 'a'), setting('1', 'b')]))
  })

  it('sees assignments by their target, not by their ids, and "no filter" in any form (004-2)', () => {
    const group = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'g' }
    const withAssignments = (assignments: unknown[]) =>
      fingerprintText(deviceConfigurations, { ...profile, assignments })
    const plain = withAssignments([{ id: 'a', target: group }])
    expect(
      withAssignments([
        {
          id: 'b',
          sourceId: 'x',
          target: {
            ...group,
            deviceAndAppManagementAssignmentFilterId: '00000000-0000-0000-0000-000000000000',
            deviceAndAppManagementAssignmentFilterType: 'none',
          },
        },
      ]),
    ).toBe(plain)
    expect(
      withAssignments([
        {
          id: 'a',
          target: {
            ...group,
            deviceAndAppManagementAssignmentFilterId: 'f',
            deviceAndAppManagementAssignmentFilterType: 'include',
          },
        },
      ]),
    ).not.toBe(plain)
  })
})
