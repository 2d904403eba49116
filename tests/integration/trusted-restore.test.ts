import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VersionId, type TenantId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import type { Run } from '#contract/model/runs.ts'
import { objects, type Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { demo, group, guid, objectsOf, recordedTenant, writes, type RecordedTenant } from '#tests/support/restored.ts'

/** What makes a restore trustworthy: options, mapping, undo, rehearsal, a record that shows when it was tampered with. */
let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

const script = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  description: 'first',
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})
const path = '/deviceManagement/deviceManagementScripts'
const scripts = (tenant: RecordedTenant) => objectsOf(tenant, path)
const named = (tenant: RecordedTenant, name: string) => scripts(tenant).find((entry) => entry['displayName'] === name)

async function versionsOf(tenantId: TenantId, type = 'deviceManagementScripts'): Promise<VersionId[]> {
  await lab.capture(tenantId)
  return (await lab.core.call('versions.list', { tenantId }))
    .filter((entry) => entry.type === type && entry.live)
    .map((entry) => VersionId.parse(entry.id))
}

/** Carries a plan out and answers its run. */
async function run(tenant: RecordedTenant, name: string, plan: Plan): Promise<Run> {
  await lab.unlock(tenant.id, name)
  const { runId } = await lab.core.call('restore.start', { tenantId: tenant.id, planId: plan.id, confirm: name })
  return lab.ended(tenant.id, runId)
}

async function planOf(tenantId: TenantId, runId: string): Promise<Plan> {
  const ended = await lab.ended(tenantId, runId)
  expect(ended.status).toBe('succeeded')
  return lab.core.call('restore.get', { tenantId, planId: String(ended.result['planId']) as Plan['id'] })
}

describe('options of a plan', () => {
  it('decide what happens to what is there: update it, leave it, make a copy beside it (011-8)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    named(tenant, 'Script 1')!['description'] = 'changed'
    expect((await lab.plan(tenant.id, { from: { versionIds }, options: { existing: 'skip' } })).items[0]).toMatchObject(
      { action: 'skip', reason: 'It is in the tenant already and differs.' },
    )
    const copy = await lab.plan(tenant.id, { from: { versionIds }, options: { existing: 'copy', suffix: '(before)' } })
    expect(copy.items[0]).toMatchObject({ action: 'create', name: 'Script 1 (before)' })
    expect((await run(tenant, 'Tenant', copy)).status).toBe('succeeded')
    expect(scripts(tenant).map((entry) => [entry['displayName'], entry['description']])).toEqual([
      ['Script 1', 'changed'],
      ['Script 1 (before)', 'first'],
    ])
    expect(
      (await lab.plan(tenant.id, { from: { versionIds }, options: { existing: 'copy', suffix: '(before)' } })).items[0],
    ).toMatchObject({ action: 'blocked', reason: expect.stringContaining('is there already') as string })
  })

  it('leave scope tags and assignments alone, or take assignments to the very same groups only (011-9)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      deviceManagementScripts: [script(1, { roleScopeTagIds: ['0', '1'], assignments: [group(guid(51))] })],
      roleScopeTags: [{ id: '1', displayName: 'Retail' }],
    })
    const target = await recordedTenant(lab, 'Target', {
      groups: [{ id: guid(61), displayName: 'Pilot' }],
      roleScopeTags: [{ id: '7', displayName: 'Retail' }],
    })
    const from = { versionIds: await versionsOf(source.id) }
    const plans = { sourceTenantId: source.id, from }
    const wanted = async (plan: Plan) =>
      JSON.parse((await lab.core.call('restore.item', { tenantId: target.id, planId: plan.id, seq: 0 })).wanted) as Json
    const mapped = await wanted(await lab.plan(target.id, plans))
    expect([mapped['roleScopeTagIds'], objects(mapped['assignments']).length]).toEqual([['0', '7'], 1])
    expect(
      objects(
        (await wanted(await lab.plan(target.id, { ...plans, options: { assignments: 'source' } })))['assignments'],
      ),
    ).toEqual([])
    const none = await wanted(
      await lab.plan(target.id, { ...plans, options: { assignments: 'none', scopeTags: 'none' } }),
    )
    expect([none['roleScopeTagIds'], none['assignments']]).toEqual([undefined, []])
  })

  it('name the same for the same: two plans of one state have one hash, another state has another (011-10)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1), script(2)] })
    const versionIds = await versionsOf(tenant.id)
    named(tenant, 'Script 1')!['description'] = 'changed'
    const first = await lab.plan(tenant.id, { from: { versionIds } })
    expect((await lab.plan(tenant.id, { from: { versionIds: versionIds.toReversed() } })).hash).toBe(first.hash)
    named(tenant, 'Script 2')!['description'] = 'changed'
    expect((await lab.plan(tenant.id, { from: { versionIds } })).hash).not.toBe(first.hash)
  })

  it('can be a moment: the tenant as captures saw it then (011-11)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1), script(2)] })
    await lab.capture(tenant.id)
    const at = new Date().toISOString()
    named(tenant, 'Script 1')!['description'] = 'changed'
    await lab.capture(tenant.id)
    const plan = await lab.plan(tenant.id, { from: { at } })
    expect(plan.items.filter((item) => item.action === 'update').map((item) => item.name)).toEqual(['Script 1'])
    expect(plan.summary).toMatchObject({ create: 0, recreate: 0, blocked: 0 })
  })
})

