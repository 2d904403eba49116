import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid } from '#tests/support/restored.ts'
import { restoring, script } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { run } = restoring(() => lab)

const scripts = '/deviceManagement/deviceManagementScripts'

async function changedTenant() {
  const tenant = await lab.tenant('Tenant', {
    groups: [
      { id: guid(51), displayName: 'Pilot', securityEnabled: true },
      { id: guid(52), displayName: 'Stores', securityEnabled: true },
    ],
    deviceManagementScripts: [
      script(1, { displayName: 'Renamed', description: 'before', assignments: [group(guid(51))] }),
      script(2, { displayName: 'Widened', assignments: [group(guid(51))] }),
    ],
  })
  await lab.capture(tenant.id)
  const { baselineId } = await lab.core.call('drift.addBaseline', {
    tenantId: tenant.id,
    name: 'First',
    source: { tenantId: tenant.id, from: { now: true } },
  })
  const objects = [...collection(tenant.simulator.tenant, scripts).values()] as Json[]
  const [renamed, widened] = ['Renamed', 'Widened'].map(
    (name) => objects.find((entry) => entry['displayName'] === name) as Record<string, unknown>,
  )
  renamed!['description'] = 'after'
  widened!['assignments'] = [...(widened!['assignments'] as Json[]), { id: 'second', ...group(guid(52)) }]
  await fetch(`${tenant.simulator.url}/beta${scripts}/${String(widened!['id'])}`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${tenant.simulator.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ runAs32Bit: true }),
  })
  await lab.capture(tenant.id)
  return { tenant, baselineId, widenedId: String(widened!['id']) }
}

it('each change has its severity and reasons, and who made it (0820-1, 0820-3, 0820-4)', async () => {
  const { tenant } = await changedTenant()
  const recent = await lab.core.call('versions.recent', { tenantId: tenant.id })
  const shown = Object.fromEntries(recent.map(({ name, change, changedBy }) => [name, { ...change, changedBy }]))
  expect(shown).toEqual({
    Renamed: { severity: 'low', reasons: ['description'], changedBy: [] },
    Widened: { severity: 'high', reasons: ['widened', 'settings'], changedBy: ['app@simulated.example'] },
  })
  const widened = recent.find(({ name }) => name === 'Widened')!
  const all = await lab.core.call('versions.ofPolicy', { tenantId: tenant.id, policyId: widened.policyId })
  expect(all.map(({ number, change, changedBy }) => [number, change, changedBy])).toEqual([
    [2, widened.change, widened.changedBy],
    [1, null, []],
  ])
  const [day] = await lab.core.call('versions.calendar', { tenantId: tenant.id, zone: 'UTC' })
  expect(day).toMatchObject({ changed: 2, high: 1, medium: 0, low: 1 })
  const before = await lab.core.call('versions.recent', {
    tenantId: tenant.id,
    until: '2020-01-01T00:00:00.000Z',
  })
  expect(before).toEqual([])
})

it('findings have the severity of their difference (0820-3)', async () => {
  const { tenant, baselineId } = await changedTenant()
  await lab.ended(
    tenant.id,
    (await lab.core.call('drift.check', { tenantId: tenant.id, baselineId, capture: false })).runId,
  )
  const findings = await lab.core.call('drift.findings', { tenantId: tenant.id, baselineId })
  expect(findings.map(({ policyName, name, about }) => [policyName, name, about?.severity]).toSorted()).toEqual([
    ['Renamed', 'Description', 'low'],
    ['Widened', 'Assignment to Stores', 'high'],
    ['Widened', 'Run as 32 bit', 'medium'],
  ])
})

it('is known again after the database lost it (0820-3)', async () => {
  const { tenant } = await changedTenant()
  await lab.tamper('DELETE FROM version_changes; INSERT INTO changes_due SELECT row FROM version_rows WHERE number > 1')
  const recent = () => lab.core.call('versions.recent', { tenantId: tenant.id })
  expect((await recent()).map(({ change }) => change)).toEqual([null, null])
  await lab.capture(tenant.id)
  expect((await recent()).map(({ change }) => change?.severity).toSorted()).toEqual(['high', 'low'])
})

it('notifications count what is of high severity (0820-3)', async () => {
  const { tenant, baselineId } = await changedTenant()
  await lab.ended(
    tenant.id,
    (await lab.core.call('drift.check', { tenantId: tenant.id, baselineId, capture: false })).runId,
  )
  const titles = (await lab.core.call('notifications.list', {})).map(({ title }) => title)
  expect(titles).toEqual([
    'Drift: 3 new findings, 1 of high severity',
    'Capture finished, 1 change of high severity',
    'Capture finished',
  ])
})

it('reports of changes and of drift show the most severe first (0820-3)', async () => {
  const { tenant, baselineId } = await changedTenant()
  await lab.ended(
    tenant.id,
    (await lab.core.call('drift.check', { tenantId: tenant.id, baselineId, capture: false })).runId,
  )
  const all = await lab.core.call('versions.recent', { tenantId: tenant.id })
  const policyId = all.find(({ name }) => name === 'Widened')!.policyId
  const [, first] = await lab.core.call('versions.ofPolicy', { tenantId: tenant.id, policyId })
  const report = async (asked: object): Promise<string> => {
    const folder = join(lab.folder, crypto.randomUUID())
    mkdirSync(folder)
    const { runId } = await lab.core.call('reports.save', {
      tenantId: tenant.id,
      format: 'markdown',
      folder,
      ...(asked as { about: 'tenant' }),
    })
    expect((await lab.ended(tenant.id, runId)).error).toBeNull()
    return readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8')
  }
  for (const asked of [
    { about: 'tenant', options: { since: first!.capturedAt, unchanged: false } },
    { about: 'drift', baselineId },
  ]) {
    const text = await report(asked)
    const [high, low] = [text.indexOf('assigned to more'), text.indexOf('name or description')]
    expect(high).toBeGreaterThan(0)
    expect(low).toBeGreaterThan(high)
    expect(text).toContain('High')
  }
})

it('what an administrator changed before a restore is theirs, although the restore captured it (0820-4)', async () => {
  const { tenant, widenedId } = await changedTenant()
  const simulated = `${tenant.simulator.url}/beta${scripts}/${widenedId}`
  await fetch(simulated, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${tenant.simulator.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ runAs32Bit: false, description: 'by hand' }),
  })
  const recent = await lab.core.call('versions.recent', { tenantId: tenant.id })
  const { policyId } = recent.find(({ name }) => name === 'Widened')!
  const ofPolicy = () => lab.core.call('versions.ofPolicy', { tenantId: tenant.id, policyId })
  const first = (await ofPolicy()).at(-1)!
  const plan = await lab.plan(tenant.id, { from: { versionIds: [first.id] } })
  expect((await run({ ...tenant, record: '' }, 'Tenant', plan)).status).toBe('succeeded')
  await lab.capture(tenant.id)
  const all = await ofPolicy()
  expect(all.map(({ number, changedBy }) => [number, changedBy])).toEqual([
    [4, [expect.stringMatching(/^TenantAtlas/)]],
    [3, ['app@simulated.example']],
    [2, ['app@simulated.example']],
    [1, []],
  ])
})
