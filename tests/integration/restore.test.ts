import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'

let lab: Lab
afterEach(() => lab.close())

const id = (index: number) => `20000000-0000-4000-8000-00000000000${index}`
const script = (index: number, name = `Script ${index}`) => ({
  id: id(index),
  displayName: name,
  description: 'as it was',
  fileName: 'a.ps1',
  runAsAccount: 'system',
  runAs32Bit: false,
  enforceSignatureCheck: false,
  scriptContent: 'R2V0LURhdGU=',
})
const scripts = '/deviceManagement/deviceManagementScripts'

describe('restore', () => {
  it('is refused while the tenant is read-only, and audits each write once it is not (000-8)', async () => {
    lab = openLab()
    const source = await lab.tenant('Source', { deviceManagementScripts: [script(1)] })
    const target = await lab.tenant('Target')
    await lab.capture(source.id)
    const version = (await lab.core.call('versions.list', { tenantId: source.id })).find(
      (entry) => entry.name === 'Script 1',
    )!
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds: [version.id] } })
    const start = () => lab.core.call('restore.start', { tenantId: target.id, planId: plan.id, confirm: 'Target' })
    await expect(start()).rejects.toMatchObject({ error: { code: 'locked' } })
    await lab.unlock(target.id, 'Target')
    await expect(
      lab.core.call('restore.start', { tenantId: target.id, planId: plan.id, confirm: 'target' }),
    ).rejects.toMatchObject({ error: { code: 'badInput' } })
    const { runId } = await start()
    expect((await lab.ended(target.id, runId)).status).toBe('succeeded')
    const actions = (await lab.core.call('audit.list', { tenantId: target.id })).map((entry) => entry.action)
    expect(actions).toEqual(['graph.write', 'restore.started', 'tenant.unlocked', 'tenant.connected'])
  })

  it('is refused once the tenant became a production tenant, until somebody types its name (000-8)', async () => {
    lab = openLab()
    const { id: tenantId } = await lab.tenant('Tenant')
    await lab.unlock(tenantId, 'Tenant')
    const change = (environment: 'test' | 'production') => lab.core.call('tenants.change', { tenantId, environment })
    expect((await lab.core.call('tenants.change', { tenantId, name: 'Renamed' })).unlockedUntil).not.toBeNull()
    expect((await change('production')).unlockedUntil).toBeNull()
    await expect(lab.core.call('tenants.unlock', { tenantId, minutes: 15, confirm: 'no' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
    await lab.unlock(tenantId, 'Renamed')
    expect((await change('production')).unlockedUntil).not.toBeNull()
  })

  it('does not overwrite what somebody changed after the preview (011-5)', async () => {
    lab = openLab()
    const { id: tenantId, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1)] })
    await lab.capture(tenantId)
    const version = (await lab.core.call('versions.list', { tenantId })).find((entry) => entry.name === 'Script 1')!
    const live = collection(simulator.tenant, scripts).get(id(1))!
    live['description'] = 'changed before the preview'
    const plan = await lab.plan(tenantId, { from: { versionIds: [version.id] } })
    expect(plan.summary).toMatchObject({ update: 1 })
    live['description'] = 'changed after the preview'
    await lab.unlock(tenantId, 'Tenant')
    const { runId } = await lab.core.call('restore.start', { tenantId, planId: plan.id, confirm: 'Tenant' })
    await lab.ended(tenantId, runId)
    const [item] = await lab.items(tenantId, runId)
    expect(item).toMatchObject({ state: 'failed', error: { code: 'conflict' } })
    expect(live['description']).toBe('changed after the preview')
  })

  it('finds an object whose answer was lost, and does not create it twice (049-5)', async () => {
    lab = openLab()
    const faults = join(lab.folder, 'faults.json')
    writeFileSync(
      faults,
      JSON.stringify([
        { method: 'POST', path: 'deviceManagementScripts$', nth: 1, cut: 'after' },
        { method: 'POST', path: 'deviceManagementScripts$', nth: 2, status: 504 },
      ]),
    )
    const source = await lab.tenant('Source', { deviceManagementScripts: [script(1), script(2)] })
    const target = await lab.tenant('Target', {}, { faultsFile: faults })
    await lab.capture(source.id)
    const versions = (await lab.core.call('versions.list', { tenantId: source.id })).filter(
      (entry) => entry.type === 'deviceManagementScripts',
    )
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: versions.map((version) => version.id) },
    })
    await lab.unlock(target.id, 'Target')
    const { runId } = await lab.core.call('restore.start', { tenantId: target.id, planId: plan.id, confirm: 'Target' })
    const run = await lab.ended(target.id, runId)
    // The first was created and is adopted; the second was not, so it is created once it was looked for in vain.
    expect(run).toMatchObject({ status: 'succeeded', counts: { done: 2 } })
    expect(
      [...collection(target.simulator.tenant, scripts).values()].map((entry) => entry['displayName']).toSorted(),
    ).toEqual(['Script 1', 'Script 2'])
  })

  it('updates compliance actions by their own call and ADMX settings in two calls (007-2, 010-1)', async () => {
    lab = openLab()
    const action = (type: string, hours: number) => ({
      id: id(8),
      actionType: type,
      gracePeriodHours: hours,
      notificationTemplateId: '',
      notificationMessageCCList: [],
    })
    const compliance = {
      '@odata.type': '#microsoft.graph.iosCompliancePolicy',
      id: id(3),
      displayName: 'iOS',
      passcodeRequired: true,
      scheduledActionsForRule: [
        { id: id(7), ruleName: null, scheduledActionConfigurations: [action('block', 0), action('retire', 240)] },
      ],
    }
    const value = (enabled: boolean) => ({
      id: id(6),
      enabled,
      configurationType: 'policy',
      definition: { id: id(9), displayName: 'Macros', classType: 'user', categoryPath: '\\Word' },
      presentationValues: [],
    })
    const admx = { id: id(4), displayName: 'Office', definitionValues: [value(true)] }
    const { id: tenantId, simulator } = await lab.tenant('Tenant', {
      deviceCompliancePolicies: [compliance],
      groupPolicyConfigurations: [admx],
    })
    await lab.capture(tenantId)
    const versions = (await lab.core.call('versions.list', { tenantId })).filter(
      (entry) => entry.type !== 'roleScopeTags',
    )
    const live = collection(simulator.tenant, '/deviceManagement/deviceCompliancePolicies').get(id(3))!
    live['scheduledActionsForRule'] = [
      { id: id(7), ruleName: null, scheduledActionConfigurations: [action('block', 72)] },
    ]
    const policy = collection(simulator.tenant, '/deviceManagement/groupPolicyConfigurations').get(id(4))!
    policy['definitionValues'] = [value(false)]
    const plan = await lab.plan(tenantId, { from: { versionIds: versions.map((version) => version.id) } })
    expect(plan.summary).toMatchObject({ update: 2 })
    const detail = await lab.core.call('restore.item', {
      tenantId,
      planId: plan.id,
      seq: plan.items.findIndex((item) => item.name === 'Office'),
    })
    expect(detail.steps.map((step) => step.path)).toEqual(
      Array.from({ length: 2 }, () => '/deviceManagement/groupPolicyConfigurations/{id}/updateDefinitionValues'),
    )
    await lab.unlock(tenantId, 'Tenant')
    const { runId } = await lab.core.call('restore.start', { tenantId, planId: plan.id, confirm: 'Tenant' })
    expect((await lab.ended(tenantId, runId)).status).toBe('succeeded')
    expect(live['scheduledActionsForRule']).toMatchObject([
      {
        scheduledActionConfigurations: [
          { actionType: 'block', gracePeriodHours: 0 },
          { actionType: 'retire', gracePeriodHours: 240 },
        ],
      },
    ])
    expect(policy['definitionValues']).toMatchObject([{ enabled: true, definition: { id: id(9) } }])
  })

  it('distinguishes objects of one name by what an earlier restore made of them (006-5)', async () => {
    lab = openLab()
    const twins = [
      script(1),
      { ...script(2), displayName: 'Script 1', scriptContent: Buffer.from('other').toString('base64') },
    ]
    const source = await lab.tenant('Source', { deviceManagementScripts: twins })
    const target = await lab.tenant('Target')
    await lab.capture(source.id)
    const from = {
      versionIds: (await lab.core.call('versions.list', { tenantId: source.id }))
        .filter((entry) => entry.type === 'deviceManagementScripts')
        .map((version) => version.id),
    }
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from })
    expect(plan.summary).toMatchObject({ create: 2 })
    await lab.unlock(target.id, 'Target')
    const { runId } = await lab.core.call('restore.start', { tenantId: target.id, planId: plan.id, confirm: 'Target' })
    expect((await lab.ended(target.id, runId)).status).toBe('succeeded')
    expect((await lab.plan(target.id, { sourceTenantId: source.id, from })).summary).toMatchObject({
      unchanged: 2,
      blocked: 0,
    })
    // One of them is deleted: the other is still known, and only the missing one is made again.
    const made = collection(target.simulator.tenant, scripts)
    made.delete([...made.keys()][0]!)
    expect((await lab.plan(target.id, { sourceTenantId: source.id, from })).summary).toMatchObject({
      unchanged: 1,
      create: 1,
    })
  })
})
