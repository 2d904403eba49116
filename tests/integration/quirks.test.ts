import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BackupSetId, type TenantId } from '#contract/model/ids.ts'
import type { Plan, RunItem } from '#contract/model/values.ts'
import { isObject, objects, text, type Json } from '#domain/json.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { collection, put } from '#simulator/tenant.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'

/** What each service does otherwise than the others, and what becomes of it: one place a collection. */
let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

type Seed = Readonly<Record<string, readonly object[]>>
interface Tenant { readonly id: TenantId; readonly simulator: Simulator; readonly record: string }

const guid = (index: number) => `7a000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const demo = (name: string, index = 0): Json => (JSON.parse(readFileSync(join(resources, 'demo', name, 'all.json'), 'utf8')) as Json[])[index]!
const group = (id: string, kind = 'group') => ({ target: { '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`, groupId: id } })
const groups = [{ id: guid(1), displayName: 'Pilot' }, { id: guid(2), displayName: 'Everyone else' }]
const objectsOf = (tenant: Tenant, path: string) => [...collection(tenant.simulator.tenant, path).values()]
const requests = (tenant: Tenant) => readFileSync(tenant.record, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { method: string; path: string; body: Json })
/** Writes to a tenant, in their order. */
const writes = (tenant: Tenant) => requests(tenant).filter(({ method, path }) => method !== 'GET' && !path.endsWith('$batch') && !path.includes('getByIds')).map(({ method, path, body }) => ({ what: `${method} ${path.replace('/beta', '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')}`, body }))

async function tenant(name: string, seed: Seed = {}): Promise<Tenant> {
  const record = join(lab.folder, `${name}.ndjson`)
  return { ...(await lab.tenant(name, seed, { record })), record }
}

/** Captures a tenant as a set of some types, plans it into another and carries the plan out. */
async function restore(from: Tenant, to: Tenant, types: string[], options: { readonly include?: boolean } = {}): Promise<{ plan: Plan; items: RunItem[] }> {
  const { runId } = await lab.core.call('backups.create', { tenantId: from.id, name: `set ${Math.random()}`, types })
  const backup = await lab.ended(from.id, runId)
  expect(backup.status).toBe('succeeded')
  return restoreSet(from, to, String(backup.result['setId']), options)
}

async function restoreSet(from: Tenant, to: Tenant, setId: string, { include = false }: { readonly include?: boolean } = {}): Promise<{ plan: Plan; items: RunItem[] }> {
  const plan = await lab.plan(to.id, { sourceTenantId: from.id, from: { setId: BackupSetId.parse(setId) } })
  if (include) for (const item of plan.items.filter((entry) => !entry.included)) await lab.core.call('restore.include', { tenantId: to.id, planId: plan.id, seq: item.seq, included: true })
  const name = (await lab.core.call('tenants.list', {})).find((entry) => entry.id === to.id)!.name
  await lab.unlock(to.id, name)
  const started = await lab.core.call('restore.start', { tenantId: to.id, planId: plan.id, confirm: name })
  await lab.ended(to.id, started.runId)
  const items = await lab.items(to.id, started.runId)
  expect(items.filter((item) => item.state === 'failed' || item.state === 'unknown').map((item) => [item.name, item.error?.message])).toEqual([])
  return { plan, items }
}

