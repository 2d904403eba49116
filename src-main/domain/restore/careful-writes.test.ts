import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import { objects, type Json } from '../json.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import { withoutClearSecrets } from '../policy-types/building-blocks/secrets.ts'
import { access, bodies, guid, live, odata, planner, secret, source } from './planning-fixture.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)

describe('what belongs to one tenant', () => {
  it('never goes into another: tokens of secrets, purchase tokens, terms of use, texts of notifications (006-7)', () => {
    const tokens = plan([source('configurationPolicies', guid(1), secret(guid(7)), ['x'])], {
      live: { configurationPolicies: [live('configurationPolicies', guid(2), secret(guid(8)))] },
    })
    expect(tokens[0]).toMatchObject({
      action: 'blocked',
      reason: expect.stringContaining('does not hold the secret value') as string,
    })
    const own = plan([source('configurationPolicies', guid(1), secret(guid(7), { description: 'other' }), ['x'])], {
      sameTenant: true,
      live: { configurationPolicies: [live('configurationPolicies', guid(1), secret(guid(7)))] },
    })
    expect(own[0]).toMatchObject({ action: 'update' })

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

  it('includes its platform: an app or a filter with the same name for another platform is another one (006-8)', () => {
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

  it("keeps the profile that an app's assignment names, or is not assigned (008-6)", () => {
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
})

describe('what a version does not hold', () => {
  it('stays as it is: scope tags of a policy that is replaced as a whole, items of a kind that is no type here (004-8)', () => {
    const { roleScopeTagIds: _tags, ...without } = secret(guid(7), { settings: [] })
    const replaced = plan([source('configurationPolicies', guid(3), { ...without, description: 'new' })], {
      sameTenant: true,
      live: {
        configurationPolicies: [
          live('configurationPolicies', guid(3), secret(guid(7), { settings: [], roleScopeTagIds: ['5'] })),
        ],
      },
    })
    expect(bodies(replaced)).toMatchObject([{ description: 'new', roleScopeTagIds: ['5'] }])

    const set: Json = {
      displayName: 'S',
      description: '',
      roleScopeTags: ['0'],
      items: [
        { ...odata('iosLobAppProvisioningConfigurationPolicySetItem'), id: 'i1', payloadId: guid(1) },
        { ...odata('brandNewPolicySetItem'), id: 'i2', payloadId: guid(2) },
      ],
      assignments: [],
    }
    expect(
      plan([source('policySets', guid(0), set)], {
        sameTenant: true,
        live: { policySets: [live('policySets', guid(0), set)] },
      })[0],
    ).toMatchObject({ action: 'unchanged' })
  })

  it('is not written in its hidden form: a product key of which only the end is shown (007-6)', () => {
    const type = policyTypeOf('deviceConfigurations')
    for (const shown of ['#####-#####-#####-#####-AB12C', '*****-*****-*****-*****-AB12C']) {
      const { document, clear } = withoutClearSecrets(type, {
        ...odata('editionUpgradeConfiguration'),
        displayName: 'E',
        productKey: shown,
      })
      expect([...clear]).toEqual([])
      expect(document['productKey']).toBe('****')
    }
    expect([...withoutClearSecrets(type, { productKey: 'ABCDE-12345-ABCDE-12345-ABCDE' }).clear.values()]).toEqual([
      'ABCDE-12345-ABCDE-12345-ABCDE',
    ])
  })

  it('is added with a warning where Graph requires it: a block action, the Microsoft 365 Apps configuration (007-7)', () => {
    const [policy] = plan(
      [
        source('deviceCompliancePolicies', guid(1), {
          ...odata('iosCompliancePolicy'),
          displayName: 'X',
          scheduledActionsForRule: [],
          assignments: [],
        }),
      ],
      { live: { deviceCompliancePolicies: [] } },
    )
    expect(policy).toMatchObject({
      action: 'create',
      warnings: [expect.stringContaining('block action') as string],
      steps: [{ body: { scheduledActionsForRule: [{ scheduledActionConfigurations: [{ actionType: 'block' }] }] } }],
    })
    const office: Json = {
      ...odata('officeSuiteApp'),
      displayName: 'O',
      publisher: 'M',
      officeConfigurationXml: 'PGE+',
      assignments: [],
      categories: [],
      relationships: [],
    }
    expect(bodies(plan([source('mobileApps', guid(2), office)], { live: { mobileApps: [] } }))[0]).toMatchObject({
      officeConfigurationXml: 'PGE+',
    })
    const other = plan([source('mobileApps', guid(2), { ...office, publisher: 'New' })], {
      sameTenant: true,
      live: { mobileApps: [live('mobileApps', guid(2), office)] },
    })
    expect(other[0]).toMatchObject({ action: 'blocked', reason: expect.stringContaining('publisher') as string })
  })
})

describe('a conditional access policy in force', () => {
  it('is changed only by somebody who takes it in (030-5)', () => {
    const [changed] = plan([source('conditionalAccessPolicies', guid(3), access([guid(5)]))], {
      live: { conditionalAccessPolicies: [live('conditionalAccessPolicies', guid(4), access([guid(6)]))] },
    })
    expect(changed).toMatchObject({ action: 'update', included: false, risk: 'high' })
    const [renamed] = plan([source('conditionalAccessPolicies', guid(3), access([], { displayName: 'New name' }))], {
      sameTenant: true,
      live: { conditionalAccessPolicies: [live('conditionalAccessPolicies', guid(3), access([]))] },
    })
    expect(renamed).toMatchObject({ action: 'update', included: true })
  })

  it('does not lose what narrows a strength (030-6)', () => {
    const strength = (configurations: Json[]): Json => ({
      displayName: 'St',
      policyType: 'custom',
      allowedCombinations: ['fido2'],
      combinationConfigurations: configurations,
    })
    const keys = {
      ...odata('fido2CombinationConfiguration'),
      id: 'k',
      allowedAAGUIDs: [guid(2)],
      appliesToCombinations: ['fido2'],
    }
    const made = plan([source('authenticationStrengthPolicies', guid(1), strength([keys]))], {
      live: { authenticationStrengthPolicies: [] },
    })
    expect(made[0]?.steps.map((step) => step.path)).toEqual([
      '/policies/authenticationStrengthPolicies',
      '/policies/authenticationStrengthPolicies/{id}/combinationConfigurations',
    ])
    expect(
      plan([source('authenticationStrengthPolicies', guid(1), strength([keys]))], {
        sameTenant: true,
        live: {
          authenticationStrengthPolicies: [
            live('authenticationStrengthPolicies', guid(1), strength([{ ...keys, id: 'other' }])),
          ],
        },
      })[0],
    ).toMatchObject({ action: 'unchanged' })
  })
})
