import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import type { PlanItem } from '#contract/model/plans.ts'
import { resultOf } from '#contract/model/runs.ts'
import { objects, type Json } from '#domain/json.ts'
import { judge } from '#domain/permissions/health.ts'
import { scopesFor } from '#domain/permissions/scopes.ts'
import { collection } from '#simulator/tenant.ts'
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
  scriptsPath,
  users,
} from '#tests/support/grouping.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import { everybody, restoring } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { carryOut, backup, capturesMembers } = grouping(() => lab)
const { faulty, undoOf } = restoring(() => lab)

const create = (...indexes: number[]) => Object.fromEntries(indexes.map((index) => [`groups/${id(index)}`, 'create']))
const ofGroups = (items: readonly PlanItem[]) => items.filter(({ type }) => type === 'groups')
const groupsOf = (tenant: RecordedTenant) => collection(tenant.simulator.tenant, '/groups')
const two = {
  groups: [group(1, 'A', { members: [member(501), member(502)] }), group(2, 'B')],
  users: users(501, 30),
  deviceManagementScripts: [script(1, [assigned(1), assigned(2, true)])],
}

describe('the members of a restored group', () => {
  it('are the same people, never others of the same name (0811-4)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [
        group(1, 'Admins', {
          members: [member(501, 'user', 'John'), member(503, 'user', 'Eve'), member(3, 'group', 'Nested')],
        }),
        group(2, 'Interns', { members: [member(502, 'user', 'John')] }),
        group(3, 'Nested'),
      ],
      users: [
        { id: id(501), displayName: 'John' },
        { id: id(502), displayName: 'John' },
        { id: id(503), displayName: 'Eve' },
      ],
      deviceManagementScripts: [script(1, [assigned(1), assigned(2)])],
    })
    await capturesMembers(tenant.id)
    const setId = await backup(tenant.id)
    for (const gone of [1, 3]) groupsOf(tenant).delete(id(gone))
    groupsOf(tenant).set(id(7), group(7, 'Nested'))
    collection(tenant.simulator.tenant, '/users').delete(id(501))
    const plan = await lab.plan(tenant.id, { from: { setId }, choices: create(1) })
    await carryOut(tenant, plan.id)
    expect(memberIds(liveGroup(tenant, 'Admins'))).toEqual([id(503)])
  })

  it('don’t depend on one who was deleted after the preview (0811-4)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', two)
    await capturesMembers(tenant.id)
    const setId = await backup(tenant.id)
    groupsOf(tenant).delete(id(1))
    const plan = await lab.plan(tenant.id, { from: { setId }, choices: create(1) })
    collection(tenant.simulator.tenant, '/users').delete(id(501))
    await carryOut(tenant, plan.id)
    expect(memberIds(liveGroup(tenant, 'A'))).toEqual([id(502)])
  })

  it('are added although the service doesn’t know the new group everywhere yet (0811-4)', async () => {
    const late = { status: 400, code: 'Request_BadRequest', message: 'Not yet.' }
    const tenant = await faulty('Tenant', [{ method: 'PATCH', path: '/groups/', times: 1, ...late }], two)
    await capturesMembers(tenant.id)
    const setId = await backup(tenant.id)
    groupsOf(tenant).delete(id(1))
    const plan = await lab.plan(tenant.id, { from: { setId }, choices: create(1) })
    expect((await carryOut(tenant, plan.id)).status).toBe('succeeded')
    expect(memberIds(liveGroup(tenant, 'A'))).toHaveLength(2)
  })

  it('have to be there before a policy excludes the group (0811-4)', async () => {
    const refusal = { status: 403, code: 'Authorization_RequestDenied', message: 'No.' }
    const tenant = await faulty('Tenant', [{ method: 'PATCH', path: '/groups/', ...refusal }], {
      ...two,
      deviceManagementScripts: [script(1, [everybody, assigned(1, true)])],
    })
    await capturesMembers(tenant.id)
    const setId = await backup(tenant.id)
    groupsOf(tenant).clear()
    collection(tenant.simulator.tenant, scriptsPath).clear()
    const plan = await lab.plan(tenant.id, { from: { setId }, choices: create(1) })
    await carryOut(tenant, plan.id)
    expect(memberIds(liveGroup(tenant, 'A'))).toEqual([])
    expect(objectsOf(tenant, scriptsPath)).toEqual([])
  })

  it('are mentioned by an undo only if somebody changed them (0801-6)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', two)
    await capturesMembers(tenant.id)
    const setId = await backup(tenant.id)
    groupsOf(tenant).delete(id(1))
    const plan = await lab.plan(tenant.id, { from: { setId }, choices: create(1) })
    const run = await carryOut(tenant, plan.id)
    const warnings = async () => (await undoOf(tenant, run)).items.find(({ action }) => action === 'delete')?.warnings
    const changed = 'The object changed after the restore created it.'
    expect(await warnings()).not.toContain(changed)
    const made = liveGroup(tenant, 'A')!
    Object.assign(made, { members: [...objects(made['members']), member(510)] })
    expect(await warnings()).toContain(changed)
  })
})