describe('apps', () => {
  const win32 = { '@odata.type': '#microsoft.graph.win32LobApp', displayName: 'Till', fileName: 'till.intunewin', installCommandLine: 'a', setupFilePath: 'a.exe', committedContentVersion: '1', publishingState: 'published' }
  const bought = { '@odata.type': '#microsoft.graph.iosVppApp', bundleId: 'com.contoso.till', vppTokenId: guid(90), publishingState: 'published' }

  it('with content are changed where they exist and never made; apps from a store are known by their identifier (008-1)', async () => {
    const from = await tenant('From', { mobileApps: [{ ...win32, id: guid(10), notes: 'new' }, { ...bought, id: guid(11), displayName: 'Till for iPad', notes: 'bought' }, { ...win32, id: guid(12), displayName: 'Nowhere else' }] })
    const to = await tenant('To', { mobileApps: [{ ...win32, id: guid(20), notes: 'old' }, { ...bought, id: guid(21), displayName: 'Kasse', notes: '' }] })
    const { plan } = await restore(from, to, ['mobileApps'])
    expect(plan.items.map(({ name, action, targetId }) => [name, action, targetId])).toEqual([['Nowhere else', 'blocked', null], ['Till', 'update', guid(20)], ['Till for iPad', 'update', guid(21)]])
    expect(objectsOf(to, '/deviceAppManagement/mobileApps').map((app) => app['notes'])).toEqual(['new', 'bought'])
    expect(writes(to).every(({ what }) => what.startsWith('PATCH'))).toBe(true)
  })

  it('carry categories and relationships as links, and wait until they are published (008-2)', async () => {
    const store = { '@odata.type': '#microsoft.graph.winGetApp', displayName: 'Store app', packageIdentifier: '9X', installExperience: { runAsAccount: 'user' }, publishingState: 'published' }
    const from = await tenant('From', {
      mobileAppCategories: [{ id: guid(30), displayName: 'Shops' }],
      mobileApps: [{ ...store, id: guid(10), categories: [{ id: guid(30), displayName: 'Shops' }], assignments: [{ intent: 'required', target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }], relationships: [{ '@odata.type': '#microsoft.graph.mobileAppSupersedence', id: 'r', targetId: guid(11), targetType: 'child', supersedenceType: 'update' }] }, { ...store, id: guid(11), displayName: 'Older app', packageIdentifier: '9Y' }],
    })
    const to = await tenant('To')
    await restore(from, to, ['mobileApps', 'mobileAppCategories'])
    const [newer, older] = ['Store app', 'Older app'].map((name) => objectsOf(to, '/deviceAppManagement/mobileApps').find((app) => app['displayName'] === name)!)
    expect(newer!['categories']).toMatchObject([{ displayName: 'Shops' }])
    expect(newer!['relationships']).toMatchObject([{ targetId: older!['id'], supersedenceType: 'update' }])
    expect(newer!['assignments']).toMatchObject([{ intent: 'required' }])
  })
})

describe('app protection', () => {
  it('is made without its apps, which targetApps writes; everybody is a group there (009-1)', async () => {
    const everybody = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'
    const from = await tenant('From', { iosManagedAppProtections: [{ ...demo('iosManagedAppProtections'), assignments: [group(everybody)] }] })
    const to = await tenant('To')
    await restore(from, to, ['iosManagedAppProtections'])
    const [create, apps, assign] = writes(to)
    expect(create).toMatchObject({ what: 'POST /deviceAppManagement/iosManagedAppProtections' })
    expect(create!.body).not.toHaveProperty('apps')
    expect(apps).toMatchObject({ what: 'POST /deviceAppManagement/iosManagedAppProtections/T_*/targetApps', body: { appGroupType: 'selectedPublicApps' } })
    expect(objects(apps!.body['apps'])).toHaveLength(2)
    expect(assign!.body).toEqual({ assignments: [{ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: everybody } }] })
    const [version] = await lab.core.call('versions.list', { tenantId: from.id })
    expect(JSON.stringify(await lab.core.call('versions.readable', { tenantId: from.id, versionId: version!.id }))).toContain('"value":"All users"')
  })

  it('never sends null for an action to Windows, and takes AppLocker files one by one (009-2, 029-1)', async () => {
    const policies = { windowsManagedAppProtections: [demo('windowsManagedAppProtections')], windowsInformationProtectionPolicies: [demo('windowsInformationProtectionPolicies')] }
    const [from, to] = [await tenant('From', policies), await tenant('To')]
    await restore(from, to, Object.keys(policies))
    objectsOf(to, '/deviceAppManagement/windowsManagedAppProtections')[0]!['appActionIfUnableToAuthenticateUser'] = 'block'
    objectsOf(to, '/deviceAppManagement/windowsManagedAppProtections')[0]!['printBlocked'] = false
    await restore(from, to, Object.keys(policies))
    expect(objectsOf(to, '/deviceAppManagement/windowsManagedAppProtections')[0]).toMatchObject({ printBlocked: true })
    expect(writes(to).filter(({ what }) => what.endsWith('protectedAppLockerFiles')).map(({ body }) => body['displayName'])).toEqual(['Office'])
  })
})

