import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { objects, text, type Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { allOfDemo, demo, guid, objectsOf, recordedTenant, restore, writes } from '#tests/support/restored.ts'

/** What endpoint security and the administration of a tenant do otherwise than the others. */
let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

describe('endpoint security', () => {
  it('of the old kind is created from its template; null removes a setting (017-1)', async () => {
    const from = await recordedTenant(lab, 'From', { intents: [demo('intents')] })
    const to = await recordedTenant(lab, 'To')
    await restore(lab, from, to, ['intents'])
    expect(writes(to)[0]).toMatchObject({
      what: 'POST /deviceManagement/templates/*/createInstance',
      body: { settingsDelta: [{ definitionId: expect.any(String) as string }, {}, {}] },
    })
    expect(JSON.stringify(writes(to)[0]!.body)).not.toContain('"id"')
    const live = objectsOf(to, '/deviceManagement/intents')[0]!
    live['settings'] = [
      ...objects(live['settings']).slice(1),
      {
        '@odata.type': '#microsoft.graph.deviceManagementBooleanSettingInstance',
        id: 'x',
        definitionId: 'deviceConfiguration--macOSEndpointProtectionConfiguration_gatekeeperBlockOverride',
        valueJson: 'true',
        value: true,
      },
    ]
    await restore(lab, from, to, ['intents'])
    const update = writes(to).at(-1)!
    expect(update.what).toBe('POST /deviceManagement/intents/*/updateSettings')
    expect(objects(update.body['settings']).map((setting) => setting['valueJson'])).toEqual(['true', 'null'])
    expect((await restore(lab, from, to, ['intents'])).plan.summary).toMatchObject({ unchanged: 1 })
  })

  it('keeps the references to its template byte for byte, in upper and lower case (023-1)', async () => {
    const reference = '6f2c6d1d-0000-4000-8000-00000000abcd'
    const policy = {
      ...demo('configurationPolicies'),
      settings: objects(demo('configurationPolicies')['settings']).map((setting) => ({
        ...setting,
        settingInstance: {
          ...(setting['settingInstance'] as Json),
          settingInstanceTemplateReference: { settingInstanceTemplateId: reference },
        },
      })),
    }
    const [from, to] = [
      await recordedTenant(lab, 'From', { configurationPolicies: [policy] }),
      await recordedTenant(lab, 'To'),
    ]
    await restore(lab, from, to, ['configurationPolicies'])
    expect(JSON.stringify(writes(to)[0]!.body)).toContain(reference)
    // A client that writes it in capitals is refused.
    const answer = await fetch(`${to.simulator.url}/beta/deviceManagement/configurationPolicies`, {
      method: 'POST',
      headers: { authorization: `Bearer ${to.simulator.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(writes(to)[0]!.body).replaceAll(reference, reference.toUpperCase()),
    })
    expect([answer.status, JSON.stringify(await answer.json())]).toEqual([
      400,
      expect.stringContaining('Invalid Reference id') as string,
    ])
  })

  it('is listed where the admin center has it, by its template family (045-1)', async () => {
    const from = await recordedTenant(lab, 'From', {
      configurationPolicies: [
        'endpointSecurityAntivirus',
        'endpointSecurityFirewall',
        'baseline',
        'none',
        'enrollmentConfiguration',
      ].map((templateFamily, index) => ({
        id: guid(80 + index),
        name: templateFamily,
        platforms: 'windows10',
        technologies: 'mdm',
        templateReference: { templateId: '', templateFamily },
        settings: [],
      })),
    })
    await lab.capture(from.id)
    const { policies } = await lab.core.call('policies.list', { tenantId: from.id })
    expect(
      Object.fromEntries(
        policies
          .filter((policy) => policy.type === 'configurationPolicies')
          .map((policy) => [policy.kind, policy.category.join(' › ')]),
      ),
    ).toEqual({
      Antivirus: 'Endpoint security › Antivirus',
      Firewall: 'Endpoint security › Firewall',
      'Security baseline': 'Endpoint security › Security baselines',
      'Settings catalog': 'Devices › Configuration',
      'Device preparation': 'Devices › Enrollment › Device preparation',
    })
  })
})

describe('the tenant itself', () => {
  it('gets its policy sets last, with the new ids of what they hold, updated by their own action (025-1)', async () => {
    const types = [
      'policySets',
      'mobileApps',
      'deviceConfigurations',
      'windowsUpdateRings',
      'deviceCompliancePolicies',
      'notificationMessageTemplates',
      'windowsAutopilotDeploymentProfiles',
    ]
    const from = await recordedTenant(
      lab,
      'From',
      Object.fromEntries(
        types
          .filter((type) => type !== 'windowsUpdateRings')
          .map((type) => [type, allOfDemo(type).filter((entry) => !('deviceCompliancePolicyScript' in entry))]),
      ),
    )
    const to = await recordedTenant(lab, 'To')
    const { plan } = await restore(lab, from, to, types)
    expect(plan.items.at(-1)?.type).toBe('policySets')
    const [set] = objectsOf(to, '/deviceAppManagement/policySets')
    const ids = new Set([...to.simulator.tenant.collections.values()].flatMap((items) => [...items.keys()]))
    expect(objects(set!['items'])).toHaveLength(5)
    for (const item of objects(set!['items'])) expect(ids.has(text(item['payloadId']))).toBe(true)
    set!['items'] = objects(set!['items']).slice(1)
    await restore(lab, from, to, ['policySets', 'mobileApps'])
    expect(writes(to).at(-1)).toMatchObject({
      what: 'POST /deviceAppManagement/policySets/*/update',
      body: { addedPolicySetItems: [{ '@odata.type': '#microsoft.graph.mobileAppPolicySetItem', intent: 'required' }] },
    })
  })

  it('gets a role assignment only when you include it, and never a built-in role (030-1)', async () => {
    const from = await recordedTenant(lab, 'From', {
      groups: allOfDemo('groups'),
      roleScopeTags: [{ id: '1', displayName: 'Stores EU' }],
      roleDefinitions: [demo('roleDefinitions')],
      roleAssignments: [demo('roleAssignments')],
    })
    const to = await recordedTenant(lab, 'To', { groups: objectsOf(from, '/groups') })
    const types = ['roleScopeTags', 'roleDefinitions', 'roleAssignments']
    const left = await restore(lab, from, to, types)
    expect(left.plan.items.find((item) => item.type === 'roleAssignments')).toMatchObject({
      included: false,
      risk: 'high',
      warnings: [expect.stringContaining('only if you include it') as string],
    })
    expect(objectsOf(to, '/deviceManagement/roleAssignments')).toEqual([])
    await restore(lab, from, to, types, { include: true })
    const [assignment] = objectsOf(to, '/deviceManagement/roleAssignments')
    expect(assignment).toMatchObject({
      displayName: 'Store help desk – Europe',
      roleDefinition: { displayName: 'Store help desk' },
      roleScopeTags: [{ displayName: 'Stores EU' }],
    })
    expect(
      writes(to)
        .filter(({ what }) => what.includes('roleDefinitions'))
        .map(({ body }) => body['displayName']),
    ).toEqual(['Store help desk'])
  })

  it('gets branding with its images in two steps, and its default profile updated in place (030-2)', async () => {
    const from = await recordedTenant(lab, 'From', { intuneBrandingProfiles: [demo('intuneBrandingProfiles')] })
    objectsOf(from, '/deviceManagement/intuneBrandingProfiles').find(
      (profile) => profile['isDefaultProfile'] === true,
    )!['privacyUrl'] = 'https://contoso.example/privacy'
    const to = await recordedTenant(lab, 'To')
    await restore(lab, from, to, ['intuneBrandingProfiles'])
    const create = writes(to).find(({ what }) => what === 'POST /deviceManagement/intuneBrandingProfiles')!
    expect(Object.keys(create.body).toSorted()).toEqual(['profileDescription', 'profileName', 'roleScopeTagIds'])
    const profiles = objectsOf(to, '/deviceManagement/intuneBrandingProfiles')
    expect(profiles).toHaveLength(2)
    expect(profiles.find((profile) => profile['profileName'] === 'Stores')).toMatchObject({
      themeColorLogo: { type: 'image/png' },
      contactITName: 'Store help desk',
    })
    expect(profiles.find((profile) => profile['isDefaultProfile'] === true)).toMatchObject({
      privacyUrl: 'https://contoso.example/privacy',
    })
  })

  it('matches device categories by name, and creates the missing ones (028-1)', async () => {
    const from = await recordedTenant(lab, 'From', {
      deviceCategories: [
        { id: guid(1), displayName: 'Office' },
        { id: guid(2), displayName: 'Store' },
      ],
    })
    const to = await recordedTenant(lab, 'To', { deviceCategories: [{ id: guid(3), displayName: 'Office' }] })
    const { plan } = await restore(lab, from, to, ['deviceCategories'])
    expect(plan.items.map((item) => [item.name, item.action])).toEqual([
      ['Office', 'unchanged'],
      ['Store', 'create'],
    ])
  })

  it('captures Entra only where it is turned on, and creates its policies switched off (030-3)', async () => {
    const names = ['conditionalAccessPolicies', 'namedLocations', 'authenticationStrengthPolicies']
    const from = await recordedTenant(lab, 'From', Object.fromEntries(names.map((name) => [name, allOfDemo(name)])))
    await lab.capture(from.id)
    expect(
      (await lab.core.call('policies.list', { tenantId: from.id })).policies.filter((policy) =>
        names.includes(policy.type),
      ),
    ).toEqual([])
    await lab.core.call('tenants.change', { tenantId: from.id, capturesEntra: true })
    await lab.capture(from.id)
    const to = await recordedTenant(lab, 'To')
    const { plan } = await restore(lab, from, to, names)
    const states = () =>
      objectsOf(to, '/identity/conditionalAccess/policies')
        .map((policy) => policy['state'])
        .toSorted()
    expect(states()).toEqual(['disabled', 'disabled', 'enabledForReportingButNotEnforced'])
    expect(plan.items.find((item) => item.name.startsWith('CA001'))?.warnings.join(' ')).toContain('turned off')
    // To switch one on is a decision of its own.
    const again = await restore(lab, from, to, names)
    expect(
      again.plan.items.filter((item) => item.action === 'update').map((item) => [item.name, item.included, item.risk]),
    ).toEqual([
      ['CA001 – MFA for everybody', false, 'high'],
      ['CA003 – stores sign in from stores', false, 'high'],
    ])
    expect(states()).toEqual(['disabled', 'disabled', 'enabledForReportingButNotEnforced'])
  })

  it('keeps who is excluded from a policy in force unless you include the change (030-4)', async () => {
    const policy = structuredClone(
      allOfDemo('conditionalAccessPolicies').find((entry) => entry['state'] === 'enabled')!,
    )
    Object.assign((policy['conditions'] as Json)['users'] as Json, { excludeUsers: [], excludeGroups: [] })
    const tenant = await recordedTenant(lab, 'Own', {
      conditionalAccessPolicies: [policy],
      namedLocations: allOfDemo('namedLocations'),
      authenticationStrengthPolicies: allOfDemo('authenticationStrengthPolicies'),
    })
    await lab.core.call('tenants.change', { tenantId: tenant.id, capturesEntra: true })
    await lab.capture(tenant.id)
    const [live] = objectsOf(tenant, '/identity/conditionalAccess/policies')
    Object.assign((live!['conditions'] as Json)['users'] as Json, {
      excludeRoles: ['62e90394-69f5-4237-9190-012177145e10'],
    })
    const version = (await lab.core.call('versions.list', { tenantId: tenant.id })).find(
      (entry) => entry.type === 'conditionalAccessPolicies',
    )!
    const plan = await lab.plan(tenant.id, { from: { versionIds: [version.id] } })
    expect(plan.items[0]).toMatchObject({ action: 'update', included: false, risk: 'high' })
    expect(plan.items[0]!.warnings[0]).toMatch(/removes 1 existing exclusion of people/)
  })
})
