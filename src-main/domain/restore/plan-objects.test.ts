import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import type { Json } from '../json.ts'
import { bodies, guid, live, odata, planner, source } from './planning.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)

describe('a plan', () => {
  it('keeps the scope tags of the tenant when the backup has none (004-8)', () => {
    const catalog: Json = {
      name: 'EDR',
      platforms: 'windows10',
      technologies: 'mdm',
      roleScopeTagIds: ['0'],
      templateReference: { templateId: '' },
      assignments: [],
      settings: [],
    }
    const { roleScopeTagIds: _tags, ...without } = catalog
    const replaced = plan([source('configurationPolicies', guid(3), { ...without, description: 'new' })], {
      sameTenant: true,
      live: {
        configurationPolicies: [live('configurationPolicies', guid(3), { ...catalog, roleScopeTagIds: ['5'] })],
      },
    })
    expect(bodies(replaced)).toMatchObject([{ description: 'new', roleScopeTagIds: ['5'] }])
  })

  it('keeps the items of a policy set whose kind it does not know (004-8)', () => {
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

  it('adds the block action that Graph requires, and says so (007-7)', () => {
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
  })

  it('sends the configuration of Microsoft 365 Apps, and blocks a change of what is fixed (007-7)', () => {
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

  it('blocks two items that would be written to one object (006-14)', () => {
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
        'This item and "All users" would both be written to "All users". Leave one of them out in the mapping.',
      ]),
    )
  })

  it('blocks a role assignment whose scope tags it cannot keep (030-7)', () => {
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

describe('compliance actions', () => {
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

  it('keeps the block action of the tenant when the backup has none (007-7)', () => {
    const there = { deviceCompliancePolicies: [live('deviceCompliancePolicies', guid(1), policy([block]))] }
    expect(
      plan([source('deviceCompliancePolicies', guid(1), policy([], { description: 'x' }))], {
        sameTenant: true,
        live: there,
      })[0]?.steps.map((step) => step.purpose),
    ).toEqual(['Change description'])
  })

  it('blocks a compliance policy with two block actions (007-7)', () => {
    expect(
      plan([source('deviceCompliancePolicies', guid(1), policy([block, { ...block, gracePeriodHours: 24 }]))], {
        live: { deviceCompliancePolicies: [] },
      })[0],
    ).toMatchObject({ action: 'blocked', reason: 'The policy has 2 block actions, but Graph accepts exactly one.' })
  })
})

describe('an app with content', () => {
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

  it('leaves the commands of an app alone whose content is another one (008-8)', () => {
    const [older] = plan([source('mobileApps', guid(1), app('1', { notes: 'new' }))], { sameTenant: true, live: there })
    expect(older).toMatchObject({
      action: 'update',
      warnings: [expect.stringContaining('may differ from the backup') as string],
      steps: [{ purpose: 'Change notes' }],
    })
  })

  it('writes the commands of an app with the same content (008-8)', () => {
    const [same] = plan([source('mobileApps', guid(1), app('2', { installCommandLine: 'other' }))], {
      sameTenant: true,
      live: there,
    })
    expect(same?.steps).toMatchObject([{ purpose: 'Change installCommandLine' }])
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

  it('changes of an AOSP enrollment profile what Graph takes, and says what stays (014-5)', () => {
    const profile = (more: Json): Json => ({
      displayName: 'Rooms',
      description: 'old',
      enrollmentMode: 'corporateOwnedAOSPUserlessDevice',
      enrollmentTokenType: 'default',
      roleScopeTagIds: ['0'],
      wifiSsid: 'ROOMS',
      ...more,
    })
    const planned = (more: Json) =>
      plan([source('androidDeviceOwnerEnrollmentProfiles', guid(1), profile(more))], {
        sameTenant: true,
        live: {
          androidDeviceOwnerEnrollmentProfiles: [live('androidDeviceOwnerEnrollmentProfiles', guid(1), profile({}))],
        },
      })[0]!
    const changed = planned({ description: 'new', isTeamsDeviceProfile: true, wifiSsid: null })
    expect(changed).toMatchObject({ action: 'update', steps: [{ method: 'PATCH', body: { description: 'new' } }] })
    expect(Object.keys(changed.steps[0]!.body!)).toEqual(['description'])
    expect(changed.warnings.join()).toContain('Graph changes only the name')
    expect(planned({ enrollmentMode: 'corporateOwnedAOSPUserAssociatedDevice' })).toMatchObject({ action: 'blocked' })
  })
})