describe('administrative templates', () => {
  const admx = (policyType: string) => ({ ...demo('groupPolicyConfigurations'), definitionValues: objects(demo('groupPolicyConfigurations')['definitionValues']).map((value) => ({ ...value, definition: { ...(value['definition'] as Json), policyType } })) })

  it('are changed in two calls, since a definition that is set is not added again (010-1)', async () => {
    const [from, to] = [await tenant('From', { groupPolicyConfigurations: [admx('admxBacked')] }), await tenant('To')]
    await restore(from, to, ['groupPolicyConfigurations'])
    const [policy] = objectsOf(to, '/deviceManagement/groupPolicyConfigurations')
    const [value] = objects(policy!['definitionValues'])
    ;(value as Record<string, unknown>)['enabled'] = false
    await restore(from, to, ['groupPolicyConfigurations'])
    const calls = writes(to).filter(({ what }) => what.endsWith('updateDefinitionValues')).slice(1).map(({ body }) => [objects(body['added']).length, (body['deletedIds'] as unknown[]).length])
    expect(calls).toEqual([[0, 1], [1, 0]])
    expect(objects(objectsOf(to, '/deviceManagement/groupPolicyConfigurations')[0]!['definitionValues']).map((entry) => entry['enabled']).toSorted()).toEqual([false, true])
  })

  it('of an uploaded file stay in their tenant (010-2)', async () => {
    const [from, to] = [await tenant('From', { groupPolicyConfigurations: [admx('admxIngested')] }), await tenant('To')]
    const { plan } = await restore(from, to, ['groupPolicyConfigurations'])
    expect(plan.items).toMatchObject([{ action: 'blocked', reason: expect.stringContaining('(uploaded ADMX)" is not in the target') as string }])
    expect(writes(to)).toEqual([])
    collection(from.simulator.tenant, '/deviceManagement/groupPolicyConfigurations').clear()
    const [set] = await lab.core.call('backups.list', { tenantId: from.id })
    const again = await restoreSet(from, from, set!.id)
    expect(again.plan.items).toMatchObject([{ action: 'recreate' }])
    expect(objectsOf(from, '/deviceManagement/groupPolicyConfigurations')).toHaveLength(1)
  })
})

describe('updates', () => {
  it('leave pauses and rollbacks alone: they are no change, and no restore writes them (012-1)', async () => {
    const ring = { '@odata.type': '#microsoft.graph.windowsUpdateForBusinessConfiguration', id: guid(40), displayName: 'Ring', qualityUpdatesDeferralPeriodInDays: 3, qualityUpdatesPaused: false, featureUpdatesPaused: false }
    const from = await tenant('From', { deviceConfigurations: [ring] })
    await lab.capture(from.id)
    const live = objectsOf(from, '/deviceManagement/deviceConfigurations')[0]!
    Object.assign(live, { qualityUpdatesPaused: true, qualityUpdatesPauseStartDate: '2026-11-01', qualityUpdatesWillBeRolledBack: true })
    expect((await lab.capture(from.id)).result).toMatchObject({ newVersions: 0 })
    live['qualityUpdatesDeferralPeriodInDays'] = 9
    const [version] = (await lab.core.call('versions.list', { tenantId: from.id })).filter((entry) => entry.type === 'windowsUpdateRings')
    const plan = await lab.plan(from.id, { from: { versionIds: [version!.id] } })
    await lab.unlock(from.id, 'From')
    const { runId } = await lab.core.call('restore.start', { tenantId: from.id, planId: plan.id, confirm: 'From' })
    expect(await lab.ended(from.id, runId)).toMatchObject({ status: 'succeeded' })
    expect(writes(from).map(({ body }) => body)).toEqual([{ '@odata.type': ring['@odata.type'], qualityUpdatesDeferralPeriodInDays: 3 }])
    expect(live).toMatchObject({ qualityUpdatesPaused: true, qualityUpdatesDeferralPeriodInDays: 3 })
  })

  it('keep the decisions about drivers in their version and say that they are not restored (018-1)', async () => {
    const from = await tenant('From', { windowsDriverUpdateProfiles: [demo('windowsDriverUpdateProfiles')] })
    await lab.capture(from.id)
    const [profile] = objectsOf(from, '/deviceManagement/windowsDriverUpdateProfiles')
    const drivers = objects(profile!['driverInventories']) as Record<string, unknown>[]
    drivers[2]!['applicableDeviceCount'] = 999
    expect((await lab.capture(from.id)).result).toMatchObject({ newVersions: 0 })
    drivers[2]!['approvalStatus'] = 'approved'
    expect((await lab.capture(from.id)).result).toMatchObject({ newVersions: 1 })
    const { plan } = await restore(from, await tenant('To'), ['windowsDriverUpdateProfiles'])
    expect(plan.items[0]?.warnings.join(' ')).toContain('3 decisions about drivers are not restored')
  })
})