describe('a group of the target', () => {
  const cases: [string, Json, Json][] = [
    ['comes from an on-premises directory', {}, { onPremisesSyncEnabled: true }],
    ['is mail-enabled', {}, { mailEnabled: true }],
    ['is a Microsoft 365 group', {}, { mailEnabled: true, groupTypes: ['Unified'] }],
    ['became dynamic', {}, { ...dynamic, membershipRule: isWindows }],
    ['is no longer dynamic', { ...dynamic, membershipRule: isWindows }, {}],
  ]
  it.each(cases)('isn’t changed if it %s (0811-5)', async (_, captured, present) => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [group(1, 'Laptops', { description: 'Before', ...captured })],
      deviceManagementScripts: [script(1, [assigned(1)])],
    })
    const target = await recordedTenant(lab, 'Target', {
      groups: [group(2, 'Laptops', { description: 'After', ...present })],
    })
    const setId = await backup(source.id)
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { setId } })
    expect(ofGroups(plan.items)).toMatchObject([{ action: 'blocked' }])
  })

  it('gets no namesake in another letter case, and what needs the new one is blocked (0811-4)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [group(1, 'Laptops')],
      deviceManagementScripts: [script(1, [assigned(1)])],
    })
    const target = await recordedTenant(lab, 'Target', { groups: [group(2, 'laptops')] })
    const setId = await backup(source.id)
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { setId }, choices: create(1) })
    expect(ofGroups(plan.items)).toMatchObject([{ action: 'blocked' }])
    expect(plan.items.find(({ name }) => name === 'Script 1')).toMatchObject({ action: 'blocked' })
  })

  it('counts only with the same ID if nothing else was wanted (011-9)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [group(1, 'Laptops')],
      deviceManagementScripts: [script(1, [assigned(1)])],
    })
    const target = await recordedTenant(lab, 'Target', { groups: [group(2, 'Laptops')] })
    const setId = await backup(source.id)
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { setId },
      options: { assignments: 'source' },
    })
    await carryOut(target, plan.id)
    expect(objectsOf(target, scriptsPath)).toMatchObject([{ assignments: [] }])
  })

  it('is used although it has another name now, and isn’t created a second time (0811-4)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', two)
    await lab.capture(tenant.id)
    const { policies } = await lab.core.call('policies.list', { tenantId: tenant.id })
    const versionIds = policies.flatMap(({ name, versionId }) => (name === 'Script 1' ? [versionId!] : []))
    Object.assign(liveGroup(tenant, 'A')!, { displayName: 'Renamed' })
    collection(tenant.simulator.tenant, scriptsPath).clear()
    const plan = await lab.plan(tenant.id, { from: { versionIds }, choices: create(1) })
    expect(plan.items.map(({ name, action }) => [name, action])).toEqual([['Script 1', 'recreate']])
  })

  it('isn’t created twice because its answer was lost and lists show it late (0804-1)', async () => {
    const source = await recordedTenant(lab, 'Source', two)
    const target = await faulty('Target', [
      { method: 'POST', path: '/groups$', cut: 'after', times: 1 },
      { method: 'GET', path: '/groups\\?', spoil: 'emptyList', times: 6 },
    ])
    const setId = await backup(source.id)
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { setId }, choices: create(1, 2) })
    expect((await carryOut(target, plan.id)).status).toBe('succeeded')
    expect(groupsOf(target).size).toBe(2)
  })

  it('is found although an assignment writes its ID in capitals (0811-4)', async () => {
    const inCapitals = {
      id: 'a',
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: id(1).toUpperCase() },
    }
    const source = await recordedTenant(lab, 'Source', {
      groups: [group(1, 'Laptops')],
      deviceManagementScripts: [script(1, [inCapitals])],
    })
    const target = await recordedTenant(lab, 'Target', {})
    const setId = await backup(source.id)
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { setId },
      choices: { [`groups/${id(1).toUpperCase()}`]: 'create' },
    })
    expect((await carryOut(target, plan.id)).status).toBe('succeeded')
    expect(groupsOf(target).size).toBe(1)
    expect(objectsOf(target, scriptsPath)).toMatchObject([
      { assignments: [{ target: { groupId: liveGroup(target, 'Laptops')!['id'] } }] },
    ])
  })

  it('of an on-premises directory isn’t made anew in its own tenant (0811-5)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [group(1, 'Laptops', { onPremisesSyncEnabled: true })],
      deviceManagementScripts: [script(1, [assigned(1)])],
    })
    const setId = await backup(tenant.id)
    groupsOf(tenant).clear()
    const plan = await lab.plan(tenant.id, { from: { setId }, choices: create(1) })
    expect(ofGroups(plan.items)).toMatchObject([{ action: 'blocked' }])
  })
})

