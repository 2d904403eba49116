import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { objects, without } from '#domain/json.ts'
import { RunId, type TenantId } from '#contract/model/ids.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import { collection } from '#simulator/tenant.ts'
import type { Simulator, SimulatorOptions } from '#simulator/simulator.ts'
import { captured } from '#tests/support/contents.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'

const labs: Lab[] = []
afterEach(async () => void (await Promise.all(labs.splice(0).map((lab) => lab.close()))))

const demo = join(resources, 'demo')
const tenantId = '0d0d0d0d-0000-4000-8000-000000000807'
const settingsPath = '/deviceManagement/configurationPolicies'
const appsPath = '/deviceAppManagement/mobileApps'

const groupId = (index: number): string => `51000000-0000-4000-8000-${String(index).padStart(12, '0')}`

interface Capture {
  readonly lab: Lab
  readonly id: TenantId
  readonly simulator: Simulator
  readonly run: Run
  readonly faults: (next: readonly object[]) => void
}

/** Captures a tenant whose service has faults. */
async function capture(
  faults: readonly object[],
  more: Partial<SimulatorOptions> & { readonly readTimeoutMs?: number } = {},
): Promise<Capture> {
  const { readTimeoutMs, ...options } = more
  const lab = openLab(readTimeoutMs === undefined ? {} : { readTimeoutMs })
  labs.push(lab)
  const faultsFile = join(lab.folder, 'faults.json')
  writeFileSync(faultsFile, JSON.stringify(faults))
  // Objects that every tenant has are named after it.
  const tenant = await lab.tenant('Tenant', demo, { faultsFile, tenantId, ...options })
  return {
    lab,
    ...tenant,
    run: await lab.capture(tenant.id),
    faults: (next) => writeFileSync(faultsFile, JSON.stringify(next)),
  }
}

/** What was captured of each object, without what differs in every tenant. */
async function contents({ lab, id }: Pick<Capture, 'lab' | 'id'>): Promise<Map<string, string>> {
  return new Map(
    (await captured(lab, id)).map(({ type, name, document }) => [
      `${type}/${name}/${String(document['id'])}`,
      // Dates of what every new tenant has are those of its first day.
      canonicalText(without(document, ['createdDateTime', 'lastModifiedDateTime', 'modifiedDateTime'])),
    ]),
  )
}

let clean: Promise<Map<string, string>> | undefined
/** What a capture without faults stores. */
const expected = (): Promise<Map<string, string>> => (clean ??= capture([]).then(contents))