describe('scripts', () => {
  it('of Microsoft are never made or changed, only assigned (013-1)', async () => {
    const microsoft = demo('deviceHealthScripts', 2)
    const from = await tenant('From', { groups, deviceHealthScripts: [{ ...microsoft, assignments: [{ ...group(guid(1)), runRemediationScript: true, runSchedule: { '@odata.type': '#microsoft.graph.deviceHealthScriptHourlySchedule', interval: 4 } }] }] })
    const to = await tenant('To', { groups, deviceHealthScripts: [{ ...microsoft, description: 'another version', assignments: [] }] })
    await restore(from, to, ['deviceHealthScripts'])
    expect(writes(to)).toMatchObject([{ what: 'POST /deviceManagement/deviceHealthScripts/*/assign', body: { deviceHealthScriptAssignments: [{ runRemediationScript: true, runSchedule: { interval: 4 } }] } }])
    const empty = await tenant('Empty', { groups })
    expect((await restore(from, empty, ['deviceHealthScripts'])).plan.items).toMatchObject([{ action: 'blocked' }])
  })

  it('of custom attributes cannot be renamed: the plan says so instead of failing (013-2)', async () => {
    const from = await tenant('From', { deviceCustomAttributeShellScripts: [demo('deviceCustomAttributeShellScripts')] })
    await lab.capture(from.id)
    const live = objectsOf(from, '/deviceManagement/deviceCustomAttributeShellScripts')[0]!
    live['customAttributeType'] = 'string'
    const [version] = (await lab.core.call('versions.list', { tenantId: from.id })).filter((entry) => entry.type === 'deviceCustomAttributeShellScripts')
    expect((await lab.plan(from.id, { from: { versionIds: [version!.id] } })).items).toMatchObject([{ action: 'blocked', reason: 'customAttributeType cannot be changed after creation, and it differs.' }])
  })

  it('show their content decoded, in its language (013-3)', async () => {
    const from = await tenant('From', { deviceShellScripts: [demo('deviceShellScripts')], deviceHealthScripts: [demo('deviceHealthScripts')] })
    await lab.capture(from.id)
    const rows = async (type: string) => {
      const [version] = (await lab.core.call('versions.list', { tenantId: from.id })).filter((entry) => entry.type === type)
      return (await lab.core.call('versions.readable', { tenantId: from.id, versionId: version!.id })).flatMap((section) => section.rows)
    }
    expect(await rows('deviceShellScripts')).toContainEqual(expect.objectContaining({ name: 'printer.sh', language: 'shell', value: expect.stringContaining('lpadmin') as string }) as object)
    expect((await rows('deviceHealthScripts')).filter((row) => row.language === 'powershell').map((row) => row.name)).toEqual(['Detection script', 'Remediation script'])
  })
})

describe('custom compliance', () => {
  it('takes its script along: made first, waited for until it can be read, and named by its new id (026-1)', async () => {
    const policy = (JSON.parse(readFileSync(join(resources, 'demo', 'deviceCompliancePolicies', 'all.json'), 'utf8')) as Json[]).find((entry) => isObject(entry['deviceCompliancePolicyScript']))!
    const from = await tenant('From', { deviceComplianceScripts: [demo('deviceComplianceScripts')], deviceCompliancePolicies: [policy] })
    const to = await tenant('To')
    await restore(from, to, ['deviceComplianceScripts', 'deviceCompliancePolicies'])
    const [script] = objectsOf(to, '/deviceManagement/deviceComplianceScripts')
    expect(objectsOf(to, '/deviceManagement/deviceCompliancePolicies')).toMatchObject([{ deviceCompliancePolicyScript: { deviceComplianceScriptId: script!['id'] } }])
    expect(writes(to).map(({ what }) => what)).toEqual(['POST /deviceManagement/deviceComplianceScripts', 'POST /deviceManagement/deviceCompliancePolicies'])
  })

  it('of Linux holds the id of a reusable setting deep in its settings; actions are set by their own call (026-2)', async () => {
    const from = await tenant('From', { reusablePolicySettings: [demo('reusablePolicySettings', 1)], compliancePolicies: [demo('compliancePolicies')], notificationMessageTemplates: [demo('notificationMessageTemplates')] })
    const to = await tenant('To')
    await restore(from, to, ['reusablePolicySettings', 'compliancePolicies', 'notificationMessageTemplates'])
    const [reusable] = objectsOf(to, '/deviceManagement/reusablePolicySettings')
    const [policy] = objectsOf(to, '/deviceManagement/compliancePolicies')
    expect(JSON.stringify(policy!['settings'])).toContain(text(reusable!['id']))
    expect(writes(to).map(({ what }) => what)).toContain('POST /deviceManagement/compliancePolicies/*/setScheduledActions')
    expect(objects(objects(policy!['scheduledActionsForRule'])[0]!['scheduledActionConfigurations'])).toHaveLength(2)
    // Changed by PUT alone, though the metadata says PATCH.
    reusable!['description'] = 'somebody else'
    await restore(from, to, ['reusablePolicySettings'])
    expect(writes(to).at(-1)!.what).toBe('PUT /deviceManagement/reusablePolicySettings/*')
  })
})

