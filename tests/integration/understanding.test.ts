import Database from 'better-sqlite3'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PolicyId, TenantId } from '#contract/model/ids.ts'
import type { Json } from '#domain/json.ts'
import { cyclesOf, around } from '#domain/dependencies/graph.ts'
import { createScheduler } from '#app/schedules/scheduler.ts'
import { openStore } from '#infra/store/open.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'
import { group, guid } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

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
const policies = async (tenantId: TenantId) => (await lab.core.call('policies.list', { tenantId })).policies
const find = async (tenantId: TenantId, name: string): Promise<PolicyId> =>
  (await policies(tenantId)).find((policy) => policy.name === name)!.id

describe('search', () => {
  it('finds names, settings with values, script text and ids, across versions and tenants, whatever the accents (0806-1)', async () => {
    const one = await lab.tenant('One', join(resources, 'demo'))
    const two = await lab.tenant('Two', {
      deviceManagementScripts: [
        script(1, {
          displayName: 'Äußeres',
          scriptContent: Buffer.from('Get-StoreTimeZone -Subnet 10.0.0.0').toString('base64'),
        }),
      ],
    })
    for (const { id } of [one, two]) await lab.capture(id)
    const names = async (text: string, more: Record<string, unknown> = {}) => {
      const found = await lab.core.call('search.find', { text, ...more })
      return Object.fromEntries(Object.entries(found).map(([place, hits]) => [place, hits.map((hit) => hit.name)]))
    }
    expect((await names('bitlocker silent')).names).toEqual([
      'BitLocker – silent encryption with key escrow (corporate laptops)',
    ])
    expect((await names('ausseres')).names).toEqual([])
    expect((await names('außeres', { tenantId: two.id })).names).toEqual(['Äußeres'])
    expect((await names('xts aes 256')).settings).toContain(
      'BitLocker – silent encryption with key escrow (corporate laptops)',
    )
    expect((await names('StoreTimeZone')).scripts).toEqual(
      expect.arrayContaining(['Äußeres', 'Set time zone by location']),
    )
    expect((await names('StoreTimeZone', { tenantId: two.id })).scripts).toEqual(['Äußeres'])
    const policy = (await policies(one.id)).find((entry) => entry.name.startsWith('BitLocker – silent'))!
    expect((await names(policy.externalId.slice(0, 13))).ids).toContain(policy.name)
    expect((await names('device_vendor_msft_bitlocker_requiredeviceencryption')).ids).toContain(policy.name)
    expect(
      await lab.core.call('search.explain', { tenantId: one.id, versionId: policy.versionId!, text: 'xts aes 256' }),
    ).toMatchObject([{ value: 'XTS-AES 256-bit' }])

    // What is gone is found only when older versions are asked for too.
    collection(one.simulator.tenant, '/deviceManagement/deviceManagementScripts').delete(
      (await policies(one.id)).find((entry) => entry.name === 'Map network drives')!.externalId,
    )
    await lab.capture(one.id)
    expect((await names('Map network drives')).names).toEqual([])
    expect((await names('Map network drives', { current: false })).names).toEqual(['Map network drives'])
    for (const odd of ['"', 'a OR', '*', '(', 'NEAR/2', '日本', '']) await expect(names(odd)).resolves.toBeDefined()
  })
})

describe('many at once', () => {
  it('are one run with an item for each: captured, backed up, exported (005-1); equal syncs are one run (039-1)', async () => {
    const { id } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2), script(3)] })
    await lab.capture(id)
    const policyIds = [await find(id, 'Script 1'), await find(id, 'Script 3')]
    const folder = join(lab.folder, 'export')
    for (const started of [
      await lab.core.call('runs.capture', { tenantId: id, policyIds }),
      await lab.core.call('backups.create', { tenantId: id, name: 'Two', policyIds }),
      await lab.core.call('tenants.export', { tenantId: id, folder, policyIds }),
    ]) {
      expect((await lab.ended(id, started.runId)).status).toBe('succeeded')
      expect((await lab.items(id, started.runId)).map((item) => item.name).toSorted()).toEqual(['Script 1', 'Script 3'])
    }
    expect(readdirSync(join(folder, 'deviceManagementScripts'))).toHaveLength(2)
    expect(await lab.core.call('backups.list', { tenantId: id })).toMatchObject([
      { name: 'Two', versions: 2, newVersions: 0 },
    ])

    const sync = (types: string[]) => lab.core.call('runs.sync', { tenantId: id, types })
    const [first, same, other] = await Promise.all([
      sync(['deviceManagementScripts', 'roleScopeTags']),
      sync(['roleScopeTags', 'deviceManagementScripts']),
      sync(['roleScopeTags']),
    ])
    expect([same.runId === first.runId, same.reused, other.runId === first.runId]).toEqual([true, true, false])
    for (const { runId } of [first, other]) await lab.ended(id, runId)
  })
})

