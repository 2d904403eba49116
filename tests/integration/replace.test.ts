import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { archived, archivedName, catalogs, mac, policiesIn, replacing } from '#tests/support/replacing.ts'
import { group, groups, guid, objectsOf, recordedTenant, writes } from '#tests/support/restored.ts'
import { configs, ios } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, undoOf, retry, otherPlatform, planOf } = replacing(() => lab)

describe('an object that can’t be changed in place', () => {
  it('is blocked, and the plan says that it can be replaced (0812-1, 0812-5)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    const plan = await planOf(tenant, versionIds, {})
    expect(plan.items).toMatchObject([{ action: 'blocked', canReplace: true, targetId: guid(1) }])
    expect(writes(tenant)).toEqual([])
  })

  it('is replaced: the new one first, then the old one is archived (0812-1, 0812-2)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    const plan = await planOf(tenant, versionIds, { replace: 'archive' })
    expect(plan.items).toMatchObject([
      { action: 'create', name: 'Baseline', replacedBy: null, risk: 'high' },
      {
        action: 'update',
        name: 'Baseline',
        targetId: guid(1),
        replacedBy: `configurationPolicies/${guid(1)}`,
        risk: 'high',
        included: true,
      },
    ])
    const ended = await run(tenant, 'Tenant', plan)
    expect(ended.status).toBe('succeeded')
    expect(policiesIn(tenant)).toEqual([
      { name: 'Baseline', platforms: 'windows10', groups: [guid(1)] },
      { name: archived, platforms: 'macOS', groups: [] },
    ])
    expect(writes(tenant).map(({ what }) => what)).toEqual([
      `POST ${catalogs}`,
      `POST ${catalogs}/*/assign`,
      `PUT ${catalogs}/*`,
      `POST ${catalogs}/*/assign`,
    ])
  })

  it('passes its assignments on where assignments aren’t restored (0812-1)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    const plan = await planOf(tenant, versionIds, { replace: 'archive', assignments: 'none' })
    expect((await run(tenant, 'Tenant', plan)).status).toBe('succeeded')
    expect(policiesIn(tenant)).toEqual([
      { name: 'Baseline', platforms: 'windows10', groups: [guid(2)] },
      { name: archived, platforms: 'macOS', groups: [] },
    ])
  })

  it('is deleted last where somebody chose so, and an undo creates it again (0812-2, 0812-3)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    const plan = await planOf(tenant, versionIds, { replace: 'delete' })
    expect(plan.items.map(({ action }) => action)).toEqual(['create', 'delete'])
    const ended = await run(tenant, 'Tenant', plan)
    expect(ended).toMatchObject({ status: 'succeeded', result: { created: 1, deleted: 1, undoable: 2 } })
    expect(policiesIn(tenant)).toEqual([{ name: 'Baseline', platforms: 'windows10', groups: [guid(1)] }])
    expect(writes(tenant).at(-1)?.what).toBe(`DELETE ${catalogs}/*`)
    const undo = await undoOf(tenant, ended)
    expect(undo.items.map(({ action, included }) => [action, included])).toEqual([
      ['recreate', true],
      ['delete', false],
    ])
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: undo.id, seq: 1, included: true })
    expect((await run(tenant, 'Tenant', undo)).status).toBe('succeeded')
    expect(policiesIn(tenant)).toEqual([{ name: 'Baseline', platforms: 'macOS', groups: [guid(2)] }])
  })

  it('gets its name and assignments back by an undo (0812-3)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    const ended = await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'archive' }))
    const undo = await undoOf(tenant, ended)
    expect(undo.items.map(({ action, included }) => [action, included])).toEqual([
      ['update', true],
      ['delete', false],
    ])
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: undo.id, seq: 1, included: true })
    expect((await run(tenant, 'Tenant', undo)).status).toBe('succeeded')
    expect(policiesIn(tenant)).toEqual([{ name: 'Baseline', platforms: 'macOS', groups: [guid(2)] }])
  })

  it('isn’t replaced again: the next restore finds the new one (0812-4)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'archive' }))
    const again = await planOf(tenant, versionIds, { replace: 'archive' })
    expect(again.items).toMatchObject([{ action: 'unchanged' }])
    expect(again.items[0]!.targetId).not.toBe(guid(1))
    objectsOf(tenant, catalogs).find(({ id }) => id !== guid(1))!['description'] = 'changed'
    const third = await planOf(tenant, versionIds, { replace: 'archive' })
    expect(third.items).toMatchObject([{ action: 'update' }])
  })

  it('stays as it is if the new one is refused, and a retry finishes both (0812-2)', async () => {
    const { tenant, versionIds } = await otherPlatform([
      { method: 'POST', path: `${catalogs}$`, status: 400, code: 'BadRequest', message: 'No.' },
    ])
    const ended = await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'delete' }))
    const items = await lab.items(tenant.id, ended.id)
    expect(items.map(({ state, error }) => [state, error?.message])).toEqual([
      ['failed', expect.stringContaining('No.')],
      ['failed', 'The old object stays as it is, because "Baseline" wasn’t restored completely.'.replace('’', "'")],
    ])
    expect(policiesIn(tenant)).toEqual([{ name: 'Baseline', platforms: 'macOS', groups: [guid(2)] }])
    tenant.simulator.endFaults()
    expect((await retry(tenant, ended)).status).toBe('succeeded')
    expect(policiesIn(tenant)).toEqual([{ name: 'Baseline', platforms: 'windows10', groups: [guid(1)] }])
  })

  it('stays as it is if the new one gets no assignments, or somebody leaves the new one out (0812-2)', async () => {
    const { tenant, versionIds } = await otherPlatform([
      { method: 'POST', path: `${catalogs}/[^/]+/assign`, status: 400, code: 'BadRequest', message: 'No.' },
    ])
    const plan = await planOf(tenant, versionIds, { replace: 'archive' })
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: plan.id, seq: 0, included: false })
    const skipped = await run(tenant, 'Tenant', plan)
    expect((await lab.items(tenant.id, skipped.id)).map(({ state }) => state)).toEqual(['skipped', 'skipped'])
    const ended = await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'archive' }))
    expect((await lab.items(tenant.id, ended.id)).map(({ state }) => state)).toEqual(['failed', 'failed'])
    expect(policiesIn(tenant)).toContainEqual({ name: 'Baseline', platforms: 'macOS', groups: [guid(2)] })
  })

  it('is created once and replaced once although the answers are lost (0812-2, 0804-1)', async () => {
    const cut = (method: string, path: string) => ({ method, path, nth: 1, cut: 'after' })
    const { tenant, versionIds } = await otherPlatform([
      cut('POST', `${catalogs}$`),
      cut('POST', `${catalogs}/[^/]+/assign`),
      cut('DELETE', `${catalogs}/[^/]+$`),
    ])
    expect((await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'delete' }))).status).toBe(
      'succeeded',
    )
    expect(policiesIn(tenant)).toEqual([{ name: 'Baseline', platforms: 'windows10', groups: [guid(1)] }])
  })

  it('stays if somebody changed it after the preview (0812-2)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    const plan = await planOf(tenant, versionIds, { replace: 'delete' })
    objectsOf(tenant, catalogs)[0]!['description'] = 'somebody else was here'
    const ended = await run(tenant, 'Tenant', plan)
    const items = await lab.items(tenant.id, ended.id)
    expect(items.map(({ action, state, error }) => [action, state, error?.code])).toEqual([
      ['delete', 'failed', 'conflict'],
      ['create', 'done', undefined],
    ])
    expect(policiesIn(tenant)).toHaveLength(2)
  })

  it('is rehearsed like everything else (0812-2)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    const plan = await planOf(tenant, versionIds, { replace: 'delete' })
    const { runId } = await lab.core.call('restore.rehearse', { tenantId: tenant.id, planId: plan.id })
    await lab.ended(tenant.id, runId)
    const { rehearsal } = await lab.core.call('restore.get', { tenantId: tenant.id, planId: plan.id })
    expect(rehearsal?.outcomes.map(({ state }) => state)).toEqual(['done', 'done'])
    expect(writes(tenant)).toEqual([])
  })
})

