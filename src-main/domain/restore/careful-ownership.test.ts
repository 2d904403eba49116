import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import { objects, type Json } from '../json.ts'
import { access, guid, live, odata, planner, source } from './planning-fixture.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)

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
