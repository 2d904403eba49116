import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { objects, type Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { demo, group, guid, objectsOf, recordedTenant, writes, type RecordedTenant } from '#tests/support/restored.ts'
import { configs, everybody, ios, restoring, script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, planOf, retry, faulty } = restoring(() => lab)

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

describe('a retry', () => {
  it('undo: a deletion that stopped with a conflict is not carried out by a retry (011-13)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const tenant = await recordedTenant(lab, 'Tenant')
    const restored = await run(
      tenant,
      'Tenant',
      await lab.plan(tenant.id, { sourceTenantId: source.id, from: { versionIds: await versionsOf(source.id) } }),
    )
    const undo = await planOf(
      tenant.id,
      (await lab.core.call('restore.undo', { tenantId: tenant.id, runId: restored.id })).runId,
    )
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: undo.id, seq: 0, included: true })
    objectsOf(tenant, scripts)[0]!['description'] = 'by somebody'
    const ended = await run(tenant, 'Tenant', undo)
    expect(await lab.items(tenant.id, ended.id)).toMatchObject([{ state: 'failed', error: { code: 'conflict' } }])
    await retry(tenant, ended)
    expect(objectsOf(tenant, scripts).map((entry) => entry['description'])).toEqual(['by somebody'])
  })

  it('a create that stopped because somebody made one of that name is not carried out on theirs by a retry (011-13)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const tenant = await recordedTenant(lab, 'Tenant')
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id) },
    })
    tenant.simulator.tenant.collections
      .get(scripts)!
      .set(guid(9), { ...script(9), displayName: 'Script 1', description: 'by somebody' })
    const ended = await run(tenant, 'Tenant', plan)
    expect(await lab.items(tenant.id, ended.id)).toMatchObject([{ state: 'failed', error: { code: 'conflict' } }])
    await retry(tenant, ended)
    expect(objectsOf(tenant, scripts).find((entry) => entry['id'] === guid(9))?.['description']).toBe('by somebody')
    const undo = await planOf(
      tenant.id,
      (await lab.core.call('restore.undo', { tenantId: tenant.id, runId: ended.id })).runId,
    ).catch(() => null)
    expect(undo?.items.filter((item) => item.action === 'delete' && item.targetId === guid(9)) ?? []).toEqual([])
  })

  it('a create that was refused is not carried out by a retry on what somebody made by hand meanwhile (011-13)', async () => {
    const faults = join(lab.folder, 'faults.json')
    writeFileSync(
      faults,
      JSON.stringify([
        { method: 'POST', path: 'deviceManagementScripts$', nth: 1, status: 400, code: 'BadRequest', message: 'no' },
      ]),
    )
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const record = join(lab.folder, 'r3.ndjson')
    const tenant = { ...(await lab.tenant('Tenant', {}, { faultsFile: faults, record })), record }
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id) },
    })
    const ended = await run(tenant, 'Tenant', plan)
    expect(await lab.items(tenant.id, ended.id)).toMatchObject([{ state: 'failed' }])
    tenant.simulator.tenant.collections
      .get(scripts)!
      .set(guid(9), { ...script(9), displayName: 'Script 1', description: 'by somebody' })
    await retry(tenant, ended)
    expect(objectsOf(tenant, scripts).find((entry) => entry['id'] === guid(9))?.['description']).toBe('by somebody')
  })

  it('an update that stopped with a conflict in a part (settings) is not overwritten by a retry (011-13)', async () => {
    const policy = demo('configurationPolicies')
    const tenant = await recordedTenant(lab, 'Tenant', { configurationPolicies: [policy] })
    const versionIds = await versionsOf(tenant.id, 'configurationPolicies')
    const live = objectsOf(tenant, '/deviceManagement/configurationPolicies')[0]!
    const settings = live['settings'] as Json[]
    live['description'] = 'before the preview'
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    expect(plan.summary).toMatchObject({ update: 1 })
    live['settings'] = settings.slice(1)
    const ended = await run(tenant, 'Tenant', plan)
    expect(await lab.items(tenant.id, ended.id)).toMatchObject([{ state: 'failed', error: { code: 'conflict' } }])
    await retry(tenant, ended)
    expect((objectsOf(tenant, '/deviceManagement/configurationPolicies')[0]!['settings'] as Json[]).length).toBe(
      settings.length - 1,
    )
  })

  it('a retry after a conflict does not overwrite assignments that somebody changed after the preview (011-13)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceConfigurations: [ios(1, { assignments: [everybody] })] })
    const versionIds = await versionsOf(tenant.id, 'deviceConfigurations')
    const live = objectsOf(tenant, configs)[0]!
    live['description'] = 'before the preview'
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    // An administrator takes the profile away from everybody.
    live['assignments'] = []
    const ended = await run(tenant, 'Tenant', plan)
    expect(await lab.items(tenant.id, ended.id)).toMatchObject([{ state: 'failed', error: { code: 'conflict' } }])
    await retry(tenant, ended)
    expect(objectsOf(tenant, configs)[0]!['assignments']).toEqual([])
  })

  it('an update whose write was refused: a retry does not overwrite assignments that somebody changed since (011-13)', async () => {
    const tenant = await faulty(
      'Tenant',
      [{ method: 'PATCH', path: 'deviceConfigurations/', nth: 1, status: 400, code: 'BadRequest', message: 'no' }],
      {
        groups: [
          { id: guid(51), displayName: 'Pilot' },
          { id: guid(52), displayName: 'Other' },
        ],
        deviceConfigurations: [ios(1, { assignments: [{ id: 'x', ...group(guid(51)) }] })],
      },
    )
    const versionIds = await versionsOf(tenant.id, 'deviceConfigurations')
    const live = objectsOf(tenant, configs)[0]!
    live['description'] = 'before the preview'
    const ended = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    expect(ended.status).toBe('failed')
    live['assignments'] = [
      { id: 'y', ...group(guid(52), 'exclusionGroup') },
      { id: 'x', ...group(guid(51)) },
    ]
    await retry(tenant, ended)
    expect(objects(objectsOf(tenant, configs)[0]!['assignments'])).toHaveLength(2)
  })

  it('a retry after a create that failed half-way does not overwrite what somebody changed meanwhile (011-13)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      deviceManagementScripts: [script(1, { assignments: [{ id: 'a', ...group(guid(51)) }] })],
    })
    const tenant = await faulty(
      'Tenant',
      [{ method: 'POST', path: '/assign$', nth: 1, status: 400, code: 'BadRequest', message: 'no' }],
      { groups: [{ id: guid(51), displayName: 'Pilot' }] },
    )
    const restored = await run(
      tenant,
      'Tenant',
      await lab.plan(tenant.id, { sourceTenantId: source.id, from: { versionIds: await versionsOf(source.id) } }),
    )
    expect(restored.status).toBe('failed')
    objectsOf(tenant, scripts)[0]!['description'] = 'by somebody'
    await retry(tenant, restored)
    expect(objectsOf(tenant, scripts).map((entry) => entry['description'])).toEqual(['by somebody'])
  })

  it('an update of a conditional access policy that stopped with a conflict is not switched on by a retry (011-13)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      conditionalAccessPolicies: [ca(1)],
    })
    await entra(tenant)
    const versionIds = await versionsOf(tenant.id, 'conditionalAccessPolicies')
    const live = objectsOf(tenant, caPath)[0]!
    live['displayName'] = 'CA 1 renamed'
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    live['state'] = 'disabled'
    const ended = await run(tenant, 'Tenant', plan)
    await retry(tenant, ended).catch(() => null)
    expect(live['state']).toBe('disabled')
  })

  it('two versions of one missing policy do not create it twice (011-13)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const first = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'second'
    const second = await versionsOf(tenant.id)
    expect(second).not.toEqual(first)
    tenant.simulator.tenant.collections.get(scripts)!.delete(guid(1))
    const plan = await lab.plan(tenant.id, { from: { versionIds: [...first, ...second] } }).catch(() => null)
    if (plan) await run(tenant, 'Tenant', plan)
    expect(writes(tenant).filter(({ what }) => what.startsWith('POST')).length).toBeLessThanOrEqual(1)
    expect(objectsOf(tenant, scripts).length).toBeLessThanOrEqual(1)
  })

  it('the same version twice does not create it twice (011-13)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const first = await versionsOf(tenant.id)
    tenant.simulator.tenant.collections.get(scripts)!.delete(guid(1))
    const plan = await lab.plan(tenant.id, { from: { versionIds: [...first, ...first] } }).catch(() => null)
    if (plan) await run(tenant, 'Tenant', plan)
    expect(objectsOf(tenant, scripts).length).toBeLessThanOrEqual(1)
  })

  it('a retry of a run while an equal one is queued says so and leaves final states (011-13)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const faults = join(lab.folder, 'faults.json')
    writeFileSync(
      faults,
      JSON.stringify([
        { method: 'POST', path: 'deviceManagementScripts$', nth: 1, status: 400, code: 'BadRequest', message: 'no' },
        { method: 'GET', path: 'deviceManagementScripts', delayMs: 300 },
      ]),
    )
    const record = join(lab.folder, 'm17.ndjson')
    const target = { ...(await lab.tenant('Target', {}, { faultsFile: faults, record })), record }
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id) },
    })
    const first = await run(target, 'Target', plan)
    expect(first.status).toBe('failed')
    const second = await lab.core.call('restore.start', { tenantId: target.id, planId: plan.id, confirm: 'Target' })
    const error: unknown = await lab.core
      .call('runs.retry', { tenantId: target.id, runId: first.id })
      .catch((failure: unknown) => failure)
    await lab.ended(target.id, second.runId)
    await lab.ended(target.id, first.id)
    expect(objectsOf(target, scripts)).toHaveLength(1)
    expect((error as { error?: { code?: string } }).error?.code ?? 'ok').not.toBe('internal')
  })
})
