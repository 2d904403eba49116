import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import { restoring, script } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run } = restoring(() => lab)

describe('notifications', () => {
  it('report each run that ended, until you read them (049-14)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const heard: string[] = []
    const stop = lab.core.subscribe(
      (event, data) => void (event === 'notification.added' && 'title' in data ? heard.push(data.title) : undefined),
    )
    await lab.capture(tenant.id)
    stop()
    expect(heard).toEqual(['Capture finished'])
    const [said] = await lab.core.call('notifications.list', {})
    expect(said).toMatchObject({ tenantId: tenant.id, tone: 'success', title: 'Capture finished', readAt: null })
    await lab.core.call('notifications.markRead', { ids: [said!.id] })
    expect(await lab.core.call('notifications.list', {})).toMatchObject([
      { id: said!.id, readAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/) as string },
    ])
  })
})

describe('the audit', () => {
  const verify = async (tenant: RecordedTenant) =>
    lab.ended(tenant.id, (await lab.core.call('backups.verify', { tenantId: tenant.id })).runId)

  async function withEntries(): Promise<RecordedTenant> {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds: await versionsOf(tenant.id) } }))
    return tenant
  }

  it('names the object and the answer of each write (0818-1)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const [versionId] = await versionsOf(tenant.id)
    tenant.simulator.tenant.collections.get('/deviceManagement/deviceManagementScripts')?.clear()
    await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds: [versionId!] } }))
    const entries = await lab.core.call('audit.list', { tenantId: tenant.id })
    expect(entries.find(({ action }) => action === 'graph.write')?.detail).toMatchObject({
      name: 'Script 1',
      method: 'POST',
      outcome: 'done',
      requestId: expect.any(String) as string,
      runId: expect.any(String) as string,
    })
  })

  it('is whole when nobody touched it (049-15)', async () => {
    const tenant = await withEntries()
    const entries = await lab.core.call('audit.list', { tenantId: tenant.id })
    expect(await verify(tenant)).toMatchObject({
      status: 'succeeded',
      result: { auditBrokenAt: null, auditEntries: entries.length },
    })
  })

  it.each([
    ['changed', "DROP TRIGGER audit_no_update; UPDATE audit_entries SET detail = '{}' WHERE id = 2", 'entry 2'],
    ['removed', 'DROP TRIGGER audit_no_delete; DELETE FROM audit_entries WHERE id = 2', 'entry 3'],
  ])('shows that an entry was %s (049-15)', async (_what, tampering, place) => {
    const tenant = await withEntries()
    await lab.tamper(tampering)
    expect(await verify(tenant)).toMatchObject({
      status: 'failed',
      error: { code: 'damaged', message: expect.stringContaining(place) as string },
    })
  })
})