/** Every object is either right or named with its reason, and every item has a final state. */
async function expectRightOrNamed(capturing: Capture): Promise<{ readonly wrong: string[]; readonly named: number }> {
  const { lab, id, run } = capturing
  const right = await expected()
  const found = await contents(capturing)
  const items = await lab.items(id, run.id)
  const named = new Set(
    items
      .filter((item) => item.state === 'failed' || /Graph (says|returned|didn't)/.test(item.note ?? ''))
      .map((item) => `${item.type}/${item.name}`),
  )
  const failedTypes = new Set(
    items.filter((item) => item.policyId === null && item.state === 'failed').map((i) => i.type),
  )
  const wrong = [...right]
    .filter(([key, text]) => found.get(key) !== text)
    .filter(([key]) => !named.has(key.slice(0, key.lastIndexOf('/'))) && !failedTypes.has(key.split('/')[0]!))
    .map(([key]) => key)
  expect(items.filter((item) => ['running', 'pending', 'unknown'].includes(item.state))).toEqual([])
  expect(Object.values(run.counts).reduce((sum, count) => sum + count, 0)).toBe(items.length)
  expect(run.status).toBe(named.size > 0 || failedTypes.size > 0 ? 'partial' : 'succeeded')
  return { wrong, named: named.size }
}

const one = { path: 'configurationPolicies', method: 'GET' }

/** Each fault, and how many objects may be named because of it. */
const faults: readonly [name: string, faults: readonly object[], named?: 'some' | undefined][] = [
  ['parts of batches dropped', [{ path: '\\$batch', spoil: 'dropParts' }]],
  ['parts of batches answered twice', [{ path: '\\$batch', spoil: 'doubleParts' }]],
  ['parts of batches that are no JSON', [{ path: '\\$batch', spoil: 'textParts' }]],
  ['batches that never work', [{ path: '\\$batch', status: 504 }]],
  ['an object listed twice', [{ ...one, path: 'configurationPolicies(\\?|$)', spoil: 'itemTwice' }]],
  ['an object without an ID', [{ path: 'deviceConfigurations(\\?|$)', spoil: 'itemWithoutId' }], 'some'],
  ['an entry that is null', [{ path: 'deviceConfigurations(\\?|$)', spoil: 'itemNull' }], 'some'],
  ['assignments empty in lists', [{ path: '^/beta/\\w+/\\w+\\?\\$expand=.*assignments', spoil: 'noAssignments' }]],
  [
    'assignments empty everywhere',
    [
      { path: '(configurationPolicies|mobileApps)/[^/]+/assignments$', spoil: 'emptyList' },
      { path: '(configurationPolicies|mobileApps).*assignments', spoil: 'noAssignments' },
    ],
    'some',
  ],
  ['settings cut in lists', [{ path: 'configurationPolicies\\?', spoil: 'cutSettings' }]],
  [
    'settings cut in lists, and their own address failing',
    [
      { path: 'configurationPolicies\\?', spoil: 'cutSettings' },
      { path: '/settings\\?', status: 500 },
    ],
  ],
  [
    'settings cut everywhere',
    [
      { path: 'configurationPolicies(/[^/]+)?\\?', spoil: 'cutSettings' },
      { path: '/settings\\?', status: 500 },
    ],
    'some',
  ],
  ['a list that is empty once', [{ path: 'deviceManagementScripts(\\?|$)', spoil: 'emptyList', times: 1 }]],
  ['a page that repeats', [{ path: 'configurationPolicies(\\?|$)', spoil: 'repeatPage' }]],
  ['a type that is forbidden half-way', [{ path: 'deviceHealthScripts/', status: 403 }], 'some'],
  [
    'no expand at all',
    [{ path: '\\$expand=', status: 400, code: 'BadRequest', message: 'Parsing OData Select and Expand failed' }],
    'some',
  ],
]

/** `npm run deep` tries each fault alone, `npm test` those that need no waiting. */
const isDeep = process.env['ATLAS_DEEP'] === '1'
const quick = faults.filter(([, given]) => !given.some((fault) => /batch/.test(JSON.stringify(fault))))

describe('a capture that doubts itself', () => {
  it.each(isDeep ? faults : quick)(
    'has every object right or named: %s (0807-10, 0807-9)',
    async (_name, given, named) => {
      const capturing = await capture(given)
      const result = await expectRightOrNamed(capturing)
      expect(result.wrong).toEqual([])
      expect(capturing.run.status).toBe(named === undefined ? 'succeeded' : 'partial')
    },
    120_000,
  )

  it('has every object right or named with all of them together (0807-10)', async () => {
    const all = faults.flatMap(([, given]) => given.map((fault) => ({ probability: 0.3, ...fault })))
    const result = await expectRightOrNamed(await capture(all))
    expect(result.wrong).toEqual([])
  }, 120_000)

  it('is whole where the service is as bad as it can be (0807-15)', async () => {
    const capturing = await capture([], { doubt: true })
    const result = await expectRightOrNamed(capturing)
    expect(result.wrong).toEqual([])
    expect(capturing.run.status).toBe('succeeded')
  }, 120_000)

  it('loses one object where one never answers, in the list, alone and in a batch (0807-9)', async () => {
    const lab = openLab()
    labs.push(lab)
    const { simulator } = await lab.tenant('First', demo)
    const [app] = [...collection(simulator.tenant, appsPath).values()]
    const capturing = await capture([{ path: String(app!['id']), hang: true }], { readTimeoutMs: 2_000 })
    const failed = (await capturing.lab.items(capturing.id, capturing.run.id)).filter((item) => item.state === 'failed')
    expect(failed.map((item) => item.name)).toEqual([app!['displayName']])
    expect(failed[0]!.error?.message).toContain("Microsoft Graph didn't answer this request")
    expect(await expectRightOrNamed(capturing)).toMatchObject({ wrong: [] })
    expect(capturing.run.counts.failed).toBe(1)
  }, 120_000)

  it('lists in another way where a list with its parts never answers (0807-2)', async () => {
    const capturing = await capture([{ path: 'deviceConfigurations\\?\\$expand', hang: true }], {
      readTimeoutMs: 2_000,
    })
    expect(await expectRightOrNamed(capturing)).toMatchObject({ wrong: [], named: 0 })
    expect(capturing.run.status).toBe('succeeded')
    expect(resultOf(capturing.run, 'capture').notices).toContainEqual(
      expect.stringContaining("can't be read with the list, because Graph doesn't answer"),
    )
  }, 120_000)

  it('marks what stays contradictory, and a restore never clears it (0807-3, 0807-7)', async () => {
    const capturing = await capture([])
    const { lab, id, simulator } = capturing
    const before = await lab.core.call('policies.list', { tenantId: id })
    const assigned = before.policies.find(
      (policy) => policy.type === 'configurationPolicies' && (policy.assignmentCount ?? 0) > 0,
    )!
    await lab.between(async () => {})
    const doubtful = openLab()
    labs.push(doubtful)
    const faultsFile = join(doubtful.folder, 'faults.json')
    writeFileSync(
      faultsFile,
      JSON.stringify([
        { path: `${assigned.externalId}/assignments`, spoil: 'emptyList' },
        { path: 'configurationPolicies\\?', spoil: 'noAssignments' },
      ]),
    )
    const tenant = await doubtful.tenant('Doubtful', demo, { faultsFile })
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
    const lab = openLab()
    labs.push(lab)
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
    const lab = openLab()
    labs.push(lab)
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
    const lab = openLab()
    labs.push(lab)
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
      const lab = openLab()
      labs.push(lab)
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
    for (const spoil of ['dropParts', 'doubleParts', 'textParts']) {
      const lab = openLab()
      labs.push(lab)
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
    const lab = openLab()
    labs.push(lab)
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
})