describe('dependencies', () => {
  it('know who refers to whom, what is missing, and what would break (042-1)', async () => {
    const { id } = await lab.tenant('Tenant', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      assignmentFilters: [
        { id: guid(41), displayName: 'Laptops', platform: 'windows10AndLater', rule: 'x', roleScopeTags: ['0'] },
      ],
      roleScopeTags: [{ id: '7', displayName: 'Stores' }],
      deviceManagementScripts: [
        script(1, {
          roleScopeTagIds: ['0', '7'],
          assignments: [
            {
              target: {
                ...(group(guid(51)).target as Json),
                deviceAndAppManagementAssignmentFilterId: guid(41),
                deviceAndAppManagementAssignmentFilterType: 'include',
              },
            },
          ],
        }),
        script(2, { assignments: [group(guid(51), 'exclusionGroup'), group(guid(99))] }),
        script(3),
      ],
    })
    await lab.capture(id)
    const { nodes, edges } = await lab.core.call('dependencies.graph', {
      tenantId: id,
      focus: `deviceManagementScripts/${guid(1)}`,
    })
    expect(edges.map((edge) => [edge.relation, nodes.find((node) => node.id === edge.to)?.name]).toSorted()).toEqual([
      ['assigned to', 'Pilot'],
      ['filtered by', 'Laptops'],
      ['scoped by', 'Stores'],
    ])
    const impact = await lab.core.call('dependencies.graph', {
      tenantId: id,
      focus: `groups/${guid(51)}`,
      direction: 'inbound',
      depth: 3,
    })
    expect(
      impact.edges.map((edge) => [edge.relation, impact.nodes.find((node) => node.id === edge.from)?.name]).toSorted(),
    ).toEqual([
      ['assigned to', 'Script 1'],
      ['excluded', 'Script 2'],
    ])
    const whole = await lab.core.call('dependencies.graph', { tenantId: id })
    expect(whole.nodes.filter((node) => node.missing).map((node) => node.id)).toEqual([`groups/${guid(99)}`])
    expect(whole.nodes.find((node) => node.name === 'Script 3')).toMatchObject({ inbound: 0, outbound: 0 })
  })

  it('of a new version take the place of the old ones (042-2)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      deviceManagementScripts: [script(1, { assignments: [group(guid(51))] })],
    })
    await lab.capture(id)
    collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').get(guid(1))!['assignments'] = []
    await lab.capture(id)
    expect(
      (await lab.core.call('dependencies.graph', { tenantId: id })).edges.filter(
        (edge) => edge.from === `deviceManagementScripts/${guid(1)}`,
      ),
    ).toEqual([])
  })

  it('find circles, and stay quick in a graph of thousands (042-3)', () => {
    const arrow = (from: string, to: string) => ({ from, to, relation: 'depends on' as const })
    expect(
      cyclesOf([arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'a'), arrow('c', 'd'), arrow('d', 'd'), arrow('e', 'a')])
        .map((cycle) => cycle.toSorted())
        .toSorted(),
    ).toEqual([['a', 'b', 'c'], ['d']])
    const chain = Array.from({ length: 20_000 }, (_, index) => arrow(String(index), String(index + 1)))
    expect(cyclesOf(chain)).toEqual([])
    expect(
      around(chain, '10000', 2, 'both')
        .map(({ from }) => from)
        .toSorted(),
    ).toEqual(['10000', '10001', '9998', '9999'])
  })
})

