import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BackupSetId, type TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { captured } from '#tests/support/contents.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'
import { restoring } from '#tests/support/restoring.ts'

let lab: Lab
beforeAll(() => void (lab = openLab()))
afterAll(() => lab.close())
const { run, undoOf } = restoring(() => lab)

const settings = '/deviceManagement/settings'
const holds = async (tenantId: TenantId, type: string) =>
  (await captured(lab, tenantId)).filter((entry) => entry.type === type)

describe('settings that a tenant has once', () => {
  it('are captured, restored when somebody includes them, and undone (0809-1)', async () => {
    const tenant = { ...(await lab.tenant('Once')), record: '' }
    const { runId } = await lab.core.call('backups.create', { tenantId: tenant.id, name: 'before' })
    const setId = BackupSetId.parse(resultOf(await lab.ended(tenant.id, runId), 'backup').setId!)
    expect(await holds(tenant.id, 'deviceManagementSettings')).toMatchObject([
      { name: 'Compliance and device settings', document: { secureByDefault: false } },
    ])
    const live = tenant.simulator.tenant.collections.get(settings)!.values().next().value!
    Object.assign(live, { secureByDefault: true, deviceComplianceCheckinThresholdDays: 7 })

    const plan = await lab.plan(tenant.id, { sourceTenantId: tenant.id, from: { setId } })
    const item = plan.items.find(({ type }) => type === 'deviceManagementSettings')!
    expect(item).toMatchObject({ action: 'update', included: false })
    expect(item.warnings.join(' ')).toContain('These settings apply to the whole tenant.')
    const { steps } = await lab.core.call('restore.item', { tenantId: tenant.id, planId: plan.id, seq: item.seq })
    expect(steps.map(({ method, path }) => `${method} ${path}`)).toEqual(['PATCH /deviceManagement'])
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: plan.id, seq: item.seq, included: true })
    const ended = await run(tenant, 'Once', plan)
    expect(live).toMatchObject({ secureByDefault: false, deviceComplianceCheckinThresholdDays: 30 })

    const undo = await undoOf(tenant, ended)
    for (const { seq } of undo.items)
      await lab.core.call('restore.include', { tenantId: tenant.id, planId: undo.id, seq, included: true })
    await run(tenant, 'Once', undo)
    expect(live).toMatchObject({ secureByDefault: true, deviceComplianceCheckinThresholdDays: 7 })
  })

  it('that were never set up are no error, and are never created (0809-1, 0809-5)', async () => {
    const source = await lab.tenant('Set up', join(resources, 'demo'))
    const target = await lab.tenant('Not set up')
    expect((await lab.capture(target.id)).status).toBe('succeeded')
    expect(await holds(target.id, 'applePushNotificationCertificate')).toEqual([])
    const { runId } = await lab.core.call('backups.create', { tenantId: source.id, name: 'all' })
    const setId = BackupSetId.parse(resultOf(await lab.ended(source.id, runId), 'backup').setId!)
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { setId } })
    const reasons = new Map(
      plan.items.filter(({ action }) => action === 'blocked').map(({ type, reason }) => [type, reason]),
    )
    expect(reasons.get('applePushNotificationCertificate')).toContain('comes from Apple')
    expect(reasons.get('vppTokens')).toContain('a file from Apple Business Manager')
    expect(reasons.get('mobileThreatDefenseConnectors')).toContain('made in the console of the partner')
    expect(reasons.get('certificateConnectorDetails')).toContain('installed on a server')
  })
})

describe('a type that nobody has seen in a real tenant', () => {
  const refusing = (name: string, path: string) => {
    const faultsFile = join(lab.folder, `${name}.json`)
    writeFileSync(
      faultsFile,
      JSON.stringify({
        seed: 1,
        faults: [{ path, status: 404, code: 'ResourceNotFound', message: 'No OData route exists.' }],
      }),
    )
    return { faultsFile }
  }

  it('is named once if the tenant refuses it, and the capture is complete all the same (0809-3)', async () => {
    const { id } = await lab.tenant(
      'Refusing',
      {},
      refusing('refusing', '^/beta/deviceManagement/(remoteAssistanceSettings|sideLoading|derived)'),
    )
    const ended = await lab.capture(id)
    expect(ended.status).toBe('succeeded')
    expect(resultOf(ended, 'capture').notices?.filter((notice) => notice.includes('nobody has seen'))).toEqual([
      'Not captured, because this tenant refuses them, and nobody has seen them in a real tenant yet: Remote Help, Derived credentials.',
    ])
  })

  it('fails if the service is only busy or broken (0809-3)', async () => {
    const faultsFile = join(lab.folder, 'busy.json')
    writeFileSync(
      faultsFile,
      JSON.stringify({ seed: 1, faults: [{ path: '^/beta/deviceManagement/derivedCredentials', status: 503 }] }),
    )
    const { id } = await lab.tenant('Busy', {}, { faultsFile })
    const ended = await lab.capture(id)
    expect(ended.status).toBe('partial')
    expect((await lab.items(id, ended.id)).filter(({ state }) => state === 'failed')).toHaveLength(1)
  })

  it('fails if the tenant returned it before (0809-3)', async () => {
    const { id, simulator } = await lab.tenant('Was there')
    expect((await lab.capture(id)).status).toBe('succeeded')
    simulator.tenant.collections.get('/deviceManagement/remoteAssistanceSettings')!.clear()
    // Gone is no refusal: the settings are missing, and that is said.
    await lab.capture(id)
    const { policies } = await lab.core.call('policies.list', { tenantId: id })
    expect(policies.filter(({ type }) => type === 'remoteAssistanceSettings').map(({ state }) => state)).toEqual([
      'missing',
    ])
  })
})

it('what is turned off is not captured, and turned on it is (0809-2)', async () => {
  const { id } = await lab.tenant('Switches', join(resources, 'demo'))
  await lab.capture(id)
  const types = async () => new Set((await captured(lab, id)).map(({ type }) => type))
  const off = await types()
  for (const type of ['windowsAutopilotDeviceIdentities', 'provisioningPolicies', 'authenticationMethodsPolicy'])
    expect(off).not.toContain(type)
  await lab.core.call('tenants.change', {
    tenantId: id,
    capturesEntra: true,
    capturesDevices: true,
    capturesServices: true,
  })
  await lab.capture(id)
  const on = await types()
  for (const type of ['windowsAutopilotDeviceIdentities', 'provisioningPolicies', 'authenticationMethodsPolicy'])
    expect(on).toContain(type)
})