describe('a capture of groups', () => {
  const captured = async (tenantId: TenantId) =>
    (await lab.core.call('policies.list', { tenantId })).policies.filter(({ type }) => type === 'groups')

  it('follows groups in groups to the last one (0811-1)', async () => {
    const chain = Array.from({ length: 13 }, (_, index) =>
      group(index + 1, `Group ${index + 1}`, index < 12 ? { members: [member(index + 2, 'group')] } : {}),
    )
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: chain,
      deviceManagementScripts: [script(1, [assigned(1)])],
    })
    await capturesMembers(tenant.id)
    await lab.capture(tenant.id)
    expect(await captured(tenant.id)).toHaveLength(13)
  })

  it('takes the groups that a membership rule names, and a restore writes their new IDs (0811-1, 0811-4)', async () => {
    const rule = (index: number) => `user.memberof -any (group.objectId -in ['${id(index)}'])`
    const source = await recordedTenant(lab, 'Source', {
      groups: [group(1, 'Members of it', { ...dynamic, membershipRule: rule(2) }), group(2, 'Inner')],
      deviceManagementScripts: [script(1, [assigned(1)])],
    })
    const target = await recordedTenant(lab, 'Target', {})
    const setId = await backup(source.id)
    expect((await captured(source.id)).map(({ name }) => name).toSorted()).toEqual(['Inner', 'Members of it'])
    const without = await lab.plan(target.id, { sourceTenantId: source.id, from: { setId }, choices: create(1) })
    expect(without.items.find(({ name }) => name === 'Members of it')).toMatchObject({ action: 'blocked' })
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { setId }, choices: create(1, 2) })
    await carryOut(target, plan.id)
    expect(liveGroup(target, 'Members of it')?.['membershipRule']).toBe(
      rule(2).replace(id(2), String(liveGroup(target, 'Inner')?.['id'])),
    )
  })

  it.each([true, false])('with another switch for members (%s first) is no drift (0811-3)', async (first) => {
    const tenant = await recordedTenant(lab, 'Tenant', two)
    await capturesMembers(tenant.id, first)
    await lab.capture(tenant.id)
    const { baselineId } = await lab.core.call('drift.addBaseline', {
      tenantId: tenant.id,
      name: 'Start',
      source: { tenantId: tenant.id, from: { now: true } },
    })
    await capturesMembers(tenant.id, !first)
    const { runId } = await lab.core.call('drift.check', { tenantId: tenant.id, baselineId })
    expect(resultOf(await lab.ended(tenant.id, runId), 'drift').findings).toBe(0)
  })

  it('and a check of the permissions read no members unless that is turned on (0811-2)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', two)
    const { runId } = await lab.core.call('tenants.check', { tenantId: tenant.id })
    expect((await lab.ended(tenant.id, runId)).status).toBe('succeeded')
    await lab.capture(tenant.id)
    expect(readFileSync(tenant.record, 'utf8')).not.toContain('/members')
  })

  it('misses no permission that nobody asked for (0811-6)', () => {
    const probed = { type: 'groups', title: 'Groups', area: 'Directory', probe: { ok: true } } as const
    expect(judge(probed, scopesFor('write', [])).write).toBe('notAsked')
  })
})
