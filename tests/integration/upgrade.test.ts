import { isObject } from '#domain/json.ts'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RunId, TenantId, type BaselineId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import { runKinds } from '#contract/model/run-shapes.ts'
import { resultOf, type RunItem } from '#contract/model/runs.ts'
import type { Core } from '#app/core.ts'
import { composeCore } from '#hosts/compose.ts'
import { noVault } from '#infra/vault/passphrase-vault.ts'
import { collection } from '#simulator/tenant.ts'
import { startSimulator, type Simulator } from '#simulator/simulator.ts'
import { resources, root, writeSeed } from '#tests/support/lab.ts'

/**
 * A data folder of schema 6, as version 0.1.0 left it: runs of every kind, two of them cut off half-way, with what
 * that version showed of them, and the tenant as it was then.
 */
const fixture = join(root, 'tests', 'fixtures', 'schema-6')
const read = <T>(name: string): T => JSON.parse(readFileSync(join(fixture, name), 'utf8')) as T

interface Shown {
  readonly runs: readonly { readonly run: OldRun; readonly items: readonly RunItem[] }[]
  readonly plan: Plan
  readonly undoPlan: Plan
  readonly restoreRunId: string
  readonly versions: object[]
  readonly sets: unknown[]
  readonly baselines: { readonly id: BaselineId }[]
  readonly findings: unknown[]
  readonly schedules: unknown[]
  readonly views: unknown[]
  readonly audit: unknown[]
  readonly health: object
  readonly scriptsBefore: readonly { readonly id: string }[]
}
interface OldRun {
  readonly id: string
  readonly kind: string
  readonly result: Record<string, unknown>
}

const shown = read<Shown>('shown.json')
const kept = read<{ tenantId: string; scripts: { id: string }[] }>('tenant.json')
const tenantId = TenantId.parse(kept.tenantId)
const half = ['half-capture', 'half-restore'].map((id) => RunId.parse(id))

let folder: string
let core: Core
let simulator: Simulator

/** Opens the data folder; the runs that were cut off wait until something is started. */
const open = () => {
  core = composeCore({
    host: 'cli',
    version: '0.0.0',
    dataFolder: join(folder, 'data'),
    resources,
    logToStderr: false,
    vault: noVault,
  })
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenantatlas-upgrade-'))
  mkdirSync(join(folder, 'data'))
  const seed = writeSeed(join(folder, 'seed'), {
    deviceManagementScripts: kept.scripts,
    groups: [{ id: '66000000-0000-4000-8000-000000000001', displayName: 'Operators' }],
  })
  simulator = await startSimulator({ resources, seed, name: 'Kept', tenantId })
  process.env[`LAB_TOKEN_${tenantId.replaceAll('-', '_')}`] = simulator.token
  const file = join(folder, 'data', 'atlas.db')
  writeFileSync(file, zstdDecompressSync(readFileSync(join(fixture, 'atlas.db.zst'))))
  const database = new Database(file)
  database
    .prepare('UPDATE tenants SET graph_url = ?, unlocked_until = ?')
    .run(simulator.url, '2099-01-01T00:00:00.000Z')
  database.close()
  open()
})
afterEach(async () => {
  await core.close()
  await simulator.close()
  rmSync(folder, { recursive: true, force: true })
})

/** That version asked for no secrets, replaced nothing, and didn't say whom an item reaches. */
const withNewer = <Item extends object>(item: Item) => ({
  ...item,
  asks: [],
  replacedBy: null,
  canReplace: false,
  reach: null,
  endsUnassigned: false,
})

/** A check of that version tried no routes, and looked neither at the connection nor at the permissions as a whole. */
const checked = (health: object) => ({ ...health, compatibility: [], connection: null, permissions: null })