describe('the life of a policy', () => {
  it('ignored is no finding, archived is out of sight, both can be taken back (900-1)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2)] })
    await lab.capture(id)
    const { baselineId } = await lab.core.call('drift.addBaseline', {
      tenantId: id,
      name: 'Start',
      source: { tenantId: id, from: { now: true } },
    })
    const first = await find(id, 'Script 1')
    await lab.core.call('policies.ignore', { tenantId: id, policyIds: [first], ignored: true })
    for (const index of [1, 2])
      collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').get(guid(index))!['description'] =
        'changed'
    const check = async () => {
      const { runId } = await lab.core.call('drift.check', { tenantId: id, baselineId })
      await lab.ended(id, runId)
      return (await lab.core.call('drift.findings', { tenantId: id, baselineId })).map((finding) => finding.policyName)
    }
    expect(await check()).toEqual(['Script 2'])
    await lab.core.call('policies.ignore', { tenantId: id, policyIds: [first], ignored: false })
    expect(await check()).toEqual(['Script 1', 'Script 2'])
    await lab.core.call('policies.archive', { tenantId: id, policyIds: [first], archived: true })
    expect((await policies(id)).find((policy) => policy.id === first)?.archivedAt).not.toBeNull()
    expect(
      (await lab.core.call('dependencies.graph', { tenantId: id })).nodes.some((node) => node.policyId === first),
    ).toBe(false)
  })

  it('a missing one is made again from its last version (900-2)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1)] })
    await lab.capture(id)
    const items = collection(simulator.tenant, '/deviceManagement/deviceManagementScripts')
    items.delete(guid(1))
    await lab.capture(id)
    const [policy] = (await policies(id)).filter((entry) => entry.state === 'missing')
    const plan = await lab.plan(id, { from: { versionIds: [policy!.versionId!] } })
    expect(plan.items).toMatchObject([{ action: 'recreate' }])
    await lab.unlock(id, 'Tenant')
    await lab.ended(
      id,
      (await lab.core.call('restore.start', { tenantId: id, planId: plan.id, confirm: 'Tenant' })).runId,
    )
    expect([...items.values()]).toMatchObject([{ displayName: 'Script 1' }])
  })

  it('a purge takes only what nothing names: not the newest, no set, no baseline, no run, no plan; the dry run says the same (900-3)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2)] })
    const item = collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').get(guid(1))!
    const step = async (text: string) => {
      item['description'] = text
      await lab.capture(id)
    }
    await step('one')
    const set = await lab.ended(id, (await lab.core.call('backups.create', { tenantId: id, name: 'Kept' })).runId)
    expect(set.status).toBe('succeeded')
    await step('two')
    await step('three')
    const versions = async () =>
      (await lab.core.call('versions.list', { tenantId: id }))
        .filter((version) => version.name === 'Script 1')
        .map((version) => version.number)
        .toSorted()
    const before = new Date(Date.now() + 1000).toISOString()
    const dry = await lab.core.call('policies.purge', { tenantId: id, olderThan: before, dryRun: true })
    expect(dry).toMatchObject({ versions: 1, blobs: 1, policies: 0 })
    expect(await versions()).toEqual([1, 2, 3])
    expect(await lab.core.call('policies.purge', { tenantId: id, olderThan: before, dryRun: false })).toEqual(dry)
    expect(await versions()).toEqual([1, 3])
    expect((await lab.core.call('policies.purge', { tenantId: id, olderThan: before, dryRun: false })).versions).toBe(0)
    // A baseline of a moment holds what was there then.
    await step('four')
    await lab.core.call('drift.addBaseline', {
      tenantId: id,
      name: 'Then',
      source: { tenantId: id, from: { now: true } },
    })
    await step('five')
    expect(
      (
        await lab.core.call('policies.purge', {
          tenantId: id,
          olderThan: new Date(Date.now() + 1000).toISOString(),
          dryRun: false,
        })
      ).versions,
    ).toBe(1)
    expect(await versions()).toEqual([1, 4, 5])
    const verified = await lab.ended(id, (await lab.core.call('backups.verify', { tenantId: id })).runId)
    expect(verified).toMatchObject({ status: 'succeeded', result: { damaged: 0 } })
    // Nothing else may delete a version.
    await lab.core.close()
    const database = new Database(join(lab.folder, 'data', 'atlas.db'))
    expect(() => database.exec('DELETE FROM versions')).toThrow('insert-only')
    database.close()
  })
})

