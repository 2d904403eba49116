import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import { objects, type Json } from '../json.ts'
import { access, guid, live, odata, planner, source } from './planning.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)
const secret = (token: string, more: Json = {}): Json => ({
  name: 'EDR',
  platforms: 'windows10',
  technologies: 'mdm',
  roleScopeTagIds: ['0'],
  templateReference: { templateId: '' },
  assignments: [],
  settings: [
    {
      settingInstance: {
        ...odata('deviceManagementConfigurationSimpleSettingInstance'),
        settingDefinitionId: 'x',
        simpleSettingValue: {
          ...odata('deviceManagementConfigurationSecretSettingValue'),
          value: token,
          valueState: 'encryptedValueToken',
        },
      },
    },
  ],
  ...more,
})

describe('a plan for another tenant', () => {
  it('does not send the token of a secret to another tenant (006-7)', () => {
    const tokens = plan([source('configurationPolicies', guid(1), secret(guid(7)), ['x'])], {
      live: { configurationPolicies: [live('configurationPolicies', guid(2), secret(guid(8)))] },
    })
    expect(tokens[0]).toMatchObject({
      action: 'blocked',
      reason: expect.stringContaining("doesn't contain the secret value") as string,
    })
    const own = plan([source('configurationPolicies', guid(1), secret(guid(7), { description: 'other' }), ['x'])], {
      sameTenant: true,
      live: { configurationPolicies: [live('configurationPolicies', guid(1), secret(guid(7)))] },
    })
    expect(own[0]).toMatchObject({ action: 'update' })
  })

  it('takes apps for equal that were bought with another token (006-7)', () => {
    const purchase = (token: string): Json => ({
      ...odata('iosVppApp'),
      displayName: 'V',
      bundleId: 'com.a',
      vppTokenId: token,
      vppTokenAppleId: `${token}@a`,
      vppTokenOrganizationName: token,
      assignments: [],
      categories: [],
      relationships: [],
    })
    expect(
      plan([source('mobileApps', guid(1), purchase('A'))], {
        live: { mobileApps: [live('mobileApps', guid(2), purchase('B'))] },
      })[0],
    ).toMatchObject({ action: 'unchanged' })
  })

  it('does not send terms of use to another tenant (006-7)', () => {
    const terms = source(
      'conditionalAccessPolicies',
      guid(1),
      access([], { grantControls: { operator: 'OR', builtInControls: [], termsOfUse: [guid(9)] } }),
    )
    expect(plan([terms], { live: { conditionalAccessPolicies: [] } })[0]).toMatchObject({
      action: 'blocked',
      reason: expect.stringContaining('terms of use') as string,
    })
    expect(plan([terms], { sameTenant: true, live: { conditionalAccessPolicies: [] } })[0]).toMatchObject({
      action: 'recreate',
    })
  })

  it('takes notifications for equal whose texts have other ids (006-7)', () => {
    const notification = (template: string): Json => ({
      ...odata('deviceEnrollmentNotificationConfiguration'),
      displayName: 'N',
      priority: 1,
      platformType: 'ios',
      templateType: 'email',
      notificationMessageTemplateId: template,
      notificationTemplates: [`email_${template}`],
      assignments: [],
    })
    expect(
      plan([source('deviceEnrollmentConfigurations', guid(1), notification(guid(5)))], {
        live: {
          deviceEnrollmentConfigurations: [live('deviceEnrollmentConfigurations', guid(2), notification(guid(6)))],
        },
      })[0],
    ).toMatchObject({ action: 'unchanged' })
  })

  it('takes no app of the same name for another platform (006-8)', () => {
    const configuration = source('mobileAppConfigurations', guid(1), {
      ...odata('iosMobileAppConfiguration'),
      displayName: 'C',
      targetedMobileApps: [guid(2)],
      assignments: [],
    })
    const outlook = (id: string, type: string) =>
      live('mobileApps', id, { ...odata(type), displayName: 'Microsoft Outlook' })
    const names = { [`mobileApps/${guid(2)}`]: 'Microsoft Outlook' }
    const android = outlook(guid(3), 'androidManagedStoreApp')
    expect(
      plan([configuration], { names, live: { mobileAppConfigurations: [], mobileApps: [android] } })[0],
    ).toMatchObject({ action: 'blocked' })
    expect(
      plan([configuration], {
        names,
        live: { mobileAppConfigurations: [], mobileApps: [android, outlook(guid(4), 'iosStoreApp')] },
      })[0]?.wanted,
    ).toMatchObject({ targetedMobileApps: [guid(4)] })
  })

  it('takes no filter of the same name for another platform (006-8)', () => {
    const script = source('deviceManagementScripts', guid(1), {
      displayName: 'S',
      fileName: 'a',
      scriptContent: 'R2V0',
      runAsAccount: 'system',
      assignments: [
        {
          target: {
            ...odata('allDevicesAssignmentTarget'),
            deviceAndAppManagementAssignmentFilterId: guid(7),
            deviceAndAppManagementAssignmentFilterType: 'include',
          },
        },
      ],
    })
    const filtered = plan([script], {
      names: { [`assignmentFilters/${guid(7)}`]: 'Corporate' },
      live: {
        deviceManagementScripts: [],
        assignmentFilters: [
          live('assignmentFilters', guid(8), { displayName: 'Corporate', platform: 'iOS', rule: 'x' }),
        ],
      },
    })
    expect(objects(filtered[0]?.wanted['assignments'])).toEqual([])
  })

  it('restores a filter beside one of the same name for another platform (006-8)', () => {
    const item = source('assignmentFilters', guid(1), {
      displayName: 'Corporate',
      platform: 'iOS',
      rule: 'x',
      roleScopeTags: ['0'],
    })
    const there = live('assignmentFilters', guid(2), {
      displayName: 'Corporate',
      platform: 'windows10AndLater',
      rule: 'y',
    })
    expect(plan([item], { live: { assignmentFilters: [there] } })[0]).toMatchObject({ action: 'create' })
    expect(
      plan([item], {
        live: {
          assignmentFilters: [
            there,
            live('assignmentFilters', guid(3), {
              displayName: 'Corporate',
              platform: 'iOS',
              rule: 'x',
              roleScopeTags: ['0'],
            }),
          ],
        },
      })[0],
    ).toMatchObject({ action: 'unchanged', targetId: guid(3) })
  })

  it("names the profile of the target in an app's assignment, or leaves the assignment out (008-6)", () => {
    const app = source('mobileApps', guid(1), {
      ...odata('iosStoreApp'),
      displayName: 'I',
      publisher: 'P',
      bundleId: 'b',
      appStoreUrl: 'https://apps.apple.com/a',
      assignments: [
        {
          intent: 'required',
          settings: { ...odata('iosStoreAppAssignmentSettings'), vpnConfigurationId: guid(9) },
          target: odata('allDevicesAssignmentTarget'),
        },
      ],
    })
    const vpn = live('deviceConfigurations', guid(6), { ...odata('iosVpnConfiguration'), displayName: 'VPN' })
    expect(
      objects(plan([app], { live: { mobileApps: [], deviceConfigurations: [vpn] } })[0]?.wanted['assignments']),
    ).toEqual([])
    const named = plan([app], {
      names: { [`deviceConfigurations/${guid(9)}`]: 'VPN' },
      live: { mobileApps: [], deviceConfigurations: [vpn] },
    })
    expect(objects(named[0]?.wanted['assignments'])).toMatchObject([{ settings: { vpnConfigurationId: guid(6) } }])
  })

  it('names the apps and scripts of the target inside the settings of device preparation (006-15)', () => {
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
    const values = (document: Json) =>
      objects(document['settings']).map(({ settingInstance }) =>
        objects((settingInstance as Json)['simpleSettingCollectionValue']).map(({ value }) => value),
      )
    expect(values(item!.wanted)).toEqual([
      [JSON.stringify({ id: guid(3), type: '#microsoft.graph.winGetApp' })],
      [guid(4)],
      [guid(2)],
    ])
    const [without] = plan([source('configurationPolicies', guid(5), policy)], {
      live: { configurationPolicies: [], mobileApps: [], deviceManagementScripts: [] },
      names,
    })
    expect(without!.warnings).toEqual([
      `The app "App" isn't in the target: the reference is left out.`,
      `The script "Script" isn't in the target: the reference is left out.`,
    ])
    expect(values(without!.wanted)).toEqual([[], [], [guid(2)]])
  })

  it('links an Apple enrollment policy to a token of the target, and is blocked without one (014-4)', () => {
    const tokenOf = (index: number) => `${guid(index)}_${guid(index)}`
    const policy: Json = {
      name: 'iPads',
      platforms: 'iOS',
      technologies: 'enrollment',
      roleScopeTagIds: ['0'],
      creationSource: `DepTokenId_${tokenOf(3)}`,
      enrollmentTimeDeviceMembershipTargets: [],
      templateReference: { templateId: `${guid(4)}_1`, templateFamily: 'enrollmentConfiguration' },
      settings: [],
      assignments: [],
    }
    const restored = (tokens: string[]) =>
      plan([source('configurationPolicies', guid(1), policy)], {
        names: { [`depOnboardingSettings/${tokenOf(3)}`]: 'ABM token' },
        live: {
          configurationPolicies: [],
          depOnboardingSettings: tokens.map((id) => live('depOnboardingSettings', id, { displayName: 'ABM token' })),
        },
      })[0]
    const made = restored([tokenOf(5)])
    expect([made?.action, made?.reason, made?.warnings]).toEqual(['create', null, []])
    expect(made?.steps[0]?.body).toMatchObject({ creationSource: `DepTokenId_${tokenOf(5)}` })
    expect(restored([])).toMatchObject({ action: 'blocked' })
    expect(source('configurationPolicies', guid(1), policy).type.kindOf(policy)).toBe('Apple enrollment policy')
  })
})