describe('a data folder of the version before', () => {
  it('shows the same runs, items, plans, versions, sets, findings and audit (000-13)', async () => {
    const runs = await core.call('runs.list', { tenantId })
    expect(new Set(runs.map(({ kind }) => kind))).toEqual(
      new Set(runKinds.filter((kind) => !['import', 'save-file', 'report', 'purge', 'recipients'].includes(kind))),
    )
    for (const { run: old, items } of shown.runs) {
      const { fresh, health, ...other } = old.result
      const result = isObject(health) ? { ...other, health: checked(health) } : other
      const expected = { ...old, leftOut: 0, result: fresh === undefined ? result : { ...result, newFindings: fresh } }
      const id = RunId.parse(old.id)
      expect(await core.call('runs.get', { tenantId, runId: id })).toEqual(expected)
      // The versions before and after weren't shown then.
      const shownItems = items.map((item) => ({
        ...item,
        doubtful: false,
        incomplete: false,
        beforeVersionId: expect.toBeOneOf([null, expect.any(String)]),
        afterVersionId: expect.toBeOneOf([null, expect.any(String)]),
      }))
      // What changed stands before what didn't, which was not so before.
      const inOrder = (some: readonly RunItem[]) => some.toSorted((left, right) => left.seq - right.seq)
      expect(inOrder((await core.call('runs.items', { tenantId, runId: id })).items)).toEqual(inOrder(shownItems))
    }
    for (const plan of [shown.plan, shown.undoPlan])
      // The restore that was cut off is the newest of its plan.
      expect({ ...(await core.call('restore.get', { tenantId, planId: plan.id })), runId: null }).toEqual({
        ...plan,
        isChange: false,
        options: { ...plan.options, replace: 'never' },
        items: plan.items.map(withNewer),
        runId: null,
      })
    // Nobody doubted anything then, and nobody said what a change is about. Names of content were longer.
    const versions = shown.versions.map((version) => ({
      ...version,
      hash: (version as { hash: string }).hash.slice(0, 40),
      doubts: [],
      change: null,
    }))
    const listed = await core.call('versions.list', { tenantId })
    expect(listed.map((version) => ({ ...version, change: null }))).toEqual(versions)
    expect(await core.call('backups.list', { tenantId })).toEqual(
      shown.sets.map((set) => ({ ...(set as object), note: '', tags: [] })),
    )
    expect(await core.call('drift.baselines', { tenantId })).toEqual(shown.baselines)
    const [baseline] = shown.baselines
    expect(await core.call('drift.findings', { tenantId, baselineId: baseline!.id })).toEqual(
      shown.findings.map((finding) => Object.assign({}, finding, { about: null })),
    )
    expect(await core.call('schedules.list', { tenantId })).toEqual(shown.schedules)
    expect(await core.call('views.list', { tenantId })).toEqual(shown.views)
    expect(await core.call('audit.list', { tenantId })).toEqual(shown.audit)
    expect(await core.call('tenants.health', { tenantId })).toEqual(checked(shown.health))
  })

  it('goes on with what was cut off, and ends it with no item running (000-13, 049-17)', async () => {
    await core.recover()
    for (const runId of half) {
      await core.finished(runId)
      const { status, counts } = await core.call('runs.get', { tenantId, runId })
      expect([runId, status, counts.running, counts.pending, counts.unknown]).toEqual([runId, 'succeeded', 0, 0, 0])
    }
  })

  it('undoes a restore as that version would have (000-13)', async () => {
    const undo = await core.call('restore.undo', { tenantId, runId: RunId.parse(shown.restoreRunId) })
    await core.finished(undo.runId)
    const { planId } = resultOf(await core.call('runs.get', { tenantId, runId: undo.runId }), 'restore-plan')
    const plan = await core.call('restore.get', { tenantId, planId: planId! })
    // Sentences may be worded better by now; what the plan does is the same.
    const deeds = ({ items }: Plan) => items.map(({ reason: _reason, warnings: _warnings, ...item }) => withNewer(item))
    // That version called it a low risk to write a script that runs as system.
    const expected = deeds(shown.undoPlan).map((item) =>
      item.type === 'deviceManagementScripts' && item.risk === 'low' ? { ...item, risk: 'medium' } : item,
    )
    expect(deeds(plan)).toEqual(expected)
    expect(plan.hash).toBe(shown.undoPlan.hash)
    // What the restore made is deleted only when somebody includes it.
    const made = plan.items.find((item) => item.action === 'delete')!
    await core.call('restore.include', { tenantId, planId: plan.id, seq: made.seq, included: true })
    const { runId } = await core.call('restore.start', { tenantId, planId: plan.id, confirm: 'Kept' })
    await core.finished(runId)
    expect((await core.call('runs.get', { tenantId, runId })).status).toBe('succeeded')
    const scripts = [...collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').values()]
    const plain = ({ id, displayName, description, scriptContent }: Record<string, unknown>) => ({
      id,
      displayName,
      description,
      scriptContent,
    })
    expect(scripts.map(plain)).toEqual(shown.scriptsBefore.map(plain))
  })

  it('ends a run whose record cannot be read, and goes on with the others (000-13)', async () => {
    await core.close()
    const database = new Database(join(folder, 'data', 'atlas.db'))
    database.exec(`UPDATE runs SET input = '{"types":1}' WHERE id = 'half-capture'`)
    database.exec(`UPDATE runs SET kind = 'of-tomorrow' WHERE id = 'signed-in'`)
    database.close()
    open()
    await core.recover()
    await core.finished(half[1]!)
    const runs = await core.call('runs.list', { tenantId })
    expect(runs.find(({ id }) => id === half[1])!.status).toBe('succeeded')
    expect(runs.map(({ id }) => id)).not.toContain('half-capture')
    expect(await core.call('runs.active', {})).toEqual([])
    // What the broken record stood for can be started again.
    const { runId, reused } = await core.call('runs.capture', { tenantId })
    expect(reused).toBe(false)
    await core.finished(runId)
    expect((await core.call('runs.get', { tenantId, runId })).status).toBe('succeeded')
  })

  it('keeps a copy of the file from before, whole or not at all (000-10)', async () => {
    const copy = new Database(join(folder, 'data', 'atlas.db.before-schema-7'), { readonly: true })
    expect(copy.pragma('user_version', { simple: true })).toBe(6)
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    copy.close()
  })
})
