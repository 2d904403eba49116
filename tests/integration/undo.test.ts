import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VersionId } from '#contract/model/ids.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid, objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import {
  conditionalAccess,
  conditionalAccessPath,
  configs,
  ios,
  restoring,
  script,
  scripts,
} from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, planOf, undoOf, retry, faulty, captureEntra } = restoring(() => lab)

const named = (tenant: RecordedTenant, name: string) =>
  objectsOf(tenant, scripts).find((entry) => entry['displayName'] === name)

/** Ends when the service has made a script, before it answers. */
const scriptMade = (tenant: RecordedTenant): Promise<void> =>
  new Promise((done) => {
    const items = collection(tenant.simulator.tenant, scripts)
    const put = items.set.bind(items)
    items.set = (id, item) => {
      items.set = put
      done()
      return put(id, item)
    }
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
    tenant.simulator.tenant.collections.get(scripts)!.delete(guid(2))
    const before = structuredClone(named(tenant, 'Script 1')!)
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    expect(named(tenant, 'Script 1')).toMatchObject({ description: 'first', assignments: [] })

    const undo = await undoOf(tenant, restored)
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
    expect(named(tenant, 'Script 2')).toMatchObject({ description: 'first' })

    const again = await undoOf(tenant, restored)
    const made = again.items.find((item) => item.action === 'delete')!
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: again.id, seq: made.seq, included: true })
    const deleting = await run(
      tenant,
      'Tenant',
      await lab.core.call('restore.get', { tenantId: tenant.id, planId: again.id }),
    )
    expect(deleting.status).toBe('succeeded')
    expect(objectsOf(tenant, scripts).map((entry) => entry['displayName'])).toEqual(['Script 1', 'Script 3'])
    expect(
      (await lab.core.call('policies.list', { tenantId: tenant.id })).policies.find(
        (policy) => policy.externalId === made.targetId,
      )?.state,
    ).toBe('missing')

    // The way back from the way back: what was deleted is made again from the version that was kept before.
    const back = await undoOf(tenant, deleting)
    expect(back.items.find((item) => item.name === 'Script 2')).toMatchObject({ action: 'recreate' })
    expect((await run(tenant, 'Tenant', back)).status).toBe('succeeded')
    expect(named(tenant, 'Script 2')).toMatchObject({ description: 'first' })
  })

  it('does not delete what somebody changed since it was planned (0801-3)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const tenant = await recordedTenant(lab, 'Tenant')
    const plans = { sourceTenantId: source.id, from: { versionIds: await versionsOf(source.id) } }
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, plans))
    const undo = await undoOf(tenant, restored)
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: undo.id, seq: 0, included: true })
    objectsOf(tenant, scripts)[0]!['description'] = 'by somebody'
    const ended = await run(tenant, 'Tenant', undo)
    expect(await lab.items(tenant.id, ended.id)).toMatchObject([{ state: 'failed', error: { code: 'conflict' } }])
    expect(objectsOf(tenant, scripts)).toHaveLength(1)
  })

  it('has nothing to do for a restore that changed nothing (0801-3)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const same = await lab.plan(tenant.id, { from: { versionIds: await versionsOf(tenant.id) } })
    const restored = await run(tenant, 'Tenant', same)
    const undo = await lab.core.call('restore.undo', { tenantId: tenant.id, runId: restored.id })
    expect((await lab.ended(tenant.id, undo.runId)).error).toMatchObject({ message: 'This restore changed nothing.' })
  })

  it('brings back an object that a later plan left out (0801-6)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'changed'
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    await lab.plan(tenant.id, { from: { versionIds }, choices: { [`deviceManagementScripts/${guid(1)}`]: null } })
    const undo = await undoOf(tenant, restored)
    expect(undo.items).toMatchObject([{ action: 'update', targetId: guid(1) }])
  })

  it('plans only the one item that you ask to plan again (0801-6)', async () => {
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

  it('finds what a cancelled restore made while it waited for the answer (0801-6)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceManagementScripts: [script(1)] })
    const tenant = await faulty('Tenant', [
      { method: 'POST', path: 'deviceManagementScripts$', status: 504, takesEffect: true },
    ])
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id) },
    })
    await lab.unlock(tenant.id, 'Tenant')
    const made = scriptMade(tenant)
    const { runId } = await lab.core.call('restore.start', { tenantId: tenant.id, planId: plan.id, confirm: 'Tenant' })
    await made
    await lab.core.call('runs.cancel', { tenantId: tenant.id, runId })
    const ended = await lab.ended(tenant.id, runId)
    expect(ended.status).toBe('cancelled')
    const early = await lab.core.call('restore.undo', { tenantId: tenant.id, runId: ended.id })
    expect(await lab.ended(tenant.id, early.runId)).toMatchObject({
      status: 'failed',
      error: { message: `TenantAtlas doesn't know whether this restore created "Script 1".` },
    })
    expect(await retry(tenant, ended)).toMatchObject({ status: 'succeeded' })
    expect((await undoOf(tenant, ended)).items).toMatchObject([
      { action: 'delete', targetId: objectsOf(tenant, scripts)[0]!['id'] },
    ])
  })
})

describe('what changed after the restore', () => {
  it('is named before undo deletes the object (0801-6)', async () => {
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
    expect(undo.items).toMatchObject([
      { action: 'delete', included: false, warnings: ['The object changed after the restore created it.'] },
    ])
  })

  it('is kept unless you include the item (0801-6)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'before'
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    objectsOf(tenant, scripts)[0]!['runAs32Bit'] = true
    objectsOf(tenant, scripts)[0]!['fileName'] = 'theirs.ps1'
    const undo = await undoOf(tenant, restored)
    expect(undo.items).toMatchObject([
      {
        action: 'update',
        included: false,
        warnings: [expect.stringContaining('The object changed after the restore') as string],
      },
    ])
  })

  it('is named before undo deletes a group that somebody uses (0801-6)', async () => {
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
    expect(undo.items).toMatchObject([
      { type: 'deviceManagementScripts', action: 'delete', included: false, warnings: [] },
      { type: 'groups', action: 'delete', included: false, warnings: ['It is used by "Profile 7".'] },
    ])
  })

  it('is named before undo deletes a conditional access policy that somebody switched on (0801-6)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      conditionalAccessPolicies: [conditionalAccess(1)],
    })
    const tenant = await recordedTenant(lab, 'Tenant', { groups: [{ id: guid(51), displayName: 'Break glass' }] })
    await captureEntra(source)
    await captureEntra(tenant)
    const ended = await run(
      tenant,
      'Tenant',
      await lab.plan(tenant.id, {
        sourceTenantId: source.id,
        from: { versionIds: await versionsOf(source.id, 'conditionalAccessPolicies') },
      }),
    )
    objectsOf(tenant, conditionalAccessPath)[0]!['state'] = 'enabled'
    const undo = await undoOf(tenant, ended)
    expect(undo.items).toMatchObject([
      { action: 'delete', included: false, warnings: ['The object changed after the restore created it.'] },
    ])
  })
})