describe('schedules', () => {
  const keep = { last: 2, daily: 0, weekly: 0, monthly: 0 }

  it('start a backup when it is due, keep as many as they shall, and check for drift behind it (032-6)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1)] })
    await lab.capture(id)
    const { baselineId } = await lab.core.call('drift.addBaseline', {
      tenantId: id,
      name: 'Start',
      source: { tenantId: id, from: { now: true } },
    })
    await expect(
      lab.core.call('schedules.save', { tenantId: id, name: 'Bad', cron: 'every day', zone: 'UTC', keep }),
    ).rejects.toMatchObject({ error: { code: 'badInput' } })
    const { scheduleId } = await lab.core.call('schedules.save', {
      tenantId: id,
      name: 'Nightly',
      cron: '30 2 * * *',
      zone: 'Europe/Berlin',
      keep,
      baselineId,
      types: ['deviceManagementScripts'],
    })
    expect(await lab.core.schedules.runDue()).toEqual({ started: [], failed: [] })
    const back = (days: number) => {
      const database = new Database(join(lab.folder, 'data', 'atlas.db'))
      database
        .prepare('UPDATE schedules SET last_due_at = ? WHERE id = ?')
        .run(new Date(Date.now() - days * 86_400_000).toISOString(), scheduleId)
      database.close()
    }
    back(3)
    const {
      started: [started, ...others],
    } = await lab.core.schedules.runDue()
    expect(others).toEqual([])
    expect(started!.missed).toBeGreaterThanOrEqual(1)
    expect(await lab.ended(id, started!.runId)).toMatchObject({ status: 'succeeded', result: { findings: 0 } })
    expect(await lab.core.schedules.runDue()).toEqual({ started: [], failed: [] })
    for (const text of ['a', 'b', 'c']) {
      collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').get(guid(1))!['description'] = text
      const { runId } = await lab.core.call('schedules.runNow', { tenantId: id, scheduleId })
      expect(await lab.ended(id, runId)).toMatchObject({ status: 'succeeded', result: { findings: 1 } })
    }
    expect(await lab.core.call('backups.list', { tenantId: id })).toHaveLength(2)
    expect((await lab.core.call('notifications.list', {})).some((entry) => entry.title.includes('drift'))).toBe(true)
  })

  it('look again while the app runs, and a moment that was started twice is one run (032-7)', async () => {
    const folder = join(lab.folder, 'clock')
    const { store, close } = openStore(folder, () => crypto.randomUUID())
    await store.tenants.insert(
      { id: 't', name: 'T', environment: 'test', colour: '#000', graphUrl: null, signIn: 'demo' },
      'now',
    )
    let now = Date.parse('2026-03-28T00:00:00Z')
    await store.schedules.save({
      id: 's',
      tenantId: 't',
      name: 'S',
      types: [],
      cron: '30 2 * * *',
      zone: 'Europe/Berlin',
      keep,
      baselineId: null,
      enabled: true,
      lastDueAt: new Date(now).toISOString(),
      lastRunId: null,
      createdAt: new Date(now).toISOString(),
    })
    const targets: string[] = []
    const stop = new AbortController()
    const clock = {
      now: () => new Date(now),
      sleep: (milliseconds: number, signal?: AbortSignal) => {
        now += milliseconds * 20
        if (now > Date.parse('2026-03-31T00:00:00Z')) stop.abort()
        return signal?.aborted ? Promise.reject(new Error('aborted')) : Promise.resolve()
      },
    }
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const scheduler = createScheduler(
      { store, clock, log },
      { start: ({ target }) => Promise.resolve({ runId: String(targets.push(target)), reused: false }) },
      () => {},
    )
    await scheduler.watch(stop.signal)
    // Half past two does not exist on the 29th: it is made up for as soon as the clock has skipped it.
    expect(targets).toEqual([
      'schedule/s/2026-03-28T01:30:00.000Z',
      'schedule/s/2026-03-29T01:00:00.000Z',
      'schedule/s/2026-03-30T00:30:00.000Z',
    ])
    await close()
  })
})

describe('saved views', () => {
  it('are kept for their tenant until they are taken away (041-3)', async () => {
    const { id } = await lab.tenant('Tenant', {})
    const view = await lab.core.call('views.save', {
      tenantId: id,
      name: 'Unassigned',
      query: { text: '', assigned: 'no' },
    })
    expect(await lab.core.call('views.list', { tenantId: id })).toEqual([view])
    await lab.core.call('views.remove', { tenantId: id, viewId: view.id })
    expect(await lab.core.call('views.list', { tenantId: id })).toEqual([])
  })
})
