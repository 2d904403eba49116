import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '#contract/model/plans.ts'
import { objects, type Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid, objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import { restoring, script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run } = restoring(() => lab)

const named = (tenant: RecordedTenant, name: string) =>
  objectsOf(tenant, scripts).find((entry) => entry['displayName'] === name)

describe('the options of a plan', () => {
  it('update what is there, leave it, or make a copy beside it (011-8)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    named(tenant, 'Script 1')!['description'] = 'changed'
    expect((await lab.plan(tenant.id, { from: { versionIds }, options: { existing: 'skip' } })).items[0]).toMatchObject(
      { action: 'skip', reason: 'It already exists in the tenant, with differences.' },
    )
    const copy = await lab.plan(tenant.id, { from: { versionIds }, options: { existing: 'copy', suffix: '(before)' } })
    expect(copy.items[0]).toMatchObject({ action: 'create', name: 'Script 1 (before)' })
    expect((await run(tenant, 'Tenant', copy)).status).toBe('succeeded')
    expect(objectsOf(tenant, scripts).map((entry) => [entry['displayName'], entry['description']])).toEqual([
      ['Script 1', 'changed'],
      ['Script 1 (before)', 'first'],
    ])
    expect(
      (await lab.plan(tenant.id, { from: { versionIds }, options: { existing: 'copy', suffix: '(before)' } })).items[0],
    ).toMatchObject({ action: 'blocked', reason: expect.stringContaining('already exists') as string })
  })

  it('leave scope tags and assignments alone, or take assignments to the same groups only (011-9)', async () => {
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
})

describe('a plan', () => {
  it('has the hash of its content: the same for one state, another for another (011-10)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1), script(2)] })
    const versionIds = await versionsOf(tenant.id)
    named(tenant, 'Script 1')!['description'] = 'changed'
    const first = await lab.plan(tenant.id, { from: { versionIds } })
    expect((await lab.plan(tenant.id, { from: { versionIds: versionIds.toReversed() } })).hash).toBe(first.hash)
    named(tenant, 'Script 2')!['description'] = 'changed'
    expect((await lab.plan(tenant.id, { from: { versionIds } })).hash).not.toBe(first.hash)
  })

  it('can restore a moment: the tenant as captures saw it then (011-11)', async () => {
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
