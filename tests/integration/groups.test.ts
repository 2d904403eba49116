import { afterEach, describe, expect, it } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { objects, type Json } from '#domain/json.ts'
import { collection, put } from '#simulator/tenant.ts'
import {
  assigned,
  dynamic,
  group,
  grouping,
  id,
  isWindows,
  liveGroup,
  member,
  memberIds,
  script,
  users,
} from '#tests/support/grouping.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { recordedTenant } from '#tests/support/restored.ts'

let lab: Lab
afterEach(() => lab.close())
const { carryOut, backup } = grouping(() => lab)

const seeded = {
  groups: [
    group(1, 'Laptops', { ...dynamic, membershipRule: isWindows }),
    group(2, 'Excluded', { members: [member(501), member(3, 'group'), member(601, 'device')] }),
    group(3, 'Inside another one'),
    group(4, 'Of nobody'),
  ],
  users: users(501, 60),
  deviceManagementScripts: [script(1, [assigned(1), assigned(2, true)])],
}

async function groupsIn(tenantId: TenantId): Promise<Map<string, Json>> {
  const { policies } = await lab.core.call('policies.list', { tenantId })
  return new Map(
    await Promise.all(
      policies
        .filter(({ type, state }) => type === 'groups' && state === 'active')
        .map(async ({ name, versionId }): Promise<[string, Json]> => {
          const { text } = await lab.core.call('versions.body', { tenantId, versionId: versionId! })
          return [name, JSON.parse(text) as Json]
        }),
    ),
  )
}