describe('an object of another type', () => {
  it('is replaced where somebody chose it, and the choice isn’t remembered (0812-1, 0812-4)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceConfigurations: [ios(1)] })
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups,
      deviceConfigurations: [mac(2, { assignments: [group(guid(2))] })],
    })
    const versionIds = await versionsOf(source.id, 'deviceConfigurations')
    const plans = { sourceTenantId: source.id, from: { versionIds }, options: { replace: 'archive' as const } }
    const choices = { [`deviceConfigurations/${guid(1)}`]: guid(2) }
    const plan = await lab.plan(tenant.id, { ...plans, options: { ...plans.options, assignments: 'none' }, choices })
    expect(plan.items).toMatchObject([
      {
        action: 'create',
        reason: 'It replaces "Mac", which can\'t be changed in place.',
      },
      { action: 'update', targetId: guid(2) },
    ])
    expect((await run(tenant, 'Tenant', plan)).status).toBe('succeeded')
    expect(policiesIn(tenant, configs)).toMatchObject([
      { name: archivedName('Mac'), groups: [] },
      { name: 'Profile 1', groups: [guid(2)] },
    ])
    const again = await lab.plan(tenant.id, { ...plans, options: { ...plans.options, assignments: 'none' } })
    expect(again.items).toMatchObject([{ action: 'unchanged' }])
  })

  it('isn’t replaced twice by two policies (0812-5)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceConfigurations: [ios(1), ios(3)] })
    const tenant = await recordedTenant(lab, 'Tenant', { deviceConfigurations: [mac(2)] })
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceConfigurations') },
      options: { replace: 'delete' },
      choices: { [`deviceConfigurations/${guid(1)}`]: guid(2), [`deviceConfigurations/${guid(3)}`]: guid(2) },
    })
    expect(plan.items.map(({ action }) => action)).toEqual(['blocked', 'blocked'])
  })
})

describe('what others refer to', () => {
  it('is never replaced (0812-5)', async () => {
    const filter = (index: number, platform: string): Json => ({
      id: guid(index),
      displayName: 'Corporate',
      description: '',
      platform,
      rule: '(device.deviceOwnership -eq "Corporate")',
      assignmentFilterManagementType: 'devices',
      roleScopeTags: ['0'],
    })
    const tenant = await recordedTenant(lab, 'Tenant', { assignmentFilters: [filter(1, 'windows10AndLater')] })
    const versionIds = await versionsOf(tenant.id, 'assignmentFilters')
    objectsOf(tenant, '/deviceManagement/assignmentFilters')[0]!['platform'] = 'macOS'
    const plan = await planOf(tenant, versionIds, { replace: 'delete' })
    expect(plan.items).toMatchObject([{ action: 'blocked', canReplace: false }])
  })
})