describe('enrollment', () => {
  const limit = (index: number, name: string, priority: number, more: Json = {}) => ({ '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration', id: `${guid(index)}_Limit`, displayName: name, limit: index, priority, deviceEnrollmentConfigurationType: 'limit', ...more })
  const limits = (of: Tenant) => objectsOf(of, '/deviceManagement/deviceEnrollmentConfigurations').filter((item) => text(item['@odata.type']).includes('Limit')).toSorted((left, right) => Number(left['priority']) - Number(right['priority']))

  it('changes the defaults of a tenant in place and never makes one; made ones keep their order (027-1)', async () => {
    const from = await tenant('From', { deviceEnrollmentConfigurations: [limit(2, 'Second', 2), limit(1, 'First', 1), limit(3, 'Third', 3)] })
    Object.assign(limits(from)[0]!, { limit: 7 })
    const to = await tenant('To')
    const { plan } = await restore(from, to, ['deviceEnrollmentConfigurations'])
    expect(plan.items.filter((item) => item.action === 'update').map((item) => item.reason)).toEqual(['Every tenant has one of its own.'])
    expect(limits(to).map((item) => [item['displayName'], item['priority'], item['limit']])).toEqual([['All users and all devices', 0, 7], ['First', 1, 1], ['Second', 2, 2], ['Third', 3, 3]])
    expect(writes(to).filter(({ what }) => what.includes('setPriority'))).toEqual([])
  })

  it('puts a configuration back to its rank in its own tenant (027-2)', async () => {
    const from = await tenant('From', { deviceEnrollmentConfigurations: [limit(1, 'First', 1), limit(2, 'Second', 2)] })
    await lab.capture(from.id)
    const [, first, second] = limits(from)
    Object.assign(first!, { priority: 2 })
    Object.assign(second!, { priority: 1 })
    const [version] = (await lab.core.call('versions.list', { tenantId: from.id })).filter((entry) => entry.name === 'First')
    const plan = await lab.plan(from.id, { from: { versionIds: [version!.id] } })
    await lab.unlock(from.id, 'From')
    const { runId } = await lab.core.call('restore.start', { tenantId: from.id, planId: plan.id, confirm: 'From' })
    expect(await lab.ended(from.id, runId)).toMatchObject({ status: 'succeeded' })
    expect(writes(from)).toMatchObject([{ what: 'POST /deviceManagement/deviceEnrollmentConfigurations/*_Limit/setPriority', body: { priority: 1 } }])
    expect(limits(from).map((item) => item['displayName'])).toEqual(['All users and all devices', 'First', 'Second'])
  })

  it('refuses an exclusion, which Intune would store as an inclusion (027-3, 024-2)', async () => {
    const from = await tenant('From', { groups, deviceEnrollmentConfigurations: [limit(1, 'First', 1)], termsAndConditions: [demo('termsAndConditions')] })
    for (const path of ['/deviceManagement/deviceEnrollmentConfigurations', '/deviceManagement/termsAndConditions']) {
      const item = objectsOf(from, path).find((entry) => entry['priority'] !== 0)!
      item['assignments'] = [group(guid(1)), group(guid(2), 'exclusionGroup')]
    }
    const to = await tenant('To', { groups })
    const { plan } = await restore(from, to, ['deviceEnrollmentConfigurations', 'termsAndConditions'])
    const blocked = plan.items.filter((item) => item.action === 'blocked')
    expect(blocked.map((item) => item.type).toSorted()).toEqual(['deviceEnrollmentConfigurations', 'termsAndConditions'])
    for (const item of blocked) expect(item.reason).toContain('would store here as an inclusion')
    // The service itself proves the point: what a careless client posts comes back turned round.
    put(to.simulator.tenant, '/deviceManagement/termsAndConditions', { id: guid(60), displayName: 'Terms', assignments: [] })
    const answer = await fetch(`${to.simulator.url}/beta/deviceManagement/termsAndConditions/${guid(60)}/assignments`, { method: 'POST', headers: { authorization: `Bearer ${to.simulator.token}`, 'content-type': 'application/json' }, body: JSON.stringify(group(guid(2), 'exclusionGroup')) })
    expect(await answer.json()).toMatchObject({ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget' } })
  })

  it('assigns terms and Autopilot profiles one by one, and takes single assignments away (024-1, 014-1)', async () => {
    const seed = (target: object[]) => ({ groups, termsAndConditions: [{ ...demo('termsAndConditions'), assignments: target }], windowsAutopilotDeploymentProfiles: [{ ...demo('windowsAutopilotDeploymentProfiles'), assignments: target }] })
    const from = await tenant('From', seed([group(guid(1))]))
    const to = await tenant('To', seed([{ id: 'old', ...group(guid(2)) }]))
    await restore(from, to, ['termsAndConditions', 'windowsAutopilotDeploymentProfiles'])
    expect(writes(to).map(({ what }) => what).toSorted()).toEqual([
      'DELETE /deviceManagement/termsAndConditions/*/assignments/old', 'DELETE /deviceManagement/windowsAutopilotDeploymentProfiles/*/assignments/old',
      'POST /deviceManagement/termsAndConditions/*/assignments', 'POST /deviceManagement/windowsAutopilotDeploymentProfiles/*/assignments',
    ])
  })

  it('makes Apple profiles below the token of the same name, and the default one by its action (014-2)', async () => {
    const from = await tenant('From', { depOnboardingSettings: [demo('depOnboardingSettings')], depEnrollmentProfiles: [demo('depEnrollmentProfiles'), demo('depEnrollmentProfiles', 1)] })
    const to = await tenant('To', { depOnboardingSettings: [{ ...demo('depOnboardingSettings'), id: guid(70) }] })
    await restore(from, to, ['depOnboardingSettings', 'depEnrollmentProfiles'])
    const [token] = objectsOf(to, '/deviceManagement/depOnboardingSettings')
    const profiles = objects(token!['enrollmentProfiles'])
    expect(profiles.map((profile) => [profile['displayName'], profile['isDefault'], text(profile['id']).startsWith(`${guid(70)}_`)])).toEqual([['Macs – design team', true, true], ['iPads – sales floor', true, true]])
    expect(writes(to).filter(({ what }) => what.endsWith('setDefaultProfile'))).toHaveLength(2)
  })

  it('keeps no Android token, and makes a profile with a new one (014-3)', async () => {
    const from = await tenant('From', { androidDeviceOwnerEnrollmentProfiles: [demo('androidDeviceOwnerEnrollmentProfiles')] })
    const to = await tenant('To')
    const { plan } = await restore(from, to, ['androidDeviceOwnerEnrollmentProfiles'])
    expect(plan.items[0]?.warnings.join(' ')).toContain('a new token and QR code')
    const [profile] = objectsOf(to, '/deviceManagement/androidDeviceOwnerEnrollmentProfiles')
    expect(profile).toMatchObject({ enrollmentMode: 'corporateOwnedDedicatedDevice', wifiPassword: 'setup-network-2026' })
    expect(profile!['tokenValue']).not.toBe('QWERTYUIOPASDFGHJKLZ')
    expect(Date.parse(text(profile!['tokenExpirationDateTime']))).toBeGreaterThan(Date.now())
    const database = readFileSync(join(lab.folder, 'data', 'atlas.db'))
    for (const secret of ['QWERTYUIOPASDFGHJKLZ', 'setup-network-2026']) expect(database.includes(secret)).toBe(false)
  })
})

describe('endpoint security', () => {
  it('of the old kind is made from its template; a setting is taken away by null (017-1)', async () => {
    const from = await tenant('From', { intents: [demo('intents')] })
    const to = await tenant('To')
    await restore(from, to, ['intents'])
    expect(writes(to)[0]).toMatchObject({ what: 'POST /deviceManagement/templates/*/createInstance', body: { settingsDelta: [{ definitionId: expect.any(String) as string }, {}, {}] } })
    expect(JSON.stringify(writes(to)[0]!.body)).not.toContain('"id"')
    const live = objectsOf(to, '/deviceManagement/intents')[0]!
    live['settings'] = [...objects(live['settings']).slice(1), { '@odata.type': '#microsoft.graph.deviceManagementBooleanSettingInstance', id: 'x', definitionId: 'deviceConfiguration--macOSEndpointProtectionConfiguration_gatekeeperBlockOverride', valueJson: 'true', value: true }]
    await restore(from, to, ['intents'])
    const update = writes(to).at(-1)!
    expect(update.what).toBe('POST /deviceManagement/intents/*/updateSettings')
    expect(objects(update.body['settings']).map((setting) => setting['valueJson'])).toEqual(['true', 'null'])
    expect((await restore(from, to, ['intents'])).plan.summary).toMatchObject({ unchanged: 1 })
  })

  it('keeps the references to its template byte for byte, capitals included (023-1)', async () => {
    const reference = '6f2c6d1d-0000-4000-8000-00000000abcd'
    const policy = { ...demo('configurationPolicies'), settings: objects(demo('configurationPolicies')['settings']).map((setting) => ({ ...setting, settingInstance: { ...(setting['settingInstance'] as Json), settingInstanceTemplateReference: { settingInstanceTemplateId: reference } } })) }
    const [from, to] = [await tenant('From', { configurationPolicies: [policy] }), await tenant('To')]
    await restore(from, to, ['configurationPolicies'])
    expect(JSON.stringify(writes(to)[0]!.body)).toContain(reference)
    // A client that writes it in capitals is refused.
    const answer = await fetch(`${to.simulator.url}/beta/deviceManagement/configurationPolicies`, { method: 'POST', headers: { authorization: `Bearer ${to.simulator.token}`, 'content-type': 'application/json' }, body: JSON.stringify(writes(to)[0]!.body).replaceAll(reference, reference.toUpperCase()) })
    expect([answer.status, JSON.stringify(await answer.json())]).toEqual([400, expect.stringContaining('Invalid Reference id') as string])
  })

  it('stands where the admin center has it, by its template family (045-1)', async () => {
    const from = await tenant('From', { configurationPolicies: ['endpointSecurityAntivirus', 'endpointSecurityFirewall', 'baseline', 'none', 'enrollmentConfiguration'].map((templateFamily, index) => ({ id: guid(80 + index), name: templateFamily, platforms: 'windows10', technologies: 'mdm', templateReference: { templateId: '', templateFamily }, settings: [] })) })
    await lab.capture(from.id)
    const { policies } = await lab.core.call('policies.list', { tenantId: from.id })
    expect(Object.fromEntries(policies.filter((policy) => policy.type === 'configurationPolicies').map((policy) => [policy.kind, policy.category.join(' › ')]))).toEqual({
      Antivirus: 'Endpoint security › Antivirus', Firewall: 'Endpoint security › Firewall', 'Security baseline': 'Endpoint security › Security baselines',
      'Settings catalog': 'Devices › Configuration', 'Device preparation': 'Devices › Enrollment › Device preparation',
    })
  })
})

describe('the tenant itself', () => {
  it('gets its policy sets last, with the new ids of what they hold, and changed by their own action (025-1)', async () => {
    const types = ['policySets', 'mobileApps', 'deviceConfigurations', 'windowsUpdateRings', 'deviceCompliancePolicies', 'notificationMessageTemplates', 'windowsAutopilotDeploymentProfiles']
    const all = (name: string) => JSON.parse(readFileSync(join(resources, 'demo', name, 'all.json'), 'utf8')) as object[]
    const from = await tenant('From', Object.fromEntries(types.filter((type) => type !== 'windowsUpdateRings').map((type) => [type, all(type).filter((entry) => !('deviceCompliancePolicyScript' in entry))])))
    const to = await tenant('To')
    const { plan } = await restore(from, to, types)
    expect(plan.items.at(-1)?.type).toBe('policySets')
    const [set] = objectsOf(to, '/deviceAppManagement/policySets')
    const ids = new Set([...to.simulator.tenant.collections.values()].flatMap((items) => [...items.keys()]))
    expect(objects(set!['items'])).toHaveLength(5)
    for (const item of objects(set!['items'])) expect(ids.has(text(item['payloadId']))).toBe(true)
    set!['items'] = objects(set!['items']).slice(1)
    await restore(from, to, ['policySets', 'mobileApps'])
    expect(writes(to).at(-1)).toMatchObject({ what: 'POST /deviceAppManagement/policySets/*/update', body: { addedPolicySetItems: [{ '@odata.type': '#microsoft.graph.mobileAppPolicySetItem', intent: 'required' }] } })
  })

  it('gets a role assignment only when somebody takes it in, and no built-in role is ever written (030-1)', async () => {
    const from = await tenant('From', { groups: JSON.parse(readFileSync(join(resources, 'demo', 'groups', 'all.json'), 'utf8')) as object[], roleScopeTags: [{ id: '1', displayName: 'Stores EU' }], roleDefinitions: [demo('roleDefinitions')], roleAssignments: [demo('roleAssignments')] })
    const to = await tenant('To', { groups: objectsOf(from, '/groups') })
    const types = ['roleScopeTags', 'roleDefinitions', 'roleAssignments']
    const left = await restore(from, to, types)
    expect(left.plan.items.find((item) => item.type === 'roleAssignments')).toMatchObject({ included: false, risk: 'high', warnings: [expect.stringContaining('only when you take it in') as string] })
    expect(objectsOf(to, '/deviceManagement/roleAssignments')).toEqual([])
    await restore(from, to, types, { include: true })
    const [assignment] = objectsOf(to, '/deviceManagement/roleAssignments')
    expect(assignment).toMatchObject({ displayName: 'Store help desk – Europe', roleDefinition: { displayName: 'Store help desk' }, roleScopeTags: [{ displayName: 'Stores EU' }] })
    expect(writes(to).filter(({ what }) => what.includes('roleDefinitions')).map(({ body }) => body['displayName'])).toEqual(['Store help desk'])
  })

  it('gets branding in two steps, images included, and its default profile changed in place (030-2)', async () => {
    const from = await tenant('From', { intuneBrandingProfiles: [demo('intuneBrandingProfiles')] })
    objectsOf(from, '/deviceManagement/intuneBrandingProfiles').find((profile) => profile['isDefaultProfile'] === true)!['privacyUrl'] = 'https://contoso.example/privacy'
    const to = await tenant('To')
    await restore(from, to, ['intuneBrandingProfiles'])
    const create = writes(to).find(({ what }) => what === 'POST /deviceManagement/intuneBrandingProfiles')!
    expect(Object.keys(create.body).toSorted()).toEqual(['profileDescription', 'profileName', 'roleScopeTagIds'])
    const profiles = objectsOf(to, '/deviceManagement/intuneBrandingProfiles')
    expect(profiles).toHaveLength(2)
    expect(profiles.find((profile) => profile['profileName'] === 'Stores')).toMatchObject({ themeColorLogo: { type: 'image/png' }, contactITName: 'Store help desk' })
    expect(profiles.find((profile) => profile['isDefaultProfile'] === true)).toMatchObject({ privacyUrl: 'https://contoso.example/privacy' })
  })

  it('matches device categories by name and makes the missing ones (028-1)', async () => {
    const from = await tenant('From', { deviceCategories: [{ id: guid(1), displayName: 'Office' }, { id: guid(2), displayName: 'Store' }] })
    const to = await tenant('To', { deviceCategories: [{ id: guid(3), displayName: 'Office' }] })
    const { plan } = await restore(from, to, ['deviceCategories'])
    expect(plan.items.map((item) => [item.name, item.action])).toEqual([['Office', 'unchanged'], ['Store', 'create']])
  })

  it('captures Entra only where it is turned on, and makes its policies switched off (030-3)', async () => {
    const names = ['conditionalAccessPolicies', 'namedLocations', 'authenticationStrengthPolicies']
    const all = (name: string) => JSON.parse(readFileSync(join(resources, 'demo', name, 'all.json'), 'utf8')) as object[]
    const from = await tenant('From', Object.fromEntries(names.map((name) => [name, all(name)])))
    await lab.capture(from.id)
    expect((await lab.core.call('policies.list', { tenantId: from.id })).policies.filter((policy) => names.includes(policy.type))).toEqual([])
    await lab.core.call('tenants.change', { tenantId: from.id, capturesEntra: true })
    await lab.capture(from.id)
    const to = await tenant('To')
    const { plan } = await restore(from, to, names)
    expect(objectsOf(to, '/identity/conditionalAccess/policies').map((policy) => policy['state']).toSorted()).toEqual(['disabled', 'disabled', 'enabledForReportingButNotEnforced'])
    expect(plan.items.find((item) => item.name.startsWith('CA001'))?.warnings.join(' ')).toContain('switched off')
    // To switch one on is a decision of its own.
    const again = await restore(from, to, names)
    expect(again.plan.items.filter((item) => item.action === 'update').every((item) => !item.included && item.risk === 'high')).toBe(true)
    expect(objectsOf(to, '/identity/conditionalAccess/policies').map((policy) => policy['state'])).not.toContain('enabled')
  })
})