describe('groups', () => {
  it('are captured where something refers to them, and until Graph says that they are gone (0811-1)', async () => {
    lab = openLab()
    const { id: tenantId, simulator } = await recordedTenant(lab, 'Tenant', seeded)
    expect((await lab.capture(tenantId)).status).toBe('succeeded')
    const first = await groupsIn(tenantId)
    expect([...first.keys()].toSorted()).toEqual(['Excluded', 'Laptops'])
    expect(first.get('Laptops')).toMatchObject({ membershipRule: isWindows, membershipRuleProcessingState: 'On' })
    expect(first.get('Excluded')).not.toHaveProperty('members')
    // Nothing refers to it any more, but it is still there.
    collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').clear()
    await lab.capture(tenantId)
    expect([...(await groupsIn(tenantId)).keys()].toSorted()).toEqual(['Excluded', 'Laptops'])
    collection(simulator.tenant, '/groups').delete(id(1))
    const run = await lab.capture(tenantId)
    expect(resultOf(run, 'capture').missing).toBe(1)
    expect([...(await groupsIn(tenantId)).keys()]).toEqual(['Excluded'])
  })

  it('are captured with their direct members, and the groups among them, where that is turned on (0811-2, 0811-1)', async () => {
    lab = openLab()
    const large = Array.from({ length: 2_001 }, (_, index) => member(3_000 + index))
    const { id: tenantId } = await recordedTenant(lab, 'Tenant', {
      ...seeded,
      groups: [...seeded.groups, group(5, 'Everybody', { members: large })],
      deviceManagementScripts: [...seeded.deviceManagementScripts, script(2, [assigned(5)])],
    })
    await lab.core.call('tenants.change', { tenantId, capturesGroupMembers: true })
    const run = await lab.capture(tenantId)
    expect(run.status).toBe('succeeded')
    const found = await groupsIn(tenantId)
    expect([...found.keys()].toSorted()).toEqual(['Everybody', 'Excluded', 'Inside another one', 'Laptops'])
    expect(objects(found.get('Excluded')!['members']).map(({ displayName }) => displayName)).toEqual([
      'Member 501',
      'Member 3',
      'Member 601',
    ])
    // The members of a dynamic group follow from its rule.
    expect(found.get('Laptops')).not.toHaveProperty('members')
    expect(found.get('Everybody')).not.toHaveProperty('members')
    const item = (await lab.items(tenantId, run.id)).find(({ name }) => name === 'Everybody')
    expect(item?.note).toContain("It has more than 2000 members, so they aren't captured")
  })

  it('are findings of drift when their rule changes, and not when a policy begins to refer to them (0811-3)', async () => {
    lab = openLab()
    const { id: tenantId, simulator } = await recordedTenant(lab, 'Tenant', seeded)
    await backup(tenantId)
    const { baselineId } = await lab.core.call('drift.addBaseline', {
      tenantId,
      name: 'Start',
      source: { tenantId, from: { now: true } },
    })
    collection(simulator.tenant, '/groups').get(id(1))!['membershipRule'] = '(device.deviceOwnership -eq "Personal")'
    put(simulator.tenant, '/deviceManagement/deviceManagementScripts', script(1, [assigned(1), assigned(4)]))
    const { runId } = await lab.core.call('drift.check', { tenantId, baselineId })
    await lab.ended(tenantId, runId)
    const findings = await lab.core.call('drift.findings', { tenantId, baselineId })
    expect(findings.map(({ name, kind }) => `${name}: ${kind}`).toSorted()).toEqual([
      'Assignment to Of nobody: assignment-changed',
      'Assignment, excluding Excluded: assignment-changed',
      'Membership rule: changed',
    ])
  })

  it('are created only where somebody chooses so, dynamic ones with their rule paused (0811-4)', async () => {
    lab = openLab()
    const source = await recordedTenant(lab, 'Source', seeded)
    const target = await recordedTenant(lab, 'Target', {})
    const setId = await backup(source.id)
    const wanted = { sourceTenantId: source.id, from: { setId } }
    const plan = await lab.plan(target.id, wanted)
    const ofGroups = plan.items.filter(({ type }) => type === 'groups')
    expect(ofGroups.map(({ action, reason }) => [action, reason])).toEqual(
      ofGroups.map(() => [
        'skip',
        'The target has no such group. Choose in the mapping whether to create it or to use another one.',
      ]),
    )
    // The exclusion would be lost, so nothing is assigned.
    const chosen = await lab.plan(target.id, {
      ...wanted,
      choices: { [`groups/${id(1)}`]: 'create', [`groups/${id(2)}`]: 'create' },
    })
    expect(
      chosen.items.filter(({ type }) => type === 'groups').map(({ action, included }) => [action, included]),
    ).toEqual(ofGroups.map(() => ['create', true]))
    expect((await carryOut(target, chosen.id)).status).toBe('succeeded')
    expect(liveGroup(target, 'Laptops')).toMatchObject({
      membershipRule: isWindows,
      membershipRuleProcessingState: 'Paused',
    })
    expect(liveGroup(target, 'Excluded')).toBeDefined()
    const [made] = [...collection(target.simulator.tenant, '/deviceManagement/deviceManagementScripts').values()]
    expect(objects(made!['assignments'])).toHaveLength(2)
    // Whether its rule is on is up to each tenant.
    const again = await lab.plan(target.id, wanted)
    expect(again.items.filter(({ action }) => action !== 'unchanged')).toEqual([])
  })

  it('come back in their tenant with the members that still exist (0811-4, 0811-2)', async () => {
    lab = openLab()
    const many = users(501, 45).map((user) => member(Number(String(user['id']).slice(-6))))
    const tenant = await recordedTenant(lab, 'Tenant', {
      ...seeded,
      groups: [group(2, 'Excluded', { members: [...many, member(601, 'device')] })],
      deviceManagementScripts: [script(1, [assigned(2, true)])],
    })
    await lab.core.call('tenants.change', { tenantId: tenant.id, capturesGroupMembers: true })
    const setId = await backup(tenant.id)
    collection(tenant.simulator.tenant, '/groups').delete(id(2))
    collection(tenant.simulator.tenant, '/users').delete(id(501))
    const wanted = { sourceTenantId: tenant.id, from: { setId } }
    const plan = await lab.plan(tenant.id, {
      ...wanted,
      choices: { [`groups/${id(2)}`]: 'create' },
    })
    const made = plan.items.find(({ name }) => name === 'Excluded')!
    expect(made.action).toBe('recreate')
    expect(made.warnings).toContain(
      'It is created with those of its members that still exist, but without devices and apps (1).',
    )
    expect((await carryOut(tenant, plan.id)).status).toBe('succeeded')
    expect(memberIds(liveGroup(tenant, 'Excluded'))).toEqual(many.slice(1).map((entry) => entry['id']))
  })

  it('are changed only if somebody includes them, and an undo puts them back (0811-5)', async () => {
    lab = openLab()
    const tenant = await recordedTenant(lab, 'Tenant', seeded)
    await lab.core.call('tenants.change', { tenantId: tenant.id, capturesGroupMembers: true })
    const setId = await backup(tenant.id)
    const group1 = collection(tenant.simulator.tenant, '/groups').get(id(1))!
    const group2 = collection(tenant.simulator.tenant, '/groups').get(id(2))!
    group1['membershipRule'] = '(device.deviceOwnership -eq "Personal")'
    group2['members'] = [member(502), member(601, 'device')]
    const wanted = { sourceTenantId: tenant.id, from: { setId } }
    const plan = await lab.plan(tenant.id, wanted)
    const changes = plan.items.filter(({ action }) => action !== 'unchanged')
    expect(changes.map(({ name, action, included }) => [name, action, included])).toEqual([
      ['Excluded', 'update', false],
      ['Laptops', 'update', false],
    ])
    const run = await carryOut(tenant, plan.id, true)
    expect(run.status).toBe('succeeded')
    expect(group1['membershipRule']).toBe(isWindows)
    expect(memberIds(group2).toSorted()).toEqual([id(3), id(501), id(601)])
    const { runId } = await lab.core.call('restore.undo', { tenantId: tenant.id, runId: run.id })
    const undo = resultOf(await lab.ended(tenant.id, runId), 'restore-plan').planId!
    expect((await carryOut(tenant, undo, true)).status).toBe('succeeded')
    expect(group1['membershipRule']).toBe('(device.deviceOwnership -eq "Personal")')
    expect(memberIds(group2).toSorted()).toEqual([id(502), id(601)])
  })

  it('are no conflict because only some of them were captured with their members (0811-5)', async () => {
    lab = openLab()
    const tenant = await recordedTenant(lab, 'Tenant', {
      ...seeded,
      groups: [group(1, 'One', { members: [member(501)] }), group(2, 'Two', { members: [member(502)] })],
    })
    await lab.capture(tenant.id)
    const [one] = (await lab.core.call('policies.list', { tenantId: tenant.id })).policies.filter(
      ({ name }) => name === 'One',
    )
    await lab.core.call('tenants.change', { tenantId: tenant.id, capturesGroupMembers: true })
    const { runId } = await lab.core.call('runs.capture', { tenantId: tenant.id, policyIds: [one!.id] })
    await lab.ended(tenant.id, runId)
    const captured = (await lab.core.call('policies.list', { tenantId: tenant.id })).policies.filter(
      ({ type }) => type === 'groups',
    )
    for (const index of [1, 2]) collection(tenant.simulator.tenant, '/groups').get(id(index))!['description'] = 'After'
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: tenant.id,
      from: { versionIds: captured.map(({ versionId }) => versionId!) },
    })
    const run = await carryOut(tenant, plan.id, true)
    expect((await lab.items(tenant.id, run.id)).map(({ name, state }) => [name, state])).toEqual([
      ['One', 'done'],
      ['Two', 'done'],
    ])
    expect(memberIds(collection(tenant.simulator.tenant, '/groups').get(id(2)))).toEqual([id(502)])
  })

  it.each([
    [
      'an on-premises directory',
      { onPremisesSyncEnabled: true },
      'The group comes from an on-premises directory. Change it there.',
    ],
    [
      'Exchange',
      { mailEnabled: true },
      'Graph only reads mail-enabled groups. Change it in the Exchange admin center.',
    ],
  ])('of %s are never written (0811-5)', async (_, more, reason) => {
    lab = openLab()
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [group(1, 'Laptops', { description: 'Before', ...more })],
      deviceManagementScripts: [script(1, [assigned(1)])],
    })
    const setId = await backup(tenant.id)
    collection(tenant.simulator.tenant, '/groups').get(id(1))!['description'] = 'After'
    const plan = await lab.plan(tenant.id, { sourceTenantId: tenant.id, from: { setId } })
    expect(plan.items.find(({ name }) => name === 'Laptops')).toMatchObject({ action: 'blocked', reason })
  })
})
