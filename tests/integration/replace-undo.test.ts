import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { catalog, catalogs, named, otherwise, policiesIn, replacing } from '#tests/support/replacing.ts'
import { group, groups, guid, objectsOf, recordedTenant } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, undoOf, planOf } = replacing(() => lab)

/** A tenant whose policies are of another kind now, each replaced and deleted. */
async function deleted(policies: Json[], now: Json) {
  const tenant = await recordedTenant(lab, 'Tenant', { groups, configurationPolicies: policies })
  const versionIds = await versionsOf(tenant.id, 'configurationPolicies')
  for (const policy of objectsOf(tenant, catalogs)) Object.assign(policy, otherwise(now))
  const ended = await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'delete' }))
  expect(ended.status).toBe('succeeded')
  return { tenant, undo: await undoOf(tenant, ended) }
}
const template = (templateId: string, family: string) => ({
  templateReference: { templateId, templateFamily: `endpointSecurity${family}` },
})

describe('the undo of a replacement with deletion', () => {
  it('creates the old object again, and never takes the new one for it (0812-3)', async () => {
    const { tenant, undo } = await deleted([catalog(1, 'windows10', { assignments: [group(guid(1))] })], {
      technologies: 'mdm,microsoftSense',
    })
    expect(undo.items.map(({ action }) => action)).toEqual(['recreate', 'delete'])
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: undo.id, seq: 1, included: true })
    await run(tenant, 'Tenant', undo)
    expect(policiesIn(tenant)).toMatchObject([{ name: 'Baseline', groups: [guid(2)] }])
    expect(objectsOf(tenant, catalogs)[0]).toMatchObject({ technologies: 'mdm,microsoftSense' })
  })

  it('does so for another template of the same name (0812-3)', async () => {
    const { undo } = await deleted([catalog(1, 'windows10', template('a_1', 'Firewall'))], template('b_1', 'Antivirus'))
    expect(undo.items.map(({ action }) => action)).toEqual(['recreate', 'delete'])
  })

  it('puts two back, if both deletions are included (0812-3)', async () => {
    const { tenant, undo } = await deleted([catalog(1, 'windows10'), catalog(2, 'windows10', { name: 'Other' })], {
      platforms: 'macOS',
    })
    expect(named(tenant)).toEqual(['Baseline windows10 0', 'Other windows10 0'])
    for (const { seq } of undo.items)
      await lab.core.call('restore.include', { tenantId: tenant.id, planId: undo.id, seq, included: true })
    expect((await run(tenant, 'Tenant', undo)).status).toBe('succeeded')
    expect(named(tenant)).toEqual(['Baseline macOS 1', 'Other macOS 1'])
  })
})
