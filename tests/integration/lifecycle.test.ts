import Database from 'better-sqlite3'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Side } from '#contract/model/compare.ts'
import { PolicyId, TenantId, type BaselineId, type RunId } from '#contract/model/ids.ts'
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
  scriptContent: Buffer.from('Write-Host hello').toString('base64'),
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})
const policies = async (tenantId: TenantId) => (await lab.core.call('policies.list', { tenantId })).policies
const find = async (tenantId: TenantId, name: string): Promise<PolicyId> =>
  (await policies(tenantId)).find((policy) => policy.name === name)!.id

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

describe('a policy', () => {
  it('is no drift finding while it is ignored (900-1)', async () => {
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
  })

  it('is out of sight while it is archived (900-1)', async () => {
    const { id } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2)] })
    await lab.capture(id)
    const policyIds = [await find(id, 'Script 1')]
    const archive = (archived: boolean) => lab.core.call('policies.archive', { tenantId: id, policyIds, archived })
    const shown = async () =>
      (await lab.core.call('dependencies.graph', { tenantId: id })).nodes
        .map((node) => node.name)
        .filter((name) => name.startsWith('Script'))
        .toSorted()
    const archivedAt = async () => (await policies(id)).find((policy) => policy.name === 'Script 1')?.archivedAt
    await archive(true)
    expect(await archivedAt()).toMatch(/^\d{4}-\d{2}-\d{2}T/)
    expect(await shown()).toEqual(['Script 2'])
    await archive(false)
    expect(await archivedAt()).toBeNull()
    expect(await shown()).toEqual(['Script 1', 'Script 2'])
  })

  it('is no drift finding after it was archived, whenever that was (044-7, 900-1)', async () => {
    const { id } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2)] })
    await lab.capture(id)
    const before = await baseline(id)
    await lab.core.call('policies.archive', {
      tenantId: id,
      policyIds: [await find(id, 'Script 1')],
      archived: true,
    })
    expect(await shown(id, before)).toEqual([])
    expect(await shown(id, await baseline(id))).toEqual([])
    const rows = await lab.core.call('compare.matrix', {
      tenantId: id,
      left: { tenantId: id, from: { at: new Date().toISOString() } },
      right: { tenantId: id, from: now },
    })
    expect(rows.filter((row) => row.state !== 'same')).toEqual([])
  })

  it('is created again from its last version when it is missing (900-2)', async () => {
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
})