describe('the mapping', () => {
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

  it('is kept for a pair of tenants and used again, until it is forgotten (006-10)', async () => {
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

  it('can have a missing group made, with its rule, before what is assigned to it (006-11)', async () => {
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
      securityEnabled: true,
      mailEnabled: false,
    })
    expect(objects(scripts(target)[0]!['assignments'])).toMatchObject([{ target: { groupId: made!['id'] } }])
    expect((await lab.plan(target.id, plans)).summary).toMatchObject({ unchanged: 1, create: 0 })
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

describe('undo', () => {
  it('brings back what a restore overwrote, and deletes what it made only item by item (0801-1, 0801-2)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      deviceManagementScripts: [script(1), script(2), script(3)],
    })
    const versionIds = await versionsOf(tenant.id)
    Object.assign(named(tenant, 'Script 1')!, {
      description: 'by somebody',
      assignments: [{ id: 'a', ...group(guid(51)) }],
    })
    const collection = tenant.simulator.tenant.collections.get(path)!
    collection.delete(guid(2))
    const before = structuredClone(named(tenant, 'Script 1')!)
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    expect(named(tenant, 'Script 1')).toMatchObject({ description: 'first', assignments: [] })

    const undo = await planOf(
      tenant.id,
      (await lab.core.call('restore.undo', { tenantId: tenant.id, runId: restored.id })).runId,
    )
    expect(undo.undoOf).toBe(restored.id)
    expect(undo.items.map((item) => [item.name, item.action, item.included])).toEqual([
      ['Script 1', 'update', true],
      ['Script 2', 'delete', false],
    ])
    expect((await run(tenant, 'Tenant', undo)).status).toBe('succeeded')
    expect(named(tenant, 'Script 1')).toMatchObject({
      description: before['description'],
      assignments: [{ target: { groupId: guid(51) } }],
    })
    expect(named(tenant, 'Script 2')).toBeDefined()

    const again = await planOf(
      tenant.id,
      (await lab.core.call('restore.undo', { tenantId: tenant.id, runId: restored.id })).runId,
    )
    const made = again.items.find((item) => item.action === 'delete')!
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: again.id, seq: made.seq, included: true })
    const deleting = await run(
      tenant,
      'Tenant',
      await lab.core.call('restore.get', { tenantId: tenant.id, planId: again.id }),
    )
    expect(deleting.status).toBe('succeeded')
    expect(scripts(tenant).map((entry) => entry['displayName'])).toEqual(['Script 1', 'Script 3'])
    expect(
      (await lab.core.call('policies.list', { tenantId: tenant.id })).policies.find(
        (policy) => policy.externalId === made.targetId,
      )?.state,
    ).toBe('missing')

    // The way back from the way back: what was deleted is made again from the version that was kept before.
    const back = await planOf(
      tenant.id,
      (await lab.core.call('restore.undo', { tenantId: tenant.id, runId: deleting.id })).runId,
    )
    expect(back.items.find((item) => item.name === 'Script 2')).toMatchObject({ action: 'recreate' })
    expect((await run(tenant, 'Tenant', back)).status).toBe('succeeded')
    expect(named(tenant, 'Script 2')).toMatchObject({ description: 'first' })
  })

  it('does not delete what somebody changed since, nor undo what changed nothing (0801-3)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const tenant = await recordedTenant(lab, 'Tenant')
    const plans = { sourceTenantId: source.id, from: { versionIds: await versionsOf(source.id) } }
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, plans))
    const undo = await planOf(
      tenant.id,
      (await lab.core.call('restore.undo', { tenantId: tenant.id, runId: restored.id })).runId,
    )
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: undo.id, seq: 0, included: true })
    scripts(tenant)[0]!['description'] = 'by somebody'
    const ended = await run(tenant, 'Tenant', undo)
    expect(await lab.items(tenant.id, ended.id)).toMatchObject([{ state: 'failed', error: { code: 'conflict' } }])
    expect(scripts(tenant)).toHaveLength(1)
    const nothing = await lab.core.call('restore.undo', { tenantId: tenant.id, runId: ended.id })
    expect((await lab.ended(tenant.id, nothing.runId)).error).toMatchObject({
      message: 'This restore changed nothing.',
    })
  })
})

