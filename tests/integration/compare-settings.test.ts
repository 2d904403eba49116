import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '#domain/json.ts'
import { choicePolicy } from '#tests/support/choice-policy.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { allOfDemo, demo, group, guid } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const everybody = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }

describe('the settings of several policies', () => {
  it('show who sets what, and where policies that reach the same people disagree (043-3)', async () => {
    const { id } = await lab.tenant('Tenant', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      configurationSettings: allOfDemo('configurationSettings'),
      configurationCategories: allOfDemo('configurationCategories'),
      configurationPolicies: [
        choicePolicy(1, 1, [everybody]),
        choicePolicy(2, 0, [group(guid(51))]),
        choicePolicy(3, 1, []),
      ],
    })
    await lab.capture(id)
    const uses = await lab.core.call('compare.settings', { tenantId: id })
    expect(
      uses.map((use) => [
        use.id,
        use.name,
        use.conflicts,
        use.uses.map((entry) => [entry.policyName, entry.value, entry.assigned]).toSorted(),
      ]),
    ).toEqual([
      [
        'device_vendor_msft_bitlocker_requiredeviceencryption',
        'Require Device Encryption',
        true,
        [
          ['Policy 1', 'Enabled', true],
          ['Policy 2', 'Disabled', true],
          ['Policy 3', 'Enabled', false],
        ],
      ],
    ])
  })

  it('are compared across OMA-URI and properties; networks and list entries stand side by side (043-3)', async () => {
    const general = (index: number, more: Json): Json => ({
      '@odata.type': '#microsoft.graph.windows10GeneralConfiguration',
      id: guid(index),
      displayName: `Restrictions ${index}`,
      assignments: [everybody],
      ...more,
    })
    const custom = (index: number, value: number): Json => ({
      '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
      id: guid(index),
      displayName: `Custom ${index}`,
      assignments: [everybody],
      omaSettings: [
        {
          '@odata.type': '#microsoft.graph.omaSettingInteger',
          displayName: 'Cortana',
          omaUri: './Device/Vendor/MSFT/Policy/Config/Experience/AllowCortana',
          value,
        },
      ],
    })
    const wifi = (index: number): Json => ({
      '@odata.type': '#microsoft.graph.windowsWifiConfiguration',
      id: guid(index),
      displayName: `Wi-Fi ${index}`,
      assignments: [everybody],
      ssid: `net-${index}`,
      networkName: `net ${index}`,
    })
    const { id } = await lab.tenant('Tenant', {
      deviceConfigurations: [
        general(1, { passwordRequired: true, passwordMinimumLength: 8, cameraBlocked: false }),
        general(2, { passwordRequired: true, passwordMinimumLength: 12, cameraBlocked: true }),
        custom(3, 0),
        custom(4, 1),
        wifi(5),
        wifi(6),
      ],
    })
    await lab.capture(id)
    const uses = await lab.core.call('compare.settings', { tenantId: id })
    expect(
      uses.map((use) => [use.name, use.id, use.conflicts, use.uses.map((entry) => entry.value).toSorted()]),
    ).toEqual([
      ['Cortana', './Device/Vendor/MSFT/Policy/Config/Experience/AllowCortana', true, ['0', '1']],
      [
        'Password minimum length (Device restrictions)',
        'windows10GeneralConfiguration/passwordMinimumLength',
        true,
        ['12', '8'],
      ],
      [
        'Password required (Device restrictions)',
        'windows10GeneralConfiguration/passwordRequired',
        false,
        ['Yes', 'Yes'],
      ],
    ])
  })

  it('are compared inside the payloads of Apple devices (043-3)', async () => {
    const payload = (index: number, allowed: boolean): Json => ({
      id: guid(index),
      name: `iPads ${index}`,
      platforms: 'iOS',
      technologies: 'mdm,appleRemoteManagement',
      templateReference: { templateId: '' },
      roleScopeTagIds: ['0'],
      assignments: [everybody],
      settings: [
        {
          id: '0',
          settingInstance: {
            '@odata.type': '#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance',
            settingDefinitionId: 'com.apple.applicationaccess_com.apple.applicationaccess',
            groupSettingCollectionValue: [
              {
                children: [
                  {
                    '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
                    settingDefinitionId: 'com.apple.applicationaccess_allowcamera',
                    choiceSettingValue: { value: `com.apple.applicationaccess_allowcamera_${allowed}`, children: [] },
                  },
                ],
              },
            ],
          },
        },
      ],
    })
    const { id } = await lab.tenant('Tenant', { configurationPolicies: [payload(1, true), payload(2, false)] })
    await lab.capture(id)
    expect((await lab.core.call('compare.settings', { tenantId: id })).map((use) => [use.id, use.conflicts])).toEqual([
      ['com.apple.applicationaccess_allowcamera', true],
    ])
  })

  it('are compared in administrative templates by definition and value (043-3)', async () => {
    const first = demo('groupPolicyConfigurations')
    const twice = [1, 2].map((index): Json => ({
      ...first,
      id: guid(index),
      displayName: `Template ${index}`,
      definitionValues: (first['definitionValues'] as Json[]).map((value) => ({ ...value, enabled: index === 1 })),
    }))
    const { id } = await lab.tenant('Tenant', { groupPolicyConfigurations: twice })
    await lab.capture(id)
    const uses = await lab.core.call('compare.settings', { tenantId: id })
    const value = 'de300000-0000-4000-8000-00000000d300'
    expect(uses.map((use) => [use.name, use.uses.map((entry) => [entry.policyName, entry.value])])).toEqual([
      [
        'Prevent users from moving their Windows known folders',
        [
          ['Template 1', 'Enabled'],
          ['Template 2', 'Disabled'],
        ],
      ],
      [
        'Silently move Windows known folders to OneDrive',
        [
          ['Template 1', 'Enabled'],
          ['Template 2', 'Disabled'],
        ],
      ],
      [
        'Silently move Windows known folders to OneDrive: Value',
        [
          ['Template 1', value],
          ['Template 2', value],
        ],
      ],
    ])
  })
})
