import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { objects } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { demo, objectsOf, recordedTenant, writes } from '#tests/support/restored.ts'
import { restoring, script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf } = restoring(() => lab)

describe('a rehearsal', () => {
  it('carries the plan out in a copy, and keeps each outcome with the plan (0802-1)', async () => {
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
    expect(objectsOf(target, scripts)).toHaveLength(1)
    expect((await lab.core.call('versions.list', { tenantId: target.id })).length).toBe(versions)
    const { rehearsal } = await lab.core.call('restore.get', { tenantId: target.id, planId: plan.id })
    expect(rehearsal).toMatchObject({ status: 'succeeded' })
    expect(rehearsal!.outcomes.map((outcome) => outcome.state)).toEqual(['done', 'done', 'done', 'done'])
  })

  it('shows what the service would refuse, without a network (0802-2)', async () => {
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
