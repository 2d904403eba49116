import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import { objects, type Json } from '../json.ts'
import { access, guid, live, odata, planner, source } from './planning-fixture.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)

describe('secrets', () => {
  const wifi = (more: Json): Json => ({
    ...odata('iosWiFiConfiguration'),
    displayName: 'W',
    networkName: 'N',
    ssid: 'S',
    wiFiSecurityType: 'wpa2Personal',
    roleScopeTagIds: ['0'],
    assignments: [],
    ...more,
  })
  it('that the source does not hold are not taken from the tenant, and no mask is ever sent (007-8)', () => {
    const there = { deviceConfigurations: [live('deviceConfigurations', guid(1), wifi({ preSharedKey: '****' }))] }
    const [renamed] = plan([source('deviceConfigurations', guid(1), wifi({ preSharedKey: null, ssid: 'T' }))], {
      sameTenant: true,
      live: there,
    })
    expect(renamed?.steps).toMatchObject([{ purpose: 'Change ssid' }])
    const oma = (value: string): Json => ({
      ...odata('windows10CustomConfiguration'),
      displayName: 'O',
      roleScopeTagIds: ['0'],
      assignments: [],
      omaSettings: [{ ...odata('omaSettingString'), displayName: 'Key', omaUri: './A', value, isEncrypted: true }],
    })
    for (const mask of ['****', '********', '••••••']) {
      expect(
        plan([source('deviceConfigurations', guid(2), oma(mask))], { live: { deviceConfigurations: [] } })[0],
      ).toMatchObject({ action: 'blocked', reason: expect.stringContaining('masked value is never written') as string })
    }
    expect(
      plan([source('deviceConfigurations', guid(2), oma('*'))], { live: { deviceConfigurations: [] } })[0],
    ).toMatchObject({ action: 'create' })
  })

  it('that Graph did not return cause a warning, whatever the name of the network or tunnel (007-9)', () => {
    const warned = (document: Json) =>
      plan([source('deviceConfigurations', guid(1), document)], {
        live: { deviceConfigurations: [] },
      })[0]?.warnings.join() ?? ''
    expect(warned(wifi({ preSharedKey: null }))).toContain('pre-shared key')
    expect(
      warned({
        ...odata('windowsWifiConfiguration'),
        displayName: 'W',
        networkName: 'N',
        ssid: 'S',
        wifiSecurityType: 'wpa2Personal',
        roleScopeTagIds: ['0'],
        assignments: [],
      }),
    ).toContain('pre-shared key')
    expect(warned(wifi({ wiFiSecurityType: 'wpaEnterprise' }))).toBe('')
  })
})

describe('compliance', () => {
  it('keeps exactly one block action, also where an update has none (007-7)', () => {
    const policy = (actions: Json[], more: Json = {}): Json => ({
      ...odata('iosCompliancePolicy'),
      displayName: 'X',
      scheduledActionsForRule: [{ ruleName: 'r', scheduledActionConfigurations: actions }],
      assignments: [],
      ...more,
    })
    const block = {
      actionType: 'block',
      gracePeriodHours: 0,
      notificationTemplateId: '',
      notificationMessageCCList: [],
    }
    const there = { deviceCompliancePolicies: [live('deviceCompliancePolicies', guid(1), policy([block]))] }
    expect(
      plan([source('deviceCompliancePolicies', guid(1), policy([], { description: 'x' }))], {
        sameTenant: true,
        live: there,
      })[0]?.steps.map((step) => step.purpose),
    ).toEqual(['Change description'])
    expect(
      plan([source('deviceCompliancePolicies', guid(1), policy([block, { ...block, gracePeriodHours: 24 }]))], {
        live: { deviceCompliancePolicies: [] },
      })[0],
    ).toMatchObject({ action: 'blocked', reason: 'It has 2 block actions; Graph takes exactly one.' })
  })

  it('is never made of two at once, and never without a condition that nothing is known of (006-14)', () => {
    const limit: Json = {
      ...odata('deviceEnrollmentLimitConfiguration'),
      displayName: 'All users',
      priority: 0,
      limit: 5,
      assignments: [],
    }
    const ids = ['a', 'b'].map((tenant) => `${tenant.repeat(8)}-0000-4000-8000-000000000000_DefaultLimit`)
    const both = plan(
      ids.map((id) => source('deviceEnrollmentConfigurations', id, { ...limit, limit: 6 })),
      {
        live: {
          deviceEnrollmentConfigurations: [
            live('deviceEnrollmentConfigurations', 'cccccccc-0000-4000-8000-000000000000_DefaultLimit', limit),
          ],
        },
      },
    )
    expect(both.map(({ action, reason }) => [action, reason])).toEqual(
      Array.from({ length: 2 }, () => [
        'blocked',
        'It and "All users" would both be written to "All users". Leave one of them out in the mapping.',
      ]),
    )

    const hours = access([], {
      conditions: {
        clientAppTypes: ['all'],
        users: { includeUsers: ['All'] },
        applications: { includeApplications: ['All'] },
        times: { includeDays: { startTime: '09:00:00' } },
      },
    })
    expect(
      plan([source('conditionalAccessPolicies', guid(1), hours)], { live: { conditionalAccessPolicies: [] } })[0],
    ).toMatchObject({ action: 'blocked', reason: expect.stringContaining('conditions.times') as string })
  })

  it('names the apps and scripts of the target, also inside the settings of device preparation (006-15)', () => {
    const app = JSON.stringify({ id: guid(1), type: '#microsoft.graph.winGetApp' })
    const collection = (settingDefinitionId: string, value: string): Json => ({
      settingInstance: {
        ...odata('deviceManagementConfigurationSimpleSettingCollectionInstance'),
        settingDefinitionId,
        simpleSettingCollectionValue: [{ ...odata('deviceManagementConfigurationStringSettingValue'), value }],
      },
    })
    const policy = {
      name: 'P',
      platforms: 'windows10',
      technologies: 'enrollment',
      roleScopeTagIds: ['0'],
      templateReference: { templateId: '' },
      assignments: [],
      settings: [
        collection('enrollment_autopilot_dpp_allowedappids', app),
        collection('enrollment_autopilot_dpp_allowedscriptids', guid(2)),
        collection('other', guid(2)),
      ],
    }
    const names = { [`mobileApps/${guid(1)}`]: 'App', [`deviceManagementScripts/${guid(2)}`]: 'Script' }
    const inTarget = {
      mobileApps: [live('mobileApps', guid(3), { ...odata('winGetApp'), displayName: 'App' })],
      deviceManagementScripts: [live('deviceManagementScripts', guid(4), { displayName: 'Script' })],
    }
    const [item] = plan([source('configurationPolicies', guid(5), policy)], {
      live: { configurationPolicies: [], ...inTarget },
      names,
    })
    const values = objects(item!.wanted['settings']).map((setting) => JSON.stringify(setting))
    expect(values[0]).toContain(JSON.stringify(JSON.stringify({ id: guid(3), type: '#microsoft.graph.winGetApp' })))
    expect(values[1]).toContain(guid(4))
    expect(values[2]).toContain(guid(2))
    const [without] = plan([source('configurationPolicies', guid(5), policy)], {
      live: { configurationPolicies: [], mobileApps: [], deviceManagementScripts: [] },
      names,
    })
    expect(without!.warnings).toEqual([
      'The app "App" is not in the target: it is left out.',
      'The script "Script" is not in the target: it is left out.',
    ])
    expect(JSON.stringify(objects(without!.wanted['settings']).slice(0, 2))).not.toContain(guid(1))
  })
})
