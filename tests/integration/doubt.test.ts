import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { objects } from '#domain/json.ts'
import { RunId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { collection } from '#simulator/tenant.ts'
import { captured } from '#tests/support/contents.ts'
import { capture, closeLabs, contents, demo, expected, isDeep, newLab, seed } from '#tests/support/doubting.ts'

afterEach(closeLabs)

const settingsPath = '/deviceManagement/configurationPolicies'
const groupId = (index: number): string => `51000000-0000-4000-8000-${String(index).padStart(12, '0')}`

describe('a capture that doubts itself', () => {
  it('marks what stays contradictory, and a restore never clears it (0807-3, 0807-7)', async () => {
    const capturing = await capture([])
    const { lab, id, simulator } = capturing
    const before = await lab.core.call('policies.list', { tenantId: id })
    const assigned = before.policies.find(
      (policy) => policy.type === 'configurationPolicies' && (policy.assignmentCount ?? 0) > 0,
    )!
    const doubtful = newLab()
    const faultsFile = join(doubtful.folder, 'faults.json')
    writeFileSync(
      faultsFile,
      JSON.stringify([
        { path: `${assigned.externalId}/assignments`, spoil: 'emptyList' },
        { path: 'configurationPolicies\\?', spoil: 'noAssignments' },
      ]),
    )
    const tenant = await doubtful.tenant('Doubtful', seed, { faultsFile })
    const run = await doubtful.capture(tenant.id)
    expect(run.status).toBe('partial')
    expect(resultOf(run, 'capture').doubtful).toBe(1)
    const item = (await doubtful.items(tenant.id, run.id)).find((entry) => entry.name === assigned.name)
    expect(item?.note).toContain('Graph says it is assigned, but returned no assignments.')
    const version = (await doubtful.core.call('versions.list', { tenantId: tenant.id })).find(
      (entry) => entry.name === assigned.name,
    )!
    expect(version.doubts).toEqual([expect.stringContaining('Graph says it is assigned')])
    // Restored over the tenant that has its assignments, they stay.
    const object = collection(tenant.simulator.tenant, settingsPath).get(assigned.externalId) as Record<string, unknown>
    const had = objects(object['assignments']).length
    object['description'] = 'Changed by somebody'
    writeFileSync(faultsFile, '[]')
    const plan = await doubtful.plan(tenant.id, { sourceTenantId: tenant.id, from: { versionIds: [version.id] } })
    expect(plan.items[0]!.warnings.join(' ')).toContain('Graph says it is assigned')
    expect(had).toBeGreaterThan(0)
    expect(objects(object['assignments'])).toHaveLength(had)
    expect(simulator.tenantId).not.toBe(tenant.id)
  }, 120_000)

  it('lists again what lost much, asks for each object, and says so (0807-8)', async () => {
    const capturing = await capture([])
    const { lab, id, simulator } = capturing
    const scripts = collection(simulator.tenant, '/deviceManagement/deviceManagementScripts')
    const count = scripts.size
    scripts.clear()
    const run = await lab.capture(id)
    expect(run.status).toBe('succeeded')
    const result = resultOf(run, 'capture')
    expect(result.missing).toBe(count)
    expect(result.notices).toContainEqual(
      `Platform scripts: ${count} of ${count} objects are no longer in the tenant. Graph was asked again and confirmed it.`,
    )
  }, 120_000)

  it('believes no empty list that the objects themselves contradict (0807-8)', async () => {
    const lab = newLab()
    const faultsFile = join(lab.folder, 'faults.json')
    // From the second capture on, for ever.
    writeFileSync(
      faultsFile,
      JSON.stringify([{ path: 'deviceManagementScripts(\\?|$)', spoil: 'emptyList', nth: 2, forMs: 600_000 }]),
    )
    const { id } = await lab.tenant('Tenant', demo, { faultsFile })
    await lab.capture(id)
    const before = (await lab.core.call('policies.list', { tenantId: id })).policies.filter(
      (policy) => policy.type === 'deviceManagementScripts',
    )
    const run = await lab.capture(id)
    const after = (await lab.core.call('policies.list', { tenantId: id })).policies.filter(
      (policy) => policy.type === 'deviceManagementScripts',
    )
    expect(after.map((policy) => policy.state)).toEqual(before.map(() => 'active'))
    expect(resultOf(run, 'capture').notices).toContainEqual(
      `Platform scripts: Graph didn't list ${before.length} objects, but returned them by ID.`,
    )
  }, 120_000)

  it('asks for newer members of enums, and marks a placeholder that still comes (0807-6)', async () => {
    const lab = newLab()
    const policy = {
      id: '50000000-0000-4000-8000-000000000001',
      displayName: 'Require MFA on Linux',
      state: 'enabled',
      conditions: { platforms: { includePlatforms: ['linux'], excludePlatforms: [] } },
    }
    const faultsFile = join(lab.folder, 'faults.json')
    const record = join(lab.folder, 'record.ndjson')
    writeFileSync(faultsFile, JSON.stringify([{ path: 'configurationPolicies\\?', spoil: 'placeholder' }]))
    const { id } = await lab.tenant(
      'Tenant',
      {
        conditionalAccessPolicies: [policy],
        configurationPolicies: [
          {
            id: '50000000-0000-4000-8000-000000000002',
            name: 'Odd',
            platforms: 'windows10',
            technologies: 'mdm',
            settings: [],
          },
        ],
      },
      { faultsFile, record },
    )
    await lab.core.call('tenants.change', { tenantId: id, capturesEntra: true })
    const run = await lab.capture(id)
    expect(run.status).toBe('partial')
    const versions = await lab.core.call('versions.list', { tenantId: id })
    const linux = versions.find((version) => version.name === policy.displayName)!
    const documents = await captured(lab, id)
    expect(documents.find(({ versionId }) => versionId === linux.id)?.document).toMatchObject({
      conditions: { platforms: { includePlatforms: ['linux'] } },
    })
    const odd = versions.find((version) => version.name === 'Odd')!
    expect(odd.doubts).toEqual(["Graph didn't name the value at /platforms. This version doesn't contain it."])
    const plan = await lab.plan(id, { sourceTenantId: id, from: { versionIds: [odd.id] } })
    expect(plan.items[0]).toMatchObject({ action: 'blocked' })
    expect(readFileSync(record, 'utf8')).not.toContain('"method":"PATCH"')
  }, 120_000)

  it('undoes a created settings catalog policy, which Graph then calls gone by a 400 (0807-1)', async () => {
    const lab = newLab()
    const policy = {
      id: '50000000-0000-4000-8000-000000000003',
      name: 'Made',
      platforms: 'windows10',
      technologies: 'mdm',
      settings: [],
    }
    const source = await lab.tenant('Source', { configurationPolicies: [policy] })
    const target = await lab.tenant('Target', {})
    await lab.capture(source.id)
    const [version] = await lab.core
      .call('versions.list', { tenantId: source.id })
      .then((all) => all.filter((entry) => entry.name === 'Made'))
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds: [version!.id] } })
    await lab.unlock(target.id, 'Target')
    const made = await lab.core.call('restore.start', { tenantId: target.id, planId: plan.id, confirm: 'Target' })
    expect((await lab.ended(target.id, made.runId)).status).toBe('succeeded')
    const { runId } = await lab.core.call('restore.undo', { tenantId: target.id, runId: RunId.parse(made.runId) })
    const { planId } = resultOf(await lab.ended(target.id, runId), 'restore-plan')
    const undo = await lab.core.call('restore.get', { tenantId: target.id, planId: planId! })
    await lab.core.call('restore.include', {
      tenantId: target.id,
      planId: undo.id,
      seq: undo.items[0]!.seq,
      included: true,
    })
    const undone = await lab.core.call('restore.start', { tenantId: target.id, planId: undo.id, confirm: 'Target' })
    const run = await lab.ended(target.id, undone.runId)
    expect((await lab.items(target.id, undone.runId)).map(({ state, error }) => [state, error])).toEqual([
      ['done', null],
    ])
    expect(run.status).toBe('succeeded')
    expect(collection(target.simulator.tenant, settingsPath).size).toBe(0)
  }, 120_000)

  it('reads all pages of a collection inside a listed object, and each page of its own address (0807-4)', async () => {
    const groups = Array.from({ length: 60 }, (_, index) => ({ id: groupId(index), displayName: `Group ${index}` }))
    const policy = {
      id: '50000000-0000-4000-8000-000000000004',
      name: 'Many assignments',
      platforms: 'windows10',
      technologies: 'mdm',
      settings: [],
      assignments: groups.map(({ id: group }) => ({
        id: `50000000-0000-4000-8000-000000000004_${group}`,
        target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group },
      })),
    }
    for (const faults of [[], [{ path: 'configurationPolicies\\?', spoil: 'noAssignments' }]]) {
      const lab = newLab()
      const faultsFile = join(lab.folder, 'faults.json')
      writeFileSync(faultsFile, JSON.stringify(faults))
      const { id } = await lab.tenant('Tenant', { groups, configurationPolicies: [policy] }, { faultsFile })
      expect((await lab.capture(id)).status).toBe('succeeded')
      const [document] = (await captured(lab, id)).filter(({ name }) => name === 'Many assignments')
      expect(document!.document['assignments']).toHaveLength(60)
    }
  }, 120_000)

  it('takes what is dropped from a batch, answered twice or no JSON one by one (0807-5)', async () => {
    const scripts = Array.from({ length: 4 }, (_, index) => ({
      id: groupId(index),
      displayName: `Script ${index}`,
      fileName: 'a.ps1',
      runAsAccount: 'system',
      scriptContent: 'R2V0',
    }))
    for (const spoil of isDeep ? ['dropParts', 'doubleParts', 'textParts'] : ['doubleParts']) {
      const lab = newLab()
      const faultsFile = join(lab.folder, 'faults.json')
      writeFileSync(faultsFile, JSON.stringify([{ path: '\\$batch', spoil }]))
      const { id } = await lab.tenant('Tenant', { deviceManagementScripts: scripts }, { faultsFile })
      const { runId } = await lab.core.call('runs.capture', { tenantId: id, types: ['deviceManagementScripts'] })
      expect((await lab.ended(id, runId)).counts).toMatchObject({ done: 4, failed: 0 })
    }
  }, 120_000)

  it('stores the same by the fewest requests as by the slow routes, and stays below its units (0807-11)', async () => {
    const slow = await capture([
      {
        path: '^/beta/\\w+/\\w+\\?\\$expand',
        status: 400,
        code: 'BadRequest',
        message: 'Parsing OData Select and Expand failed',
      },
    ])
    expect(await contents(slow)).toEqual(await expected())
    const lab = newLab()
    const record = join(lab.folder, 'record.ndjson')
    const { id } = await lab.tenant('Tenant', demo, { record })
    await lab.capture(id)
    const from = readFileSync(record, 'utf8').length
    await lab.capture(id)
    const units = readFileSync(record, 'utf8')
      .slice(from)
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { body: { requests?: unknown[] } | null }).body?.requests?.length ?? 1)
      .reduce((sum, count) => sum + count, 0)
    const slowUnits = slow.run.requests
    expect(slowUnits).toBeGreaterThan(0)
    // The demo tenant has few objects of each of its many types, so that its lists weigh more than in a real one.
    expect(units / (await contents({ lab, id })).size).toBeLessThan(1.2)
  }, 120_000)

  it('is no drift, and no change of what the version before said (0807-7)', async () => {
    const lab = newLab()
    const faultsFile = join(lab.folder, 'faults.json')
    writeFileSync(
      faultsFile,
      JSON.stringify([
        { path: 'mobileApps/[^/]+/assignments$', spoil: 'emptyList' },
        { path: 'mobileApps.*assignments', spoil: 'noAssignments', nth: 2, forMs: 600_000 },
      ]),
    )
    const { id } = await lab.tenant('Tenant', demo, { faultsFile })
    // The list tells the truth the first time.
    expect((await lab.capture(id)).status).toBe('succeeded')
    const source = { tenantId: id, from: { now: true as const } }
    const { baselineId } = await lab.core.call('drift.addBaseline', { tenantId: id, name: 'Start', source })
    const { runId } = await lab.core.call('drift.check', { tenantId: id, baselineId })
    const run = await lab.ended(id, runId)
    expect(run.status).toBe('partial')
    expect(resultOf(run, 'drift').doubtful).toBeGreaterThan(0)
    // Everything else is as it was, so there is no new version either.
    expect(resultOf(run, 'drift').newVersions).toBe(0)
    expect(await lab.core.call('drift.findings', { tenantId: id, baselineId })).toEqual([])
  }, 120_000)
})
