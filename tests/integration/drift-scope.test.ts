import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Side } from '#contract/model/compare.ts'
import { TenantId, type BaselineId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid } from '#tests/support/restored.ts'
import { startStandIn } from '#tests/support/stand-in.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const scripts = '/deviceManagement/deviceManagementScripts'
const script = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: Buffer.from('Write-Host hello').toString('base64'),
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
const policyNamed = async (id: TenantId, name: string) =>
  (await lab.core.call('policies.list', { tenantId: id })).policies.find((policy) => policy.name === name)!

/** A tenant whose listings can be refused. */
async function refusable(objects: Parameters<Lab['tenant']>[1]) {
  const { id, simulator } = await lab.tenant('Tenant', objects)
  const standIn = await startStandIn(simulator.url)
  await lab.tamper(`UPDATE tenants SET graph_url = '${standIn.url}'`)
  const refuse = (refused: boolean) =>
    standIn.answer(
      refused ? /^GET .*deviceManagementScripts(\?|$)/ : null,
      403,
      '{"error":{"code":"Forbidden","message":"No."}}',
    )
  return { id, simulator, standIn, refuse }
}

describe('a new policy', () => {
  it('is not one that could not be read when the baseline was made (044-7)', async () => {
    const { id, simulator, standIn, refuse } = await refusable({ deviceManagementScripts: [script(1), script(2)] })
    refuse(true)
    const set = await lab.ended(id, (await lab.core.call('backups.create', { tenantId: id, name: 'With gaps' })).runId)
    expect(set.status).toBe('partial')
    refuse(false)
    const held = await baseline(id, { setId: resultOf(set, 'backup').setId! })
    expect(await shown(id, held)).toEqual([])
    // From now on the type is known: what comes to it is new against a baseline of now.
    const whole = await baseline(id)
    collection(simulator.tenant, scripts).set(guid(3), script(3))
    expect(await shown(id, whole)).toEqual([['new', 'Script 3']])
    standIn.close()
  })

  it('is none of a type that the baseline leaves out, however many runs came since (044-7)', async () => {
    const { id } = await lab.tenant('Tenant', {
      deviceManagementScripts: [script(1)],
      deviceShellScripts: [{ ...script(5), fileName: 'a.sh' }],
    })
    const set = await lab.ended(
      id,
      (await lab.core.call('backups.create', { tenantId: id, name: 'Some', types: ['deviceManagementScripts'] })).runId,
    )
    await lab.tamper(
      Array.from(
        { length: 600 },
        (_, index) =>
          `INSERT INTO runs (id, tenant_id, kind, title, target, input, status, result, created_at) VALUES ('r${index}', '${id}', 'sync', 'x', 'x${index}', '{}', 'succeeded', '{}', '2099-01-01T00:00:00.000Z')`,
      ).join(';'),
    )
    expect(await shown(id, await baseline(id, { setId: resultOf(set, 'backup').setId! }))).toEqual([])
    expect(await shown(id, await baseline(id))).toEqual([])
  })
})

describe('a policy', () => {
  it('is one policy whatever the case of its id (044-7, 042-1)', async () => {
    const id0 = 'ab0000cd-0000-4000-8000-0000000000ef'
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1, { id: id0 })] })
    await lab.capture(id)
    const held = await baseline(id)
    const items = collection(simulator.tenant, scripts)
    const item = items.get(id0)!
    items.delete(id0)
    items.set(id0.toUpperCase(), { ...item, id: id0.toUpperCase() })
    expect(await shown(id, held)).toEqual([])
    expect(
      (await lab.core.call('policies.list', { tenantId: id })).policies.filter((policy) => policy.name === 'Script 1'),
    ).toMatchObject([{ externalId: id0, state: 'active' }])
  })
})

describe('a check', () => {
  it('names the types that it could not read, until it can (044-8)', async () => {
    const { id, simulator, standIn, refuse } = await refusable({ deviceManagementScripts: [script(1), script(2)] })
    await lab.capture(id)
    const held = await baseline(id)
    collection(simulator.tenant, scripts).get(guid(1))!['description'] = 'changed'
    refuse(true)
    expect(await shown(id, held)).toEqual([])
    expect((await lab.core.call('drift.baselines', { tenantId: id })).map((entry) => entry.unread)).toEqual([
      ['Platform scripts'],
    ])
    refuse(false)
    expect(await shown(id, held)).toEqual([['changed', 'Script 1']])
    expect((await lab.core.call('drift.baselines', { tenantId: id })).map((entry) => entry.unread)).toEqual([[]])
    standIn.close()
  })

  it('removes nothing when a listing has no content (044-8, 039-2)', async () => {
    const { id, simulator, standIn } = await refusable({ deviceManagementScripts: [script(1), script(2)] })
    await lab.capture(id)
    const held = await baseline(id)
    collection(simulator.tenant, scripts).get(guid(1))!['description'] = 'changed'
    // 200 and no list: it is not empty, it is not there.
    standIn.answer(/^GET .*deviceManagementScripts(\?|$)/)
    expect(await shown(id, held)).toEqual([])
    expect((await policyNamed(id, 'Script 2')).state).toBe('active')
    standIn.close()
  })

  it('blames nobody for what was done before the baseline (044-8)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1)] })
    await lab.capture(id)
    const held = await baseline(id)
    collection(simulator.tenant, scripts).get(guid(1))!['description'] = 'changed'
    await lab.tamper(
      `INSERT INTO change_events VALUES ('${id}', 'e1', '2020-01-01T00:00:00Z', 'alice@old', 'x', '${guid(1)}')`,
    )
    expect(await findings(id, held)).toMatchObject([{ policyName: 'Script 1', changedBy: null }])
  })

  it('opens an acknowledged finding again when any part of it changes (044-8)', async () => {
    const long = (end: string) => Buffer.from(`${'x'.repeat(30_000)}${end}`).toString('base64')
    const { id, simulator } = await lab.tenant('Tenant', {
      deviceManagementScripts: [script(1, { scriptContent: long('1') })],
    })
    await lab.capture(id)
    const held = await baseline(id)
    const items = collection(simulator.tenant, scripts)
    items.get(guid(1))!['scriptContent'] = long('2')
    items.set(guid(9), script(9))
    const found = await findings(id, held)
    expect(found.map((finding) => finding.kind).toSorted()).toEqual(['changed', 'new'])
    const changed = found.find((finding) => finding.kind === 'changed')!
    expect(changed.before).not.toBe(changed.after)
    await lab.core.call('drift.acknowledge', {
      tenantId: id,
      findingIds: found.map((finding) => finding.id),
      acknowledged: true,
    })
    expect((await findings(id, held)).map((finding) => finding.state)).toEqual(['acknowledged', 'acknowledged'])
    items.get(guid(1))!['scriptContent'] = long('3')
    items.get(guid(9))!['scriptContent'] = 'U29tZXRoaW5nIGVsc2U='
    expect((await findings(id, held)).map((finding) => finding.state)).toEqual(['open', 'open'])
  })
})

describe('a baseline', () => {
  it('cannot hold two versions of one policy (900-4)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1)] })
    await lab.capture(id)
    collection(simulator.tenant, scripts).get(guid(1))!['description'] = 'changed'
    await lab.capture(id)
    const versionIds = (await lab.core.call('versions.list', { tenantId: id }))
      .filter((version) => version.name === 'Script 1')
      .map((version) => version.id)
    await expect(baseline(id, { versionIds })).rejects.toMatchObject({ error: { code: 'badInput' } })
  })
})
