import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { objects, type Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid, objectsOf, recordedTenant } from '#tests/support/restored.ts'
import { configs, everybody, ios, restoring, script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, planOf, undoOf } = restoring(() => lab)

const sourceSeed = {
  groups: [
    {
      id: guid(51),
      displayName: 'Pilot',
      securityEnabled: true,
      mailEnabled: false,
      groupTypes: ['DynamicMembership'],
      membershipRule: '(device.deviceOwnership -eq "Company")',
      membershipRuleProcessingState: 'On',
      mailNickname: 'pilot',
      description: 'd',
    },
  ],
  deviceManagementScripts: [script(1, { assignments: [group(guid(51))] })],
}

describe('the mapping', () => {
  it('is remembered for a pair of tenants until you forget it (006-10)', async () => {
    const source = await recordedTenant(lab, 'Source', sourceSeed)
    const target = await recordedTenant(lab, 'Target', {
      groups: [
        { id: guid(61), displayName: 'Pilot' },
        { id: guid(62), displayName: 'Pilot' },
      ],
    })
    const plans = { sourceTenantId: source.id, from: { versionIds: await versionsOf(source.id) } }
    const first = await lab.plan(target.id, plans)
    expect(first.references).toMatchObject([
      { kind: 'groups', how: 'ambiguous', candidates: [{ id: guid(61) }, { id: guid(62) }], canCreate: true },
    ])
    const chosen = await lab.core.call('restore.planAgain', {
      tenantId: target.id,
      planId: first.id,
      choices: { [`groups/${guid(51)}`]: guid(62) },
    })
    const plan = await planOf(target.id, chosen.runId)
    expect(plan.references).toMatchObject([{ how: 'chosen', targetId: guid(62) }])
    // A plan that nobody carried out says nothing about the next one.
    expect((await lab.plan(target.id, plans)).references).toMatchObject([{ how: 'ambiguous' }])
    await run(target, 'Target', plan)
    const later = await lab.plan(target.id, plans)
    expect(later.references.filter(({ kind }) => kind === 'groups')).toMatchObject([
      { how: 'remembered', targetId: guid(62) },
    ])
    await lab.core.call('restore.forgetChoice', { tenantId: target.id, planId: later.id, key: `groups/${guid(51)}` })
    expect((await lab.plan(target.id, plans)).references.filter(({ kind }) => kind === 'groups')).toMatchObject([
      { how: 'ambiguous' },
    ])
  })

  it('makes two apps that depend on each other, and links both (006-9)', async () => {
    const app = (index: number, other: number): Json => ({
      '@odata.type': '#microsoft.graph.winGetApp',
      id: guid(index),
      displayName: `App ${index}`,
      publisher: 'P',
      packageIdentifier: `app${index}`,
      installExperience: { runAsAccount: 'system' },
      assignments: [],
      categories: [],
      relationships: [
        {
          '@odata.type': '#microsoft.graph.mobileAppDependency',
          id: guid(index + 20),
          targetId: guid(other),
          targetType: 'child',
          dependencyType: 'detect',
        },
      ],
    })
    const source = await recordedTenant(lab, 'Source', { mobileApps: [app(1, 2), app(2, 1)] })
    const target = await recordedTenant(lab, 'Target')
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'mobileApps') },
    })
    expect((await run(target, 'Target', plan)).status).toBe('succeeded')
    const made = objectsOf(target, '/deviceAppManagement/mobileApps')
    expect(made.map((entry) => objects(entry['relationships']).map((relation) => relation['targetId']))).toEqual([
      [made[1]!['id']],
      [made[0]!['id']],
    ])
  })
})