describe('a rehearsal', () => {
  it('carries the plan out in a copy: the tenant sees no request, and each outcome stands beside the plan (0802-1)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      deviceManagementScripts: [script(1), script(2)],
      deviceCompliancePolicies: [demo('deviceCompliancePolicies')],
      configurationPolicies: [demo('configurationPolicies')],
    })
    const target = await recordedTenant(lab, 'Target', {
      deviceManagementScripts: [script(7, { displayName: 'Script 1', description: 'other' })],
    })
    await lab.capture(target.id)
    const from = {
      versionIds: [
        ...(await versionsOf(source.id)),
        ...(await versionsOf(source.id, 'deviceCompliancePolicies')),
        ...(await versionsOf(source.id, 'configurationPolicies')),
      ],
    }
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from })
    expect(plan.summary).toMatchObject({ update: 1, create: 3 })
    const versions = (await lab.core.call('versions.list', { tenantId: target.id })).length
    const { runId } = await lab.core.call('restore.rehearse', { tenantId: target.id, planId: plan.id })
    expect(await lab.ended(target.id, runId)).toMatchObject({ status: 'succeeded', counts: { done: 4 } })
    expect(writes(target)).toEqual([])
    expect(scripts(target)).toHaveLength(1)
    expect((await lab.core.call('versions.list', { tenantId: target.id })).length).toBe(versions)
    const { rehearsal } = await lab.core.call('restore.get', { tenantId: target.id, planId: plan.id })
    expect(rehearsal).toMatchObject({ status: 'succeeded' })
    expect(rehearsal!.outcomes.map((outcome) => outcome.state)).toEqual(['done', 'done', 'done', 'done'])
  })

  it('shows what the service would refuse, and works without a network (0802-2)', async () => {
    const broken = {
      ...demo('intents'),
      settings: objects(demo('intents')['settings']).map((setting) => ({ ...setting, valueJson: 'no JSON' })),
    }
    const source = await recordedTenant(lab, 'Source', { intents: [broken], deviceManagementScripts: [script(1)] })
    const target = await recordedTenant(lab, 'Target')
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: [...(await versionsOf(source.id)), ...(await versionsOf(source.id, 'intents'))] },
    })
    expect(plan.summary).toMatchObject({ create: 2 })
    await target.simulator.close()
    const { runId } = await lab.core.call('restore.rehearse', { tenantId: target.id, planId: plan.id })
    expect(await lab.ended(target.id, runId)).toMatchObject({ status: 'partial', counts: { done: 1, failed: 1 } })
    expect((await lab.items(target.id, runId)).find((item) => item.state === 'failed')?.error?.message).toContain(
      'is not JSON',
    )
  })
})

describe('the record', () => {
  it('says of each run that it ended, until somebody has read it (049-14)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const heard: string[] = []
    const stop = lab.core.subscribe(
      (event, data) => void (event === 'notification.added' && 'title' in data ? heard.push(data.title) : undefined),
    )
    await lab.capture(tenant.id)
    stop()
    expect(heard).toEqual(['Capture finished'])
    const [said] = await lab.core.call('notifications.list', {})
    expect(said).toMatchObject({ tenantId: tenant.id, tone: 'success', title: 'Capture finished', readAt: null })
    await lab.core.call('notifications.markRead', { ids: [said!.id] })
    expect((await lab.core.call('notifications.list', {}))[0]!.readAt).not.toBeNull()
  })

  it('shows when an entry of the audit was changed or taken away (049-15)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds: await versionsOf(tenant.id) } }))
    const verify = async () =>
      lab.ended(tenant.id, (await lab.core.call('backups.verify', { tenantId: tenant.id })).runId)
    const whole = await verify()
    expect(whole).toMatchObject({ status: 'succeeded', result: { auditBrokenAt: null } })
    expect(Number(whole.result['auditEntries'])).toBeGreaterThan(1)
    await lab.tamper("DROP TRIGGER audit_no_update; UPDATE audit_entries SET detail = '{}' WHERE id = 2")
    expect(await verify()).toMatchObject({
      status: 'failed',
      error: { code: 'damaged', message: expect.stringContaining('entry 2') as string },
    })
  })
})