describe('a purge', () => {
  /** Each capture finds another description. */
  async function tenantWithVersions() {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2)] })
    const item = collection(simulator.tenant, scripts).get(guid(1))!
    const change = (description: string) => void (item['description'] = description)
    const capture = async (description: string) => {
      change(description)
      await lab.capture(id)
    }
    const versions = async () =>
      (await lab.core.call('versions.list', { tenantId: id }))
        .filter((version) => version.name === 'Script 1')
        .toSorted((left, right) => left.number - right.number)
    const numbers = async () => (await versions()).map((version) => version.number)
    /** Everything that was captured up to now. */
    const upToNow = () => ({ tenantId: id, olderThan: new Date(Date.now() + 1000).toISOString() })
    const look = () => lab.core.call('policies.purgePreview', upToNow())
    const purge = async () => {
      const { runId } = await lab.core.call('policies.purge', upToNow())
      return (await lab.ended(id, runId)).result
    }
    return { id, change, capture, versions, numbers, look, purge }
  }

  it('removes what nothing names and never the newest version, as the dry run says (900-3)', async () => {
    const { capture, numbers, look, purge } = await tenantWithVersions()
    for (const description of ['one', 'two', 'three']) await capture(description)
    const said = await look()
    expect(said).toMatchObject({ versions: 2, blobs: 2, policies: 0 })
    expect(await numbers()).toEqual([1, 2, 3])
    expect(await purge()).toEqual(said)
    expect(await numbers()).toEqual([3])
    expect(await purge()).toEqual({ versions: 0, blobs: 0, policies: 0, bytes: 0 })
  })

  it('is another one for another date, also at the same time (900-3)', async () => {
    const { id, capture, numbers } = await tenantWithVersions()
    for (const description of ['one', 'two']) await capture(description)
    const purge = async (olderThan: Date) =>
      lab.core.call('policies.purge', { tenantId: id, olderThan: olderThan.toISOString() })
    const started = await Promise.all([purge(new Date(0)), purge(new Date(Date.now() + 1000))])
    for (const { runId } of started) await lab.ended(id, runId)
    expect(await numbers()).toEqual([2])
  })

  it('keeps the versions of a backup set (900-3)', async () => {
    const { id, capture, numbers, purge } = await tenantWithVersions()
    await capture('one')
    await lab.ended(id, (await lab.core.call('backups.create', { tenantId: id, name: 'Kept' })).runId)
    await capture('two')
    await capture('three')
    await purge()
    expect(await numbers()).toEqual([1, 3])
  })

  it('keeps the versions that were in force at the moment of a baseline (900-3)', async () => {
    const { id, capture, numbers, purge } = await tenantWithVersions()
    await capture('one')
    await capture('two')
    await lab.core.call('drift.addBaseline', {
      tenantId: id,
      name: 'Then',
      source: { tenantId: id, from: { now: true } },
    })
    await capture('three')
    await purge()
    expect(await numbers()).toEqual([2, 3])
  })

  it('keeps the versions that a plan names (900-3)', async () => {
    const { id, capture, versions, numbers, purge } = await tenantWithVersions()
    for (const description of ['one', 'two', 'three']) await capture(description)
    const [first] = await versions()
    await lab.plan(id, { from: { versionIds: [first!.id] } })
    await purge()
    expect(await numbers()).toEqual([1, 3])
  })

  it('keeps the versions that an undo needs (900-3)', async () => {
    const { id, capture, change, versions, numbers, purge } = await tenantWithVersions()
    await capture('one')
    change('two')
    const [first] = await versions()
    const plan = await lab.plan(id, { from: { versionIds: [first!.id] } })
    await lab.unlock(id, 'Tenant')
    const { runId } = await lab.core.call('restore.start', { tenantId: id, planId: plan.id, confirm: 'Tenant' })
    await lab.ended(id, runId)
    await capture('four')
    // Of before the restore, and of after it.
    await purge()
    expect(await numbers()).toEqual([1, 2, 3, 4])
  })

  it('leaves a store that verifies (900-3)', async () => {
    const { id, capture, purge } = await tenantWithVersions()
    await capture('one')
    await capture('two')
    await purge()
    const { runId } = await lab.core.call('backups.verify', { tenantId: id })
    expect(await lab.ended(id, runId)).toMatchObject({ status: 'succeeded', result: { damaged: 0 } })
  })

  it('goes on portion by portion, and leaves a whole store when it is canceled (900-3, 900-5)', async () => {
    const many = Array.from({ length: 1_100 }, (_, index) => script(index + 1))
    const { id, simulator } = await lab.tenant('Large', { deviceManagementScripts: many })
    await lab.capture(id)
    for (const item of collection(simulator.tenant, scripts).values()) item['description'] = 'changed'
    await lab.capture(id)
    const count = async () => (await lab.core.call('versions.list', { tenantId: id })).length
    const all = await count()
    const olderThan = new Date(Date.now() + 1000).toISOString()
    const { versions } = await lab.core.call('policies.purgePreview', { tenantId: id, olderThan })
    expect(versions).toBe(1_100)
    const phases = new Set<string>()
    const heard = new Set<string>()
    const purge = async (hear: (runId: RunId) => void) => {
      const { runId } = await lab.core.call('policies.purge', { tenantId: id, olderThan })
      const stop = lab.core.subscribe((name) => {
        heard.add(name)
        if (name === 'run.changed') hear(runId)
      })
      const ended = await lab.ended(id, runId)
      stop()
      return ended
    }
    const cancelled = await purge((runId) => {
      void lab.core.call('runs.get', { tenantId: id, runId }).then(async ({ phase, status }) => {
        if (phase !== null) phases.add(phase)
        if (phase !== null && status === 'running') await lab.core.callUntrusted('runs.cancel', { tenantId: id, runId })
      })
    })
    expect(cancelled.status).toBe('cancelled')
    const { versions: deleted, blobs } = cancelled.result as { versions: number; blobs: number }
    expect(deleted).toBeGreaterThan(0)
    expect(blobs).toBe(deleted)
    // Screens read anew, and say that states from before aren't complete any more.
    expect([...heard]).toEqual(expect.arrayContaining(['inventory.changed', 'tenant.changed']))
    expect((await lab.core.call('tenants.list', {}))[0]?.purgedBefore).toBe(olderThan)
    const [noted] = (await lab.core.call('audit.list', { tenantId: id })).filter(
      ({ action }) => action === 'store.purged',
    )
    expect(noted?.detail).toMatchObject({ versions: deleted, olderThan })
    expect(await count()).toBe(all - deleted)
    const verified = await lab.core.call('backups.verify', { tenantId: id })
    expect(await lab.ended(id, verified.runId)).toMatchObject({ status: 'succeeded', result: { damaged: 0 } })
    const finished = await purge(() => {})
    expect(finished.status).toBe('succeeded')
    expect(await count()).toBe(all - 1_100)
    expect([...phases][0]).toBe('Deleting old versions (500 of 1100)')
  })

  it('is the only way to delete a version (900-3)', async () => {
    const { capture } = await tenantWithVersions()
    await capture('one')
    await lab.core.close()
    const database = new Database(join(lab.folder, 'data', 'atlas.db'))
    expect(() => database.exec('DELETE FROM version_rows')).toThrow('insert-only')
    database.close()
  })
})

it('two backups at the same time are both whole, and everything in them is found (0806-1)', async () => {
  const many = (from: number) => Array.from({ length: 60 }, (_, index) => script(from + index))
  const tenants = [
    (await lab.tenant('First', { deviceManagementScripts: many(1) })).id,
    (await lab.tenant('Second', { deviceManagementScripts: many(101) })).id,
  ]
  const started = await Promise.all(
    tenants.map(async (tenantId) => lab.core.call('backups.create', { tenantId, name: 'Together' })),
  )
  for (const [at, tenantId] of tenants.entries()) {
    expect(await lab.ended(tenantId, started[at]!.runId)).toMatchObject({ status: 'succeeded', error: null })
    expect(await lab.core.call('backups.list', { tenantId })).toMatchObject([{ complete: true }])
    const found = await lab.core.call('search.find', { text: 'hello', tenantId, limit: 100, current: true })
    expect(found.scripts).toHaveLength(60)
  }
})