describe('a missing group', () => {
  it('can be created with its rule, before what is assigned to it (006-11)', async () => {
    const source = await recordedTenant(lab, 'Source', sourceSeed)
    const target = await recordedTenant(lab, 'Target')
    const plans = { sourceTenantId: source.id, from: { versionIds: await versionsOf(source.id) } }
    expect((await lab.plan(target.id, plans)).references).toMatchObject([{ how: 'missing', canCreate: true }])
    const plan = await lab.plan(target.id, { ...plans, choices: { [`groups/${guid(51)}`]: 'create' } })
    expect(plan.items.map((item) => [item.type, item.action])).toEqual([
      ['groups', 'create'],
      ['deviceManagementScripts', 'create'],
    ])
    expect(plan.items[0]!.warnings.join(' ')).toContain('Group.ReadWrite.All')
    expect((await run(target, 'Target', plan)).status).toBe('succeeded')
    const [made] = objectsOf(target, '/groups')
    expect(made).toMatchObject({
      displayName: 'Pilot',
      groupTypes: ['DynamicMembership'],
      membershipRule: '(device.deviceOwnership -eq "Company")',
      membershipRuleProcessingState: 'Paused',
      securityEnabled: true,
      mailEnabled: false,
    })
    expect(objects(objectsOf(target, scripts)[0]!['assignments'])).toMatchObject([{ target: { groupId: made!['id'] } }])
    expect((await lab.plan(target.id, plans)).summary).toMatchObject({ unchanged: 1, create: 0 })
  })

  it('is not created when the target has a group of that name by now (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Pilot', securityEnabled: true, mailEnabled: false, groupTypes: [] }],
      deviceManagementScripts: [script(1, { assignments: [{ id: 'a', ...group(guid(51)) }] })],
    })
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [{ id: guid(61), displayName: 'Pilot', securityEnabled: true }],
    })
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id) },
      choices: { [`groups/${guid(51)}`]: 'create' },
    })
    expect(plan.items).toMatchObject([
      { type: 'groups', action: 'blocked', reason: '"Pilot" already exists in the tenant. Choose it in the mapping.' },
      { type: 'deviceManagementScripts', action: 'blocked', reason: 'It needs "Pilot", which can\'t be restored.' },
    ])
  })

  it('is not created again when you plan again (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Pilot', securityEnabled: true, mailEnabled: false, groupTypes: [] }],
      deviceManagementScripts: [
        script(1, { assignments: [{ id: 'a', ...group(guid(51)) }] }),
        script(2, { assignments: [{ id: 'a', ...group(guid(51)) }] }),
      ],
    })
    const tenant = await recordedTenant(lab, 'Tenant')
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id) },
      choices: { [`groups/${guid(51)}`]: 'create' },
    })
    expect((await run(tenant, 'Tenant', plan)).status).toBe('succeeded')
    objectsOf(tenant, scripts)[0]!['description'] = 'changed'
    const again = await planOf(
      tenant.id,
      (await lab.core.call('restore.planAgain', { tenantId: tenant.id, planId: plan.id })).runId,
    )
    await run(tenant, 'Tenant', again)
    expect(objectsOf(tenant, '/groups')).toHaveLength(1)
  })

  it('stays assigned after an undo, although another plan left it out (006-17)', async () => {
    const both = [everybody, { id: 'x', ...group(guid(51), 'exclusionGroup') }]
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      deviceConfigurations: [ios(1, { assignments: both }), ios(2, { assignments: both })],
    })
    const versionIds = await versionsOf(tenant.id, 'deviceConfigurations')
    // Somebody looks at a plan in which the group is left out, and never carries it out.
    await lab.plan(tenant.id, { from: { versionIds: [versionIds[1]!] }, choices: { [`groups/${guid(51)}`]: null } })
    await lab.plan(tenant.id, { from: { versionIds: [versionIds[0]!] } })
    objectsOf(tenant, configs)[0]!['description'] = 'by somebody'
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    const restored = await run(tenant, 'Tenant', plan)
    expect(objectsOf(tenant, configs).map((entry) => objects(entry['assignments']).length)).toEqual([2, 2])
    const undo = await undoOf(tenant, restored)
    await run(tenant, 'Tenant', undo)
    expect(objectsOf(tenant, configs).map((entry) => objects(entry['assignments']).length)).toEqual([2, 2])
  })

  it('stays excluded after an undo, although a plan that nobody carried out left it out (0801-6)', async () => {
    const both = [everybody, { id: 'x', ...group(guid(51), 'exclusionGroup') }]
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      deviceConfigurations: [ios(1, { assignments: both }), ios(2, { assignments: both })],
    })
    const versionIds = await versionsOf(tenant.id, 'deviceConfigurations')
    objectsOf(tenant, configs)[0]!['description'] = 'by somebody'
    const restored = await run(
      tenant,
      'Tenant',
      await lab.plan(tenant.id, { from: { versionIds: [versionIds.find(Boolean)!, ...versionIds.slice(1)] } }),
    )
    await lab.plan(tenant.id, { from: { versionIds }, choices: { [`groups/${guid(51)}`]: null } })
    await run(tenant, 'Tenant', await undoOf(tenant, restored))
    expect(
      objectsOf(tenant, configs).map((entry) => [entry['description'], objects(entry['assignments']).length]),
    ).toEqual([
      ['by somebody', 2],
      ['first', 2],
    ])
  })
})
