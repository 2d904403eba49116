import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PlanOptions } from '#contract/model/plans.ts'
import { createGraphContract, graphTypeOf, type ContractData } from '../graph-contract/graph-contract.ts'
import { objects, type Json } from '../json.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import { withoutClearSecrets } from '../policy-types/building-blocks/secrets.ts'
import type { DirectoryEntry } from './mapping.ts'
import { planRestore, type LiveObject, type PlanItem, type SourceItem } from './plan.ts'

const contract = createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData)
const guid = (index: number) => `31000000-0000-4000-8000-0000000000${10 + index}`
const odata = (name: string) => ({ '@odata.type': `#microsoft.graph.${name}` })

function source(type: string, id: string, document: Json, missingSecrets: string[] = []): SourceItem {
  return {
    type: policyTypeOf(type),
    versionId: `v-${id}`,
    sourceId: id,
    name: String(document['displayName'] ?? document['name']),
    document: { id, ...document },
    missingSecrets,
  }
}

function live(type: string, id: string, document: Json): LiveObject {
  const of = policyTypeOf(type)
  return {
    id,
    name: String(document['displayName'] ?? document['name']),
    platform: of.platformOf(document),
    odataType: graphTypeOf(document, of.rootType),
    identity: of.identityOf?.(document) ?? null,
    document: { id, ...document },
    fingerprint: 'f',
  }
}

interface More {
  readonly sameTenant?: boolean
  readonly live?: Record<string, LiveObject[]>
  readonly directory?: Record<string, DirectoryEntry[]>
  readonly names?: Record<string, string>
}

