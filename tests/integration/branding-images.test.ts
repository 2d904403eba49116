import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import { objects, type Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { recordedTenant, writes, type RecordedTenant } from '#tests/support/restored.ts'
import { restoring } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, undoOf, faulty } = restoring(() => lab)

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const branding = (more: Json = {}): Json => ({
  signInPageText: 'Welcome',
  bannerLogo: pixel,
  localizations: [{ id: 'fr-FR', signInPageText: 'Bonjour', squareLogo: pixel }],
  ...more,
})
const type = 'organizationalBranding'
const seedOf = (item: Json) => ({ organizationalBranding: [item] })

async function imagesOf(tenantId: TenantId): Promise<readonly Json[]> {
  const { policies } = await lab.core.call('policies.list', { tenantId })
  const { versionId } = policies.find((policy) => policy.type === type)!
  const { text } = await lab.core.call('versions.body', { tenantId, versionId: versionId! })
  return objects((JSON.parse(text) as Json)['images'])
}

async function entraTenant(tenant: RecordedTenant): Promise<RecordedTenant> {
  await lab.core.call('tenants.change', { tenantId: tenant.id, capturesEntra: true })
  return tenant
}

const files = ({ simulator }: RecordedTenant): Record<string, string> =>
  Object.fromEntries(
    [...simulator.tenant.streams].map(([path, { bytes }]) => [
      path.split('/').slice(-2).join('/'),
      bytes.toString('base64'),
    ]),
  )

describe('the images of the company branding', () => {
  it('are captured with the branding, also those of other languages (0809-6)', async () => {
    const tenant = await entraTenant(await recordedTenant(lab, 'Tenant', seedOf(branding())))
    await lab.capture(tenant.id)
    expect(await imagesOf(tenant.id)).toEqual([
      { id: '0/bannerLogo', type: 'image/png', value: pixel },
      { id: 'fr-FR/squareLogo', type: 'image/png', value: pixel },
    ])
  })

  it('are uploaded where they differ, and an undo brings the old ones back (0809-6, 0801-5)', async () => {
    const other = Buffer.from(`${Buffer.from(pixel, 'base64').toString('latin1')} changed`, 'latin1').toString('base64')
    const source = await entraTenant(await recordedTenant(lab, 'Source', seedOf(branding())))
    const target = await entraTenant(
      await recordedTenant(
        lab,
        'Target',
        seedOf(branding({ bannerLogo: other, backgroundImage: pixel, localizations: [] })),
      ),
    )
    const versionIds = await versionsOf(source.id, type)
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds } })
    expect(plan.items[0]).toMatchObject({
      action: 'update',
      warnings: expect.arrayContaining(["Images that the backup doesn't have stay: 0/backgroundImage."]) as string[],
    })
    await lab.core.call('restore.include', { tenantId: target.id, planId: plan.id, seq: 0, included: true })
    const ended = await run(target, 'Target', plan)
    expect(ended.status).toBe('succeeded')
    expect(files(target)).toEqual({ '0/bannerLogo': pixel, '0/backgroundImage': pixel, 'fr-FR/squareLogo': pixel })
    expect(writes(target).filter(({ what }) => what.startsWith('PUT'))).toHaveLength(2)
    const again = await lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds } })
    expect(again.items[0]).toMatchObject({ action: 'unchanged' })
    const undo = await undoOf(target, ended)
    await lab.core.call('restore.include', { tenantId: target.id, planId: undo.id, seq: 0, included: true })
    await run(target, 'Target', undo)
    expect(files(target)['0/bannerLogo']).toBe(other)
  })

  it.each([403, 404])('cost the branding and nothing else if one answers %s (0807-9)', async (status) => {
    const fault = { path: 'localizations/0/bannerLogo', status, code: 'Forbidden', message: 'No.' }
    const tenant = await entraTenant(await faulty('Tenant', [fault], seedOf(branding())))
    const ended = await lab.capture(tenant.id)
    expect(ended.status).toBe('partial')
    const failed = (await lab.items(tenant.id, ended.id)).filter(({ state }) => state === 'failed')
    expect(failed.map((item) => item.type)).toEqual([type])
  })

  it('are read one by one where a batch can’t carry them (0807-5)', async () => {
    const fault = { method: 'POST', path: '/\\$batch$', status: 503 }
    const tenant = await entraTenant(await faulty('Tenant', [fault], seedOf(branding())))
    const { runId } = await lab.core.call('runs.capture', { tenantId: tenant.id, types: [type] })
    await lab.ended(tenant.id, runId)
    expect(await imagesOf(tenant.id)).toHaveLength(2)
  })
})
