import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VersionId } from '#contract/model/ids.ts'
import { objects, type Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid, objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import { configs, everybody, ios, restoring, script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, planOf, undoOf, faulty } = restoring(() => lab)

const ca = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `CA ${index}`,
  state: 'enabled',
  conditions: {
    users: {
      includeUsers: ['All'],
      excludeUsers: [],
      includeGroups: [],
      excludeGroups: [guid(51)],
      includeRoles: [],
      excludeRoles: [],
    },
    applications: { includeApplications: ['All'], excludeApplications: [], includeUserActions: [] },
    clientAppTypes: ['all'],
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [], termsOfUse: [] },
  sessionControls: null,
  ...more,
})
const caPath = '/identity/conditionalAccess/policies'
const entra = async (tenant: RecordedTenant) =>
  lab.core.call('tenants.change', { tenantId: tenant.id, capturesEntra: true })

describe('undo and counterparts', () => {
  it('after a copy, a restore of the original goes to the original and not to the copy (006-17)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'changed'
    await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds }, options: { existing: 'copy' } }))
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    await run(tenant, 'Tenant', plan)
    expect(
      objectsOf(tenant, scripts).map((entry) => [entry['id'] === guid(1), entry['displayName'], entry['description']]),
    ).toEqual([
      [true, 'Script 1', 'first'],
      [false, 'Script 1 (restored)', 'first'],
    ])
  })

  it('undo keeps assignments to a group that was left out in another plan of the tenant (006-17)', async () => {
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

  it('an item that was left out because it matched the wrong object is not matched to it later (006-17)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      deviceManagementScripts: [script(1, { displayName: 'Baseline' })],
    })
    const target = await recordedTenant(lab, 'Target', {
      deviceManagementScripts: [script(2, { displayName: 'Baseline', description: 'another thing' })],
    })
    const plans = { sourceTenantId: source.id, from: { versionIds: await versionsOf(source.id) } }
    const plan = await lab.plan(target.id, plans)
    expect(plan.items).toMatchObject([{ action: 'update', targetId: guid(2) }])
    await lab.core.call('restore.include', { tenantId: target.id, planId: plan.id, seq: 0, included: false })
    await run(target, 'Target', plan)
    objectsOf(target, scripts)[0]!['displayName'] = 'Baseline of this tenant'
    const again = await lab.plan(target.id, plans)
    expect(again.items).toMatchObject([{ action: 'create' }])
  })

  it('after a copy, undo of a restore of the original goes to the original (0801-6)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'changed'
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    objectsOf(tenant, scripts)[0]!['description'] = 'changed again'
    await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds }, options: { existing: 'copy' } }))
    const undo = await undoOf(tenant, restored)
    expect(undo.items.filter((item) => item.action === 'update').map((item) => item.targetId)).toEqual([guid(1)])
  })

  it('undo does not lose an exclusion because a group was left out in another plan that was never carried out (0801-6)', async () => {
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

  it('undo brings back an object that somebody left out of a later plan (0801-6)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'changed'
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    await lab.plan(tenant.id, { from: { versionIds }, choices: { [`deviceManagementScripts/${guid(1)}`]: null } })
    const undo = await undoOf(tenant, restored)
    expect(undo.items).toMatchObject([{ action: 'update', targetId: guid(1) }])
  })

  it('undo says that what it would delete was changed since (0801-6)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const tenant = await recordedTenant(lab, 'Tenant', { groups: [{ id: guid(51), displayName: 'Pilot' }] })
    const restored = await run(
      tenant,
      'Tenant',
      await lab.plan(tenant.id, { sourceTenantId: source.id, from: { versionIds: await versionsOf(source.id) } }),
    )
    Object.assign(objectsOf(tenant, scripts)[0]!, {
      description: 'by somebody',
      assignments: [{ id: 'a', ...group(guid(51)) }],
    })
    const undo = await undoOf(tenant, restored)
    expect(undo.items[0]!.action !== 'delete' || undo.items[0]!.warnings.length > 0).toBe(true)
  })

  it('undo says that what it would set back was changed since (0801-6)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'before'
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    objectsOf(tenant, scripts)[0]!['runAs32Bit'] = true
    objectsOf(tenant, scripts)[0]!['fileName'] = 'theirs.ps1'
    const undo = await undoOf(tenant, restored)
    expect(
      undo.items[0]!.action === 'conflict' || undo.items[0]!.included === false || undo.items[0]!.warnings.length > 0,
    ).toBe(true)
  })

  it('undo does not delete a group in silence that somebody uses since (0801-6)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Pilot', securityEnabled: true, mailEnabled: false, groupTypes: [] }],
      deviceManagementScripts: [script(1, { assignments: [{ id: 'a', ...group(guid(51)) }] })],
    })
    const tenant = await recordedTenant(lab, 'Tenant', { deviceConfigurations: [ios(7)] })
    const restored = await run(
      tenant,
      'Tenant',
      await lab.plan(tenant.id, {
        sourceTenantId: source.id,
        from: { versionIds: await versionsOf(source.id) },
        choices: { [`groups/${guid(51)}`]: 'create' },
      }),
    )
    expect(restored.status).toBe('succeeded')
    const made = objectsOf(tenant, '/groups')[0]!
    objectsOf(tenant, configs)[0]!['assignments'] = [{ id: 'b', ...group(String(made['id']), 'exclusionGroup') }]
    await lab.capture(tenant.id)
    const undo = await undoOf(tenant, restored)
    const deletion = undo.items.find((item) => item.type === 'groups')!
    expect(deletion.action !== 'delete' || deletion.warnings.length > 0).toBe(true)
  })

  it('planning an undo again for one item only plans that item only (0801-6)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1), script(2)] })
    const versionIds = await versionsOf(tenant.id)
    for (const entry of objectsOf(tenant, scripts)) entry['description'] = 'changed'
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    const undo = await undoOf(tenant, restored)
    const before = (await lab.core.call('versions.list', { tenantId: tenant.id }))
      .filter((entry) => entry.type === 'deviceManagementScripts' && entry.name === 'Script 1')
      .map((entry) => VersionId.parse(entry.id))
    const { runId } = await lab.core.call('restore.planAgain', { tenantId: tenant.id, planId: undo.id, only: before })
    const again = await planOf(tenant.id, runId)
    expect(again.items.map((item) => item.name)).toEqual(['Script 1'])
  })

  it('undo of a cancelled restore knows what was made while its answer was awaited (0801-6)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const tenant = await faulty('Tenant', [
      { method: 'POST', path: 'deviceManagementScripts$', status: 504, takesEffect: true },
    ])
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id) },
    })
    await lab.unlock(tenant.id, 'Tenant')
    const { runId } = await lab.core.call('restore.start', { tenantId: tenant.id, planId: plan.id, confirm: 'Tenant' })
    while (objectsOf(tenant, scripts).length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    await lab.core.call('runs.cancel', { tenantId: tenant.id, runId })
    const ended = await lab.ended(tenant.id, runId)
    const { runId: undoRun } = await lab.core.call('restore.undo', { tenantId: tenant.id, runId: ended.id })
    const undone = await lab.ended(tenant.id, undoRun)
    expect(undone.error?.message ?? '').not.toContain('changed nothing')
  })

  it('undo of a created conditional access policy that somebody switched on since does not delete it in silence (0801-6)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      conditionalAccessPolicies: [ca(1)],
    })
    const tenant = await recordedTenant(lab, 'Tenant', { groups: [{ id: guid(51), displayName: 'Break glass' }] })
    await entra(source)
    await entra(tenant)
    const ended = await run(
      tenant,
      'Tenant',
      await lab.plan(tenant.id, {
        sourceTenantId: source.id,
        from: { versionIds: await versionsOf(source.id, 'conditionalAccessPolicies') },
      }),
    )
    objectsOf(tenant, caPath)[0]!['state'] = 'enabled'
    const undo = await undoOf(tenant, ended)
    expect(undo.items[0]!.action !== 'delete' || undo.items[0]!.warnings.length > 0).toBe(true)
  })

  it('a secret behind a mask that was changed in the tenant after the last capture is not unchanged (011-14)', async () => {
    const oma = {
      '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
      id: guid(1),
      displayName: 'OMA',
      roleScopeTagIds: ['0'],
      assignments: [],
      omaSettings: [
        {
          '@odata.type': '#microsoft.graph.omaSettingString',
          displayName: 'Key',
          omaUri: './X',
          isEncrypted: true,
          secretReferenceValueId: 'ref-1',
          value: 'secret one',
        },
      ],
    }
    const tenant = await recordedTenant(lab, 'Tenant', { deviceConfigurations: [oma] })
    const versionIds = await versionsOf(tenant.id, 'deviceConfigurations')
    const live = objectsOf(tenant, configs)[0]!
    // As Intune does it: another value behind the same mask, under another reference.
    tenant.simulator.tenant.secrets.set('ref-2', 'secret two')
    ;(live['omaSettings'] as Json[])[0] = {
      ...(oma.omaSettings[0] as Json),
      value: '****',
      secretReferenceValueId: 'ref-2',
    }
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    expect(plan.items[0]!.action).toBe('update')
  })

  it('a pre-shared key that was changed in the tenant after the last capture is not unchanged (011-14)', async () => {
    const wifi = {
      '@odata.type': '#microsoft.graph.windowsWifiConfiguration',
      id: guid(1),
      displayName: 'Wi-Fi',
      roleScopeTagIds: ['0'],
      assignments: [],
      preSharedKey: 'one one one',
      wifiSecurityType: 'wpa2Personal',
      ssid: 'x',
      networkName: 'x',
    }
    const tenant = await recordedTenant(lab, 'Tenant', { deviceConfigurations: [wifi] })
    const versionIds = await versionsOf(tenant.id, 'deviceConfigurations')
    objectsOf(tenant, configs)[0]!['preSharedKey'] = 'two two two'
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    expect(plan.items[0]!.action).toBe('update')
  })

  it('an object that does not hold what was written is not a success (011-14)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    // A service that takes the value and does not keep it.
    Object.defineProperty(objectsOf(tenant, scripts)[0]!, 'description', {
      get: () => 'changed',
      set: () => {},
      enumerable: true,
    })
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    expect(objectsOf(tenant, scripts)[0]!['description']).toBe('changed')
    expect(restored.status).not.toBe('succeeded')
  })

  it('enrollment configurations whose order was changed are put back without a conflict of their own making (011-14)', async () => {
    const limit = (index: number, priority: number) => ({
      '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration',
      id: `${guid(index)}_Limit`,
      displayName: `Limit ${index}`,
      description: '',
      priority,
      limit: 5,
      roleScopeTagIds: ['0'],
      deviceEnrollmentConfigurationType: 'limit',
      assignments: [],
    })
    const tenant = await recordedTenant(lab, 'Tenant', {
      deviceEnrollmentConfigurations: [limit(1, 1), limit(2, 2), limit(3, 3)],
    })
    await lab.capture(tenant.id)
    const versionIds = (await lab.core.call('versions.list', { tenantId: tenant.id }))
      .filter((entry) => entry.name.startsWith('Limit '))
      .map((entry) => VersionId.parse(entry.id))
    const all = objectsOf(tenant, '/deviceManagement/deviceEnrollmentConfigurations').filter((entry) =>
      String(entry['displayName']).startsWith('Limit '),
    )
    for (const [index, priority] of [3, 1, 2].entries()) (all[index] as Record<string, unknown>)['priority'] = priority
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    const ended = await run(tenant, 'Tenant', plan)
    expect(ended.status).toBe('succeeded')
    expect(all.map((entry) => entry['priority'])).toEqual([1, 2, 3])
  })

  it('a text that looks like a placeholder is restored as it is (011-14)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      deviceManagementScripts: [script(1, { description: 'see {{wiki/page}}' })],
    })
    const versionIds = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'changed'
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    await run(tenant, 'Tenant', plan)
    expect(objectsOf(tenant, scripts)[0]!['description']).toBe('see {{wiki/page}}')
  })
})
