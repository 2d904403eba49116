import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { RunId, type TenantId } from '#contract/model/ids.ts'
import { policyTypes } from '#domain/policy-types/registry.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

/** What a capture finds in every tenant: a tag, app categories, enrollment defaults, roles, branding. */
const builtIns = seedCounts().policies

let lab: Lab
afterEach(() => lab.close())

const script = {
  id: '65000000-0000-4000-8000-000000000001',
  displayName: 'Script',
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
}
const groups = [
  { id: '66000000-0000-4000-8000-000000000001', displayName: 'Operators' },
  { id: '66000000-0000-4000-8000-000000000002', displayName: 'Twins' },
  { id: '66000000-0000-4000-8000-000000000003', displayName: 'Twins' },
]

describe('tenants', () => {
  it('are renamed, archived, exported and removed with everything captured of them (031-10)', async () => {
    lab = openLab()
    const kept = await lab.tenant('Kept', { deviceManagementScripts: [script] })
    const gone = await lab.tenant('Gone', {
      deviceManagementScripts: [
        script,
        { ...script, id: '65000000-0000-4000-8000-000000000002', displayName: 'Only here' },
      ],
    })
    await lab.capture(kept.id)
    await lab.capture(gone.id)
    const tenantId = gone.id
    expect(await lab.core.call('tenants.change', { tenantId, name: 'Going', environment: 'production' })).toMatchObject(
      { name: 'Going', environment: 'production' },
    )
    await expect(lab.core.call('tenants.change', { tenantId, name: 'Kept' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
    await expect(lab.core.call('tenants.remove', { tenantId, confirm: 'Going' })).rejects.toMatchObject({
      error: { message: "Going isn't archived." },
    })
    await lab.core.call('tenants.archive', { tenantId, archived: true })
    await expect(lab.core.call('runs.capture', { tenantId })).rejects.toMatchObject({
      error: { message: 'Going is archived.' },
    })
    await expect(lab.core.call('tenants.unlock', { tenantId, minutes: 5, confirm: 'Going' })).rejects.toMatchObject({
      error: { message: 'Going is archived.' },
    })

    const folder = join(lab.folder, 'export')
    const exported = await lab.core.call('tenants.export', { tenantId, folder })
    expect(await lab.ended(tenantId, exported.runId)).toMatchObject({
      status: 'succeeded',
      result: { files: builtIns + 2 },
    })
    expect(readdirSync(join(folder, 'deviceManagementScripts'))).toHaveLength(2)
    expect(
      JSON.parse(readFileSync(join(folder, 'deviceManagementScripts', `${script.id}.json`), 'utf8')),
    ).toMatchObject({ displayName: 'Script', scriptContent: 'R2V0' })

    await expect(lab.core.call('tenants.remove', { tenantId, confirm: 'Kept' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
    await lab.core.call('tenants.remove', { tenantId, confirm: 'Going' })
    expect((await lab.core.call('tenants.list', {})).map((tenant) => tenant.name)).toEqual(['Kept'])
    const verify = await lab.core.call('backups.verify', { tenantId: kept.id })
    expect(await lab.ended(kept.id, verify.runId)).toMatchObject({
      status: 'succeeded',
      result: { damaged: 0, checked: builtIns + 1 },
    })
    const [version] = (await lab.core.call('versions.list', { tenantId: kept.id })).filter(
      (entry) => entry.type === 'deviceManagementScripts',
    )
    expect((await lab.core.call('versions.body', { tenantId: kept.id, versionId: version!.id })).text).toContain(
      'Script',
    )
    const database = existsSync(join(lab.folder, 'data', 'atlas.db'))
    expect(database).toBe(true)
  })
})

describe('the permission check', () => {
  it('shows what is granted, missing and refused, with license and account (001-1, 001-2)', async () => {
    lab = openLab()
    const { id } = await lab.tenant('Tenant', { deviceManagementScripts: [script] })
    const { runId } = await lab.core.call('tenants.check', { tenantId: id })
    expect(await lab.ended(id, runId)).toMatchObject({ status: 'succeeded' })
    const health = await lab.core.call('tenants.health', { tenantId: id })
    expect(health).toMatchObject({ licence: 'active', tenantName: 'Tenant' })
    expect(health!.types).toHaveLength(policyTypes.filter((type) => type.optional === undefined).length)
    // A token from the environment does not say its scopes to this app: reading is proven, writing is not.
    expect(health!.types.filter((type) => type.read !== 'granted' || type.write !== 'unknown')).toEqual([])
  })
})

describe('the least-privilege role', () => {
  it('is planned, confirmed and created once, for the right group (001-3)', async () => {
    lab = openLab()
    const { id, simulator } = await lab.tenant('Tenant', { groups })
    const roles = () =>
      [...(simulator.tenant.collections.get('/deviceManagement/roleDefinitions')?.values() ?? [])].filter(
        (role) => role['isBuiltIn'] !== true,
      )
    const assignments = () => [
      ...(simulator.tenant.collections.get('/deviceManagement/roleAssignments')?.values() ?? []),
    ]
    expect(await planRole(id, 'Nobody')).toMatchObject({ status: 'failed', error: { code: 'notFound' } })
    expect(await planRole(id, 'Twins')).toMatchObject({
      status: 'failed',
      error: { message: 'The tenant has 2 groups named "Twins".' },
    })
    const plan = await planRole(id, 'Operators')
    const input = { tenantId: id, runId: RunId.parse(plan.id) }
    const { steps } = await lab.core.call('tenants.rolePlan', input)
    expect(steps.map((step) => [step.what, step.action])).toEqual([
      ['role', 'create'],
      ['assignment', 'create'],
    ])
    expect(steps[0]!.detail).toContain('Microsoft.Intune_DeviceConfigurations_Read')
    expect(
      steps[0]!.detail.filter(
        (operation) => !/_(Read|ViewReports)$/.test(operation) || operation.includes('ManagedDevices'),
      ),
    ).toEqual([])
    expect(roles()).toEqual([])
    await expect(lab.core.call('tenants.applyRole', { ...input, confirm: 'Tenant' })).rejects.toMatchObject({
      error: { code: 'locked' },
    })
    await lab.unlock(id, 'Tenant')
    await expect(lab.core.call('tenants.applyRole', { ...input, confirm: 'Other' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
    for (const expected of [{ done: 2 }, { unchanged: 2 }]) {
      const { runId } = await lab.core.call('tenants.applyRole', { ...input, confirm: 'Tenant' })
      expect(await lab.ended(id, runId)).toMatchObject({ status: 'succeeded', counts: expected })
    }
    expect(roles()).toHaveLength(1)
    expect(assignments()).toMatchObject([
      { members: ['66000000-0000-4000-8000-000000000001'], roleDefinition: { id: roles()[0]!['id'] } },
    ])
    // Somebody took a permission away: the next run puts exactly that back.
    roles()[0]!['rolePermissions'] = [
      { resourceActions: [{ allowedResourceActions: steps[0]!.detail.slice(1), notAllowedResourceActions: [] }] },
    ]
    const again = await planRole(id, 'Operators')
    expect(
      (await lab.core.call('tenants.rolePlan', { tenantId: id, runId: RunId.parse(again.id) })).steps,
    ).toMatchObject([{ action: 'update', detail: [`+ ${steps[0]!.detail[0]}`] }, { action: 'unchanged' }])
  })

  async function planRole(tenantId: TenantId, group: string) {
    const { runId } = await lab.core.call('tenants.planRole', { tenantId, group, access: 'read' })
    return lab.ended(tenantId, runId)
  }
})
