import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Side } from '#contract/model/compare.ts'
import { TenantId, type BaselineId } from '#contract/model/ids.ts'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const scripts = '/deviceManagement/deviceManagementScripts'
const script = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})
const now = { now: true } as const
const baseline = async (id: TenantId, from: Side['from'] = now, source = id): Promise<BaselineId> =>
  (
    await lab.core.call('drift.addBaseline', {
      tenantId: id,
      name: 'As it should be',
      source: { tenantId: source, from },
    })
  ).baselineId
async function findings(id: TenantId, baselineId: BaselineId) {
  await lab.ended(id, (await lab.core.call('drift.check', { tenantId: id, baselineId })).runId)
  return lab.core.call('drift.findings', { tenantId: id, baselineId })
}
const shown = async (id: TenantId, baselineId: BaselineId) =>
  (await findings(id, baselineId)).map((finding) => [finding.kind, finding.policyName])

describe('a moment', () => {
  /** A tenant in which something changes between captures, and the moments behind them. */
  async function timeline() {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2)] })
    const items = collection(simulator.tenant, '/deviceManagement/deviceManagementScripts')
    const moments: string[] = []
    const step = async (change: () => void) => {
      change()
      await lab.capture(id)
      moments.push(new Date().toISOString())
    }
    const second = items.get(guid(2))!
    await step(() => {})
    await step(() => void items.delete(guid(2)))
    await step(() => items.set(guid(2), { ...second, description: 'back' }))
    await step(() => void (items.get(guid(1))!['description'] = 'changed'))
    return { id, moments }
  }

  it('shows the tenant as it was then, with what was gone and what came back (0805-1)', async () => {
    const { id, moments } = await timeline()
    const asOf = async (at: string) =>
      (await lab.core.call('versions.asOf', { tenantId: id, at }))
        .filter((entry) => entry.type === 'deviceManagementScripts')
        .map((entry) => `${entry.name} v${entry.number}`)
        .toSorted()
    expect(await Promise.all(moments.map(asOf))).toEqual([
      ['Script 1 v1', 'Script 2 v1'],
      ['Script 1 v1'],
      ['Script 1 v1', 'Script 2 v2'],
      ['Script 1 v2', 'Script 2 v2'],
    ])
  })

  it('compares with another moment (0805-1)', async () => {
    const { id, moments } = await timeline()
    const between = await lab.core.call('compare.matrix', {
      tenantId: id,
      left: { tenantId: id, from: { at: moments[1]! } },
      right: { tenantId: id, from: { at: moments[3]! } },
    })
    expect(between.filter((row) => row.state !== 'same').map((row) => [row.name, row.state])).toEqual([
      ['Script 1', 'different'],
      ['Script 2', 'right'],
    ])
  })

  it('shows the history of one setting and the days on which something changed (0805-1)', async () => {
    const { id } = await timeline()
    const [policy] = (await lab.core.call('policies.list', { tenantId: id })).policies.filter(
      (row) => row.name === 'Script 1',
    )
    expect(
      (
        await lab.core.call('versions.settingHistory', {
          tenantId: id,
          policyId: policy!.id,
          key: 'basics/description',
        })
      ).map((entry) => [entry.number, entry.value]),
    ).toEqual([
      [1, 'Not configured'],
      [2, 'changed'],
    ])
    const days = await lab.core.call('versions.calendar', { tenantId: id, zone: 'UTC' })
    expect(days).toMatchObject([{ changed: 2 }])
  })

  it('is refused when it lies ahead or is none (900-4)', async () => {
    const { id } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1)] })
    await lab.capture(id)
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
    await expect(baseline(id, { at: tomorrow })).rejects.toMatchObject({ error: { code: 'badInput' } })
    for (const olderThan of [tomorrow, 'yesterday', '31/12/2019'])
      await expect(lab.core.call('policies.purgePreview', { tenantId: id, olderThan })).rejects.toMatchObject({
        error: { code: 'badInput' },
      })
  })

  it('is refused when a purge removed some of its versions (900-4)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1)] })
    await lab.capture(id)
    const first = new Date().toISOString()
    collection(simulator.tenant, scripts).get(guid(1))!['description'] = 'changed'
    await lab.capture(id)
    const held = await baseline(id, { at: first })
    expect(await shown(id, held)).toEqual([['changed', 'Script 1']])
    await lab.core.call('drift.removeBaseline', { tenantId: id, baselineId: held })
    const { runId } = await lab.core.call('policies.purge', { tenantId: id, olderThan: new Date().toISOString() })
    expect((await lab.ended(id, runId)).result).toMatchObject({ versions: 1 })
    await expect(baseline(id, { at: first })).rejects.toMatchObject({
      error: { message: expect.stringContaining('were deleted') as string },
    })
    await expect(lab.core.call('restore.plan', { tenantId: id, from: { at: first } })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
  })

  it('needs a time zone that exists (900-4)', async () => {
    const { id } = await lab.tenant('Tenant', {})
    await expect(lab.core.call('versions.calendar', { tenantId: id, zone: 'Mars/X' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
  })
})
