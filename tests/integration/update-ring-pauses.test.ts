import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VersionId } from '#contract/model/ids.ts'
import type { Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid, objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import { configs, restoring } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { run, undoOf } = restoring(() => lab)

const ring: Json = {
  '@odata.type': '#microsoft.graph.windowsUpdateForBusinessConfiguration',
  id: guid(40),
  displayName: 'Ring',
  description: 'a',
  qualityUpdatesDeferralPeriodInDays: 3,
  qualityUpdatesPaused: false,
  featureUpdatesPaused: false,
  qualityUpdatesPauseExpiryDateTime: '0001-01-01T00:00:00Z',
  roleScopeTagIds: ['0'],
  assignments: [],
}
const paused = {
  qualityUpdatesPaused: true,
  qualityUpdatesPauseExpiryDateTime: new Date(Date.now() + 20 * 86_400_000).toISOString(),
}
const resumed = { qualityUpdatesPaused: false, qualityUpdatesPauseExpiryDateTime: '0001-01-01T00:00:00Z' }

/** A tenant with the ring, which the test may change, and the ring's first version. */
async function ringIn(more: Json = {}) {
  const tenant = await recordedTenant(lab, 'Tenant', { deviceConfigurations: [{ ...ring, ...more }] })
  return { tenant, first: await latest(tenant), live: objectsOf(tenant, configs)[0]! }
}
async function latest(tenant: RecordedTenant): Promise<VersionId> {
  await lab.capture(tenant.id)
  const rings = (await lab.core.call('versions.list', { tenantId: tenant.id })).filter(
    ({ type, live }) => type === 'windowsUpdateRings' && live,
  )
  return VersionId.parse(rings[0]?.id)
}
const planOf = (tenant: RecordedTenant, versionId: VersionId) =>
  lab.plan(tenant.id, { from: { versionIds: [versionId] }, options: {} })

describe('a pause of an update ring', () => {
  it('is in the next backup although nothing else changed (012-2)', async () => {
    const { tenant, live } = await ringIn()
    Object.assign(live, paused)
    const target = await recordedTenant(lab, 'Target')
    const plan = await lab.plan(target.id, {
      sourceTenantId: tenant.id,
      from: { versionIds: [await latest(tenant)] },
    })
    expect(plan.items[0]!.warnings.join(' ')).toContain('They are paused again')
  })

  it('that somebody ended after the preview isn’t set again unseen (012-2, 011-5)', async () => {
    const { tenant, first, live } = await ringIn(paused)
    live['description'] = 'b'
    const plan = await planOf(tenant, first)
    live['qualityUpdatesPaused'] = false
    const ended = await run(tenant, 'Tenant', plan)
    expect([ended.status, live['qualityUpdatesPaused']]).toEqual(['failed', false])
  })

  it('that wasn’t there before a restore isn’t there after its undo (012-2)', async () => {
    const { tenant, first, live } = await ringIn()
    Object.assign(live, { description: 'b', ...paused })
    await lab.capture(tenant.id)
    Object.assign(live, resumed)
    await lab.capture(tenant.id)
    const ended = await run(tenant, 'Tenant', await planOf(tenant, first))
    expect(live).toMatchObject({ description: 'a', qualityUpdatesPaused: false })
    expect((await run(tenant, 'Tenant', await undoOf(tenant, ended))).status).toBe('succeeded')
    expect(live).toMatchObject({ description: 'b', qualityUpdatesPaused: false })
  })

  it('that a restore set again isn’t ended by the undo, which says so (012-1)', async () => {
    const { tenant, first, live } = await ringIn(paused)
    live['qualityUpdatesPaused'] = false
    const ended = await run(tenant, 'Tenant', await planOf(tenant, first))
    expect(live['qualityUpdatesPaused']).toBe(true)
    const undo = await undoOf(tenant, ended)
    expect(undo.items[0]!.warnings.join(' ')).toContain("doesn't end a pause")
  })
})
