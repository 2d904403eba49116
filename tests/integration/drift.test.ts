import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BackupSetId, type BaselineId, type TenantId } from '#contract/model/ids.ts'
import type { Finding } from '#contract/model/drift.ts'
import { resultOf } from '#contract/model/runs.ts'
import { text, type Json } from '#domain/json.ts'
import { unsettle } from '#simulator/unrest.ts'
import { collection } from '#simulator/tenant.ts'
import { isDeep } from '#tests/support/doubting.ts'
import { openLab, resources, root, type Lab } from '#tests/support/lab.ts'
import { planted } from '#tests/support/planted-changes.ts'
import { recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

const demo = (name: string): Json[] =>
  JSON.parse(readFileSync(join(resources, 'demo', name, 'all.json'), 'utf8')) as Json[]
const demoSeed = () => join(resources, 'demo')
const fixtures = resolve(root, '../shared/fixtures/tenant')

async function baseline(tenantId: TenantId, name = 'Start'): Promise<BaselineId> {
  await lab.capture(tenantId)
  return (await lab.core.call('drift.addBaseline', { tenantId, name, source: { tenantId, from: { now: true } } }))
    .baselineId
}

async function check(tenantId: TenantId, baselineId: BaselineId): Promise<Finding[]> {
  const { runId } = await lab.core.call('drift.check', { tenantId, baselineId })
  const run = await lab.ended(tenantId, runId)
  expect(run.error).toBeNull()
  expect(run.status).toBe('succeeded')
  const findings = await lab.core.call('drift.findings', { tenantId, baselineId })
  expect(resultOf(run, 'drift').findings).toBe(findings.length)
  return findings
}

const shown = (findings: readonly Finding[]) =>
  findings.map((finding) => [
    finding.type,
    finding.policyName,
    finding.kind,
    finding.path,
    finding.before?.slice(0, 60),
    finding.after?.slice(0, 60),
  ])

describe('drift', () => {
  it('is none in the demo tenant when nobody changed anything, whatever the service does to its answers (044-1)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', demoSeed())
    await lab.core.call('tenants.change', { tenantId: id, capturesEntra: true })
    const start = await baseline(id)
    expect(shown(await check(id, start))).toEqual([])
    unsettle(simulator.tenant)
    expect(shown(await check(id, start))).toEqual([])
    unsettle(simulator.tenant)
    expect(shown(await check(id, start))).toEqual([])
  })

  it.runIf(isDeep && existsSync(fixtures))(
    'is none in a tenant of real policies either (044-1)',
    async () => {
      const { id, simulator } = await lab.tenant('Tenant', fixtures)
      await lab.core.call('tenants.change', { tenantId: id, capturesEntra: true })
      const start = await baseline(id)
      unsettle(simulator.tenant)
      expect(shown(await check(id, start))).toEqual([])
    },
    120_000,
  )

  it(`finds each of ${planted.length} changes once, at its path and with its name (044-2)`, async () => {
    const { id, simulator } = await lab.tenant('Tenant', demoSeed())
    await lab.core.call('tenants.change', { tenantId: id, capturesEntra: true })
    const find = (path: string, where: (item: Json) => boolean) =>
      [...collection(simulator.tenant, path).values()].find(where)
    for (const { collection: path, where, prepare } of planted) prepare?.(find(path, where) as Record<string, unknown>)
    const start = await baseline(id)
    const expected: unknown[] = []
    for (const { collection: path, where, plant, path: at, name, kind = 'changed' } of planted) {
      const item = find(path, where)
      if (!item) throw new Error(`The demo tenant has no object for ${path} ${name}.`)
      plant(item as Record<string, unknown>)
      expected.push([
        text(item['profileName']) || text(item['displayName']) || text(item['name']),
        kind,
        typeof at === 'string' ? at : at(item),
        name,
      ])
    }
    const found = (await check(id, start)).map((finding) => [
      finding.policyName,
      finding.kind,
      finding.path,
      finding.name,
    ])
    const key = (entry: unknown) => JSON.stringify(entry)
    expect(found.map(key).toSorted()).toEqual(expected.map(key).toSorted())
  }, 120_000)

  it('keeps its findings from check to check: acknowledged, ignored, open again, resolved, with who made the change (044-3)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: demo('groups'),
      notificationMessageTemplates: demo('notificationMessageTemplates'),
      deviceCompliancePolicies: demo('deviceCompliancePolicies')
        .slice(0, 1)
        .map((policy) => ({ ...policy, assignments: [] })),
      deviceManagementScripts: demo('deviceManagementScripts')
        .slice(0, 2)
        .map((policy) => ({ ...policy, assignments: [] })),
    })
    const start = await baseline(tenant.id)
    const policy = demo('deviceCompliancePolicies')[0]!
    await change(tenant, '/deviceManagement/deviceCompliancePolicies', text(policy['id']), {
      '@odata.type': policy['@odata.type'],
      passwordMinimumLength: 14,
    })
    const [first, ...others] = await check(tenant.id, start)
    expect(others).toEqual([])
    expect(first).toMatchObject({
      name: 'Password minimum length',
      before: '8',
      after: '14',
      state: 'open',
      changedBy: 'app@simulated.example',
    })
    expect((await check(tenant.id, start)).map((finding) => finding.id)).toEqual([first!.id])

    await lab.core.call('drift.acknowledge', { tenantId: tenant.id, findingIds: [first!.id], acknowledged: true })
    expect(await check(tenant.id, start)).toMatchObject([{ id: first!.id, state: 'acknowledged' }])
    await change(tenant, '/deviceManagement/deviceCompliancePolicies', text(policy['id']), {
      '@odata.type': policy['@odata.type'],
      passwordMinimumLength: 15,
    })
    expect(await check(tenant.id, start)).toMatchObject([{ id: first!.id, state: 'open', after: '15' }])

    await lab.core.call('drift.ignore', {
      tenantId: tenant.id,
      path: first!.path,
      type: null,
      policyId: first!.policyId,
      note: 'agreed',
    })
    expect(await lab.core.call('drift.findings', { tenantId: tenant.id, baselineId: start })).toEqual([])
    expect(await check(tenant.id, start)).toEqual([])
    const [rule] = await lab.core.call('drift.rules', { tenantId: tenant.id })
    await lab.core.call('drift.unignore', { tenantId: tenant.id, ruleId: rule!.id })
    expect(await check(tenant.id, start)).toMatchObject([{ state: 'open' }])

    // A finding that is mended is gone.
    const plan = await lab.plan(tenant.id, { from: { versionIds: [first!.baselineVersionId!] } })
    await lab.unlock(tenant.id, 'Tenant')
    await lab.ended(
      tenant.id,
      (await lab.core.call('restore.start', { tenantId: tenant.id, planId: plan.id, confirm: 'Tenant' })).runId,
    )
    expect(await lab.core.call('drift.findings', { tenantId: tenant.id, baselineId: start })).toEqual([])
    expect(await check(tenant.id, start)).toEqual([])
  })

  it('names what is new and what is gone among the types of the baseline (044-4)', async () => {
    const scripts: Json[] = demo('deviceManagementScripts')
      .slice(0, 3)
      .map((policy) => ({ ...policy, assignments: [] }))
    const tenant = await recordedTenant(lab, 'Tenant', {
      deviceManagementScripts: scripts.slice(0, 2),
      deviceCategories: demo('deviceCategories'),
    })
    const { runId } = await lab.core.call('backups.create', {
      tenantId: tenant.id,
      name: 'Scripts',
      types: ['deviceManagementScripts'],
    })
    const setId = resultOf(await lab.ended(tenant.id, runId), 'backup').setId!
    const { baselineId } = await lab.core.call('drift.addBaseline', {
      tenantId: tenant.id,
      name: 'Scripts',
      source: { tenantId: tenant.id, from: { setId: BackupSetId.parse(setId) } },
    })
    const items = collection(tenant.simulator.tenant, '/deviceManagement/deviceManagementScripts')
    items.delete(text(scripts[0]!['id']))
    items.set(text(scripts[2]!['id']), { ...scripts[2]! })
    const found = await check(tenant.id, baselineId)
    expect(found.map((finding) => [finding.policyName, finding.kind]).toSorted()).toEqual(
      [
        [text(scripts[0]!['displayName']), 'removed'],
        [text(scripts[2]!['displayName']), 'new'],
      ].toSorted(),
    )
  })

  it('compares with a baseline of another tenant, whatever ids each has (044-5)', async () => {
    const golden = await lab.tenant('Golden', {
      deviceManagementScripts: demo('deviceManagementScripts')
        .slice(0, 2)
        .map((policy) => ({ ...policy, assignments: [] })),
    })
    const own = await recordedTenant(lab, 'Tenant', {
      deviceManagementScripts: demo('deviceManagementScripts')
        .slice(0, 2)
        .map((policy, index) => ({
          ...policy,
          id: `7e000000-0000-4000-8000-00000000000${index}`,
          assignments: [],
          ...(index === 1 ? { runAs32Bit: true } : {}),
        })),
    })
    await lab.capture(golden.id)
    const { baselineId } = await lab.core.call('drift.addBaseline', {
      tenantId: own.id,
      name: 'Golden',
      source: { tenantId: golden.id, from: { now: true } },
    })
    const found = (await check(own.id, baselineId)).filter((finding) => finding.type === 'deviceManagementScripts')
    expect(found.map((finding) => [finding.path, finding.after])).toEqual([['runAs32Bit', 'Yes']])
  })
})

async function change(tenant: RecordedTenant, path: string, id: string, body: Json): Promise<void> {
  const answer = await fetch(`${tenant.simulator.url}/beta${path}/${id}`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${tenant.simulator.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.ok).toBe(true)
}
