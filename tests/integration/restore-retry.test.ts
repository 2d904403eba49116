import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { objects, type Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { demo, group, guid, objectsOf, recordedTenant } from '#tests/support/restored.ts'
import {
  conditionalAccess,
  conditionalAccessPath,
  configs,
  everybody,
  ios,
  restoring,
  script,
  scripts,
} from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, undoOf, retry, faulty, captureEntra } = restoring(() => lab)

describe('a retry', () => {
  it('does not carry out a deletion that stopped with a conflict (011-13)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const tenant = await recordedTenant(lab, 'Tenant')
    const restored = await run(
      tenant,
      'Tenant',
      await lab.plan(tenant.id, { sourceTenantId: source.id, from: { versionIds: await versionsOf(source.id) } }),
    )
    const undo = await undoOf(tenant, restored)
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: undo.id, seq: 0, included: true })
    objectsOf(tenant, scripts)[0]!['description'] = 'by somebody'
    const ended = await run(tenant, 'Tenant', undo)
    expect(await lab.items(tenant.id, ended.id)).toMatchObject([{ state: 'failed', error: { code: 'conflict' } }])
    await retry(tenant, ended)
    expect(objectsOf(tenant, scripts).map((entry) => entry['description'])).toEqual(['by somebody'])
  })

  it('does not write to an object of the same name that somebody made before the run (011-13)', async () => {
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
    const undo = await lab.core.call('restore.undo', { tenantId: tenant.id, runId: ended.id })
    expect((await lab.ended(tenant.id, undo.runId)).error).toMatchObject({ message: 'This restore changed nothing.' })
  })

  it('does not write to an object of the same name that somebody made after the run (011-13)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const tenant = await faulty('Tenant', [
      { method: 'POST', path: 'deviceManagementScripts$', nth: 1, status: 400, code: 'BadRequest', message: 'no' },
    ])
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

  it('does not overwrite settings that somebody changed after the preview (011-13)', async () => {
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

  it('does not overwrite assignments that somebody changed after the preview (011-13)', async () => {
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

  it('does not overwrite assignments that somebody changed after Graph refused the update (011-13)', async () => {
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

  it('does not overwrite what somebody changed after a create failed halfway (011-13)', async () => {
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

  it('does not switch a conditional access policy on after a conflict (011-13)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      conditionalAccessPolicies: [conditionalAccess(1)],
    })
    await captureEntra(tenant)
    const versionIds = await versionsOf(tenant.id, 'conditionalAccessPolicies')
    const live = objectsOf(tenant, conditionalAccessPath)[0]!
    live['displayName'] = 'CA 1 renamed'
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    live['state'] = 'disabled'
    const ended = await run(tenant, 'Tenant', plan)
    await retry(tenant, ended)
    expect(await lab.items(tenant.id, ended.id)).toMatchObject([{ state: 'failed', error: { code: 'conflict' } }])
    expect(live['state']).toBe('disabled')
  })

  it('is refused while an equal run waits (011-13)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const target = await faulty('Target', [
      { method: 'POST', path: 'deviceManagementScripts$', nth: 1, status: 400, code: 'BadRequest', message: 'no' },
    ])
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id) },
    })
    const first = await run(target, 'Target', plan)
    expect(first.status).toBe('failed')
    const second = await lab.core.call('restore.start', { tenantId: target.id, planId: plan.id, confirm: 'Target' })
    await expect(lab.core.call('runs.retry', { tenantId: target.id, runId: first.id })).rejects.toMatchObject({
      error: { code: 'busy' },
    })
    expect(await lab.ended(target.id, second.runId)).toMatchObject({ status: 'succeeded' })
    expect(await lab.ended(target.id, first.id)).toMatchObject({ status: 'failed' })
    expect(objectsOf(target, scripts)).toHaveLength(1)
  })
})

describe('a plan', () => {
  it('refuses two versions of one policy (011-13)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const first = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'second'
    const second = await versionsOf(tenant.id)
    tenant.simulator.tenant.collections.get(scripts)!.delete(guid(1))
    const { runId } = await lab.core.call('restore.plan', {
      tenantId: tenant.id,
      from: { versionIds: [...first, ...second] },
    })
    expect(await lab.ended(tenant.id, runId)).toMatchObject({
      status: 'failed',
      error: { message: 'Two versions of "Script 1" are selected.' },
    })
  })

  it('creates a version once that is named twice (011-13)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const first = await versionsOf(tenant.id)
    tenant.simulator.tenant.collections.get(scripts)!.delete(guid(1))
    const plan = await lab.plan(tenant.id, { from: { versionIds: [...first, ...first] } })
    expect(plan.items).toMatchObject([{ action: 'recreate' }])
    await run(tenant, 'Tenant', plan)
    expect(objectsOf(tenant, scripts)).toMatchObject([{ displayName: 'Script 1' }])
  })
})