function plan(items: SourceItem[], { sameTenant = false, ...more }: More = {}): PlanItem[] {
  return [
    ...planRestore({
      items,
      sameTenant,
      contract,
      options: PlanOptions.parse({}),
      choices: new Map(),
      remembered: new Map(),
      live: new Map(Object.entries({ roleScopeTags: [], assignmentFilters: [], ...more.live })),
      directory: new Map(Object.entries({ groups: [], users: [], ...more.directory })),
      sourceNames: new Map(Object.entries(more.names ?? {})),
      graph: { bind: (path) => path, sameTenant, now: new Date(0) },
    }).items,
  ]
}
const bodies = (items: readonly PlanItem[]): Json[] =>
  items.flatMap((item) => item.steps.map((step) => step.body ?? {}))

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
const access = (excludeUsers: string[], more: Json = {}): Json => ({
  displayName: 'CA',
  state: 'enabled',
  conditions: {
    clientAppTypes: ['all'],
    users: { includeUsers: ['All'], excludeUsers },
    applications: { includeApplications: ['All'] },
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'], termsOfUse: [] },
  sessionControls: null,
  ...more,
})

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

  it('is told by its platform too: an app or a filter of the same name for another one is another (006-8)', () => {
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

  it('is added where Graph requires it, and said: a block action, the configuration of Microsoft 365 Apps (007-7)', () => {
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

describe('what belongs to something else', () => {
  it('stays with it: the commands of an app whose content is another one (008-8)', () => {
    const app = (content: string, more: Json = {}): Json => ({
      ...odata('win32LobApp'),
      displayName: 'W',
      publisher: 'P',
      fileName: 'a.intunewin',
      installCommandLine: `run ${content}`,
      committedContentVersion: content,
      assignments: [],
      categories: [],
      relationships: [],
      ...more,
    })
    const there = { mobileApps: [live('mobileApps', guid(1), app('2', { notes: 'old' }))] }
    const [older] = plan([source('mobileApps', guid(1), app('1', { notes: 'new' }))], { sameTenant: true, live: there })
    expect(older).toMatchObject({
      action: 'update',
      warnings: [expect.stringContaining('other content') as string],
      steps: [{ purpose: 'Change notes' }],
    })
    const [same] = plan([source('mobileApps', guid(1), app('2', { installCommandLine: 'other' }))], {
      sameTenant: true,
      live: there,
    })
    expect(same?.steps[0]?.purpose).toContain('installCommandLine')
  })

  it('is written to its own tenant only: the onboarding of Defender (017-2)', () => {
    const setting = (name: string, value: unknown) => ({
      '@odata.type': '#microsoft.graph.deviceManagementStringSettingInstance',
      definitionId: `deviceConfiguration--windowsDefenderAdvancedThreatProtectionConfiguration_${name}`,
      valueJson: JSON.stringify(value),
    })
    const edr = source('intents', guid(1), {
      displayName: 'EDR',
      templateId: guid(3),
      roleScopeTagIds: ['0'],
      settings: [setting('advancedThreatProtectionOnboardingBlob', 'secret'), setting('allowSampleSharing', true)],
      assignments: [],
    })
    const [other] = plan([edr], { live: { intents: [] } })
    expect(JSON.stringify(other?.steps)).not.toContain('OnboardingBlob')
    expect(other?.warnings.join()).toContain('onboarding blob')
    expect(JSON.stringify(plan([edr], { sameTenant: true, live: { intents: [] } })[0]?.steps)).toContain(
      'OnboardingBlob',
    )
    const filledIn = {
      ...edr,
      document: {
        ...edr.document,
        settings: [
          ...objects(edr.document['settings']),
          setting('advancedThreatProtectionAutoPopulateOnboardingBlob', true),
        ],
      },
    }
    expect(JSON.stringify(plan([filledIn], { sameTenant: true, live: { intents: [] } })[0]?.steps)).not.toContain(
      'ThreatProtectionOnboardingBlob',
    )
    const profile = source('deviceConfigurations', guid(2), {
      ...odata('windowsDefenderAdvancedThreatProtectionConfiguration'),
      displayName: 'D',
      advancedThreatProtectionOnboardingBlob: 'blob',
      allowSampleSharing: true,
      assignments: [],
    })
    expect(JSON.stringify(plan([profile], { live: { deviceConfigurations: [] } })[0]?.steps)).not.toContain('blob"')
  })

  it('is not taken for another: a filter of the same name for another platform (006-8)', () => {
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

  it('blocks what would mean another thing elsewhere: authentication contexts, tags that limit a role (030-7)', () => {
    const context = access([], {
      conditions: {
        clientAppTypes: ['all'],
        users: { includeUsers: ['All'], excludeUsers: [] },
        applications: { includeApplications: [], includeAuthenticationContextClassReferences: ['c1'] },
      },
    })
    expect(
      plan([source('conditionalAccessPolicies', guid(1), context)], { live: { conditionalAccessPolicies: [] } })[0],
    ).toMatchObject({ action: 'blocked', reason: expect.stringContaining('authentication context') as string })
    const role = (tags: string[]): Json => ({
      displayName: 'R',
      description: '',
      members: [],
      resourceScopes: [],
      scopeType: 'allDevicesAndLicensedUsers',
      roleDefinition: { id: guid(4), displayName: 'Help desk' },
      roleScopeTags: tags.map((id) => ({ id, displayName: `Tag ${id}` })),
    })
    const roles = { roleDefinitions: [live('roleDefinitions', guid(4), { displayName: 'Help desk' })] }
    expect(
      plan([source('roleAssignments', guid(1), role(['5']))], { live: { roleAssignments: [], ...roles } })[0],
    ).toMatchObject({ action: 'blocked', reason: expect.stringContaining('Tag 5') as string })
    const tags = [
      live('roleScopeTags', '5', { displayName: 'Tag 5' }),
      live('roleScopeTags', '6', { displayName: 'Tag 6' }),
    ]
    expect(
      plan([source('roleAssignments', guid(1), role(['5']))], {
        sameTenant: true,
        live: { roleAssignments: [live('roleAssignments', guid(1), role(['6']))], ...roles, roleScopeTags: tags },
      })[0],
    ).toMatchObject({ action: 'blocked', reason: expect.stringContaining('roleScopeTags') as string })
  })
})

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

  it('that Graph did not hand out are said, whatever the network or tunnel is called (007-9)', () => {
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
