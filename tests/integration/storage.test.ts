import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { toAppError } from '#contract/errors.ts'
import { RunId, type TenantId } from '#contract/model/ids.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import { listCopies, useCopy } from '#infra/store/copies.ts'
import { migrate, migrations } from '#infra/store/migrate.ts'
import { openStore } from '#infra/store/open.ts'
import { takeWorkLock } from '#infra/store/work-lock.ts'
import { cli } from '#tests/support/cli.ts'
import { script, scripts } from '#tests/support/restoring.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'

/** How many places are damaged, and at how many moments the disk is full. */
const places = Number(process.env['STORAGE_PLACES'] ?? 6)
const pageSize = 4096

/** A place between 0 and 1 that is the same in every run. */
const place = (index: number): number => ((index + 1) * 0.618_033_988_749_895) % 1

let lab: Lab
let tenantId: TenantId
/** The number of stored contents while the database is whole. */
let stored = 0
const whole = () => join(lab.folder, 'whole.db')
const file = () => join(lab.folder, 'data', 'atlas.db')
const verified = async () => {
  const { runId } = await lab.core.call('backups.verify', { tenantId })
  return lab.ended(tenantId, runId)
}

/** Replaces the database while nothing has it open, and returns why it can't be opened again; null if it can. */
async function replace(change: (path: string) => void): Promise<unknown> {
  await lab.core.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file()}${suffix}`, { force: true })
  copyFileSync(whole(), file())
  change(file())
  return lab.reopen().then(
    () => null,
    (error: unknown) => error,
  )
}

beforeAll(async () => {
  lab = openLab()
  tenantId = (await lab.tenant('Contoso', join(resources, 'demo'))).id
  await lab.capture(tenantId)
  stored = resultOf(await verified(), 'verify').checked!
  await lab.between(async () => copyFileSync(file(), whole()))
}, 60_000)
afterAll(() => lab.close())
afterEach(() => void vi.restoreAllMocks())

const illnesses: readonly (readonly [what: string, change: (path: string) => void])[] = [
  ['has a damaged header', (path) => overwrite(path, 0, 64)],
  ['is another file', (path) => writeFileSync(path, 'Shopping list: '.repeat(500))],
  ['has a damaged schema', (path) => overwrite(path, 100, 3_000)],
]

describe('a database that is ill', () => {
  it.each(illnesses)('and %s is not opened, and stays as it is (0816-1, 0816-4)', async (_what, change) => {
    let before = Buffer.of()
    const error = await replace((path) => {
      change(path)
      before = readFileSync(path)
    })
    expect(error).toMatchObject({ error: { code: 'storage', hint: expect.stringContaining('use-copy') as string } })
    expect(readFileSync(file()).equals(before)).toBe(true)
  })

  it('because it was cut says so, wherever it is read (0816-1)', async () => {
    const said: string[] = []
    for (let index = 0; index < places; index += 1)
      said.push(await saidOf((path) => truncateSync(path, Math.floor(statSync(path).size * place(index)))))
    expect(said).toEqual(said.map(() => 'storage'))
  })

  it('because of damaged pages names what is damaged, and keeps the rest (0816-1, 0816-3)', async () => {
    const said: string[] = []
    for (let index = 0; index < places; index += 1)
      said.push(
        await saidOf((path) => {
          const pages = statSync(path).size / pageSize
          // The first page is the header and the schema.
          overwrite(path, (1 + Math.floor(place(index) * (pages - 1))) * pageSize, pageSize)
        }),
      )
    expect(said).toEqual(said.map(() => 'storage'))
  }, 300_000)
})

/** Opens a database that was changed, asks for much of what a screen shows, and verifies. @returns the worst answer */
async function saidOf(change: (path: string) => void): Promise<string> {
  const error = await replace(change)
  if (error !== null) return toAppError(error).code
  const answers = await Promise.all([
    lab.core.callUntrusted('tenants.list', {}),
    lab.core.callUntrusted('policies.list', { tenantId }),
    lab.core.callUntrusted('backups.list', { tenantId }),
    lab.core.callUntrusted('runs.list', { tenantId }),
    lab.core.callUntrusted('audit.list', { tenantId }),
    lab.core.callUntrusted('search.find', { tenantId, text: 'BitLocker' }),
    verifyOutcome(),
  ])
  const codes = answers.map((answer) => ('error' in answer ? answer.error?.code : undefined))
  return codes.find((code) => code === 'unexpected') ?? codes.find((code) => code === 'storage') ?? 'nothing'
}

async function verifyOutcome() {
  const started = await lab.core.callUntrusted('backups.verify', { tenantId })
  if ('error' in started) return started
  const { runId } = started.result as { runId: string }
  await lab.core.finished(runId).catch(() => undefined)
  const answer = await lab.core.callUntrusted('runs.get', { tenantId, runId })
  if ('error' in answer) return answer
  const run = answer.result as Run
  // Where the versions could be listed, all of them were checked.
  const { checked } = run.kind === 'verify' ? run.result : {}
  if (checked !== undefined) expect(checked).toBe(stored)
  return { error: run.error }
}

describe('a full disk', () => {
  it('ends a capture with a sentence, and it goes on when there is room (0816-1, 0816-2)', async () => {
    expect(await replace(() => {})).toBeNull()
    const { id } = await lab.tenant('Fabrikam', join(resources, 'demo'))
    const database = await openedDatabase()
    let refused = 0
    for (let index = 0; index < places; index += 1) {
      const { runId } = await lab.core.call('runs.capture', { tenantId: id })
      database.fill(Math.floor(place(index) * 60))
      const ended = lab.core.finished(runId)
      // The end of the run may find no room either, and is stored later then.
      await Promise.race([ended, pause(2_000)])
      database.empty()
      await ended
      const { error, status } = await lab.core.call('runs.get', { tenantId: id, runId: RunId.parse(runId) })
      if (error === null) continue
      refused += 1
      expect([status, error.code, error.message]).toEqual([
        expect.stringMatching(/failed|partial/) as string,
        'storage',
        'The disk is full, so nothing more can be stored.',
      ])
      await lab.core.call('runs.retry', { tenantId: id, runId: RunId.parse(runId) })
      expect((await lab.ended(id, runId)).error).toBeNull()
    }
    expect(refused).toBeGreaterThan(0)
    expect(resultOf(await verified(), 'verify')).toMatchObject({ checked: stored, damaged: 0 })
  }, 120_000)

  it('in the middle of a restore loses and repeats no write (0816-2)', async () => {
    expect(await replace(() => {})).toBeNull()
    const names = Array.from({ length: 24 }, (_, index) => script(index + 1))
    const { id, simulator } = await lab.tenant('Northwind', { deviceManagementScripts: names })
    await lab.capture(id)
    const { policies } = await lab.core.call('policies.list', { tenantId: id })
    const chosen = policies.filter(({ type }) => type === 'deviceManagementScripts')
    const live = simulator.tenant.collections.get(scripts)!
    const database = await openedDatabase()
    await lab.unlock(id, 'Northwind')
    const said = new Set<string | undefined>()
    for (let index = 0; index < places; index += 1) {
      live.clear()
      const versionIds = chosen.map(({ versionId }) => versionId!)
      const plan = await lab.plan(id, { from: { versionIds } })
      const { runId } = await lab.core.call('restore.start', { tenantId: id, planId: plan.id, confirm: 'Northwind' })
      database.fill(Math.floor(place(index) * 20))
      const ended = lab.core.finished(runId)
      await Promise.race([ended, pause(1_000)])
      database.empty()
      await ended
      said.add((await lab.core.call('runs.get', { tenantId: id, runId: RunId.parse(runId) })).error?.code)
      for (let again = 0; again < 2 && live.size < names.length; again += 1) {
        await lab.core.call('runs.retry', { tenantId: id, runId: RunId.parse(runId) })
        await lab.ended(id, runId)
      }
      // Each script is there once.
      expect([...live.values()].map(({ displayName }) => displayName).toSorted()).toEqual(
        names.map(({ displayName }) => displayName).toSorted(),
      )
    }
    expect([...said].filter((code) => code !== undefined)).toEqual(['storage'])
  }, 300_000)

  it('in the middle of an upgrade leaves a schema that is whole, and goes on later (0816-2)', () => {
    const path = join(lab.folder, 'old.db')
    const database = new Database(path)
    onTestFinished(() => void database.close())
    migrate(database, () => {}, 1)
    const version = () => Number(database.pragma('user_version', { simple: true }))
    const [versions, refusals]: [number[], unknown[]] = [[], []]
    for (let index = 0; version() < migrations.length; index += 1) {
      database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true })) + index}`)
      try {
        migrate(database, () => {})
      } catch (error) {
        refusals.push(error)
      }
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
      versions.push(version())
    }
    expect(new Set(versions).size).toBeGreaterThan(2)
    expect(refusals).toEqual(refusals.map(() => expect.objectContaining({ code: 'SQLITE_FULL' }) as object))
    const fresh = new Database(':memory:')
    onTestFinished(() => void fresh.close())
    migrate(fresh, () => {})
    const schema = (of: Database.Database) =>
      of.prepare('select type, name, sql from sqlite_schema order by 1, 2').all()
    expect(schema(database)).toEqual(schema(fresh))
  })

  it('and a folder without rights end a start with a sentence (0816-1)', () => {
    const folder = join(lab.folder, 'other')
    mkdirSync(join(folder, 'atlas.db'), { recursive: true })
    expect(() => openStore(folder, () => '')).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ code: 'storage' }) as object }) as Error,
    )
    const locked = join(lab.folder, 'locked')
    mkdirSync(join(locked, 'work.lock'), { recursive: true })
    expect(() => takeWorkLock(locked)).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ code: 'storage' }) as object }) as Error,
    )
  })
})

describe('daily copies', () => {
  it('are kept for three days, and never of what is damaged (0816-5)', async () => {
    expect(await replace(() => {})).toBeNull()
    await lab.core.close()
    const data = join(lab.folder, 'data')
    const day = (number: number) => new Date(Date.UTC(2026, 10, number, 12))
    const open = () => openStore(data, () => crypto.randomUUID())
    let store = open()
    for (const number of [1, 2, 2, 3, 4]) await store.keepCopy(day(number))
    await store.close()
    const names = () => listCopies(data).map(({ name }) => name)
    expect(names()).toEqual(['atlas-2026-11-04.db', 'atlas-2026-11-03.db', 'atlas-2026-11-02.db'])
    const pages = statSync(file()).size / pageSize
    for (let page = 200; page < pages - 1; page += 20) overwrite(file(), page * pageSize, pageSize)
    store = open()
    await expect(store.keepCopy(day(5))).rejects.toMatchObject({ error: { code: 'storage' } })
    await store.close()
    expect(names()).toHaveLength(3)
    // What was in its place is moved aside, and the copy is whole.
    const ill = readFileSync(file())
    const movedTo = await useCopy(data, 'atlas-2026-11-04.db', day(5))
    expect(readFileSync(join(movedTo, 'atlas.db')).equals(ill)).toBe(true)
    await expect(useCopy(data, '../atlas.db', day(5))).rejects.toMatchObject({ error: { code: 'notFound' } })
    await lab.reopen()
    expect(resultOf(await verified(), 'verify')).toMatchObject({ checked: stored, damaged: 0, damagedTables: [] })
  })

  it('are listed and used by the command line, while no app is open (0816-5)', async () => {
    const data = join(lab.folder, 'data')
    expect(await cli(data, ['store', 'copies'])).toMatchObject({ code: 0, json: { copies: [{}, {}, {}] } })
    await lab.core.recover()
    expect(await cli(data, ['store', 'use-copy', 'atlas-2026-11-03.db'])).toMatchObject({
      json: { error: { code: 'busy' } },
    })
    await vi.waitFor(() => expect(listCopies(data)[0]!.name > 'atlas-2026-11-04.db').toBe(true))
    await lab.core.close()
    expect(await cli(data, ['store', 'use-copy', 'atlas-2026-11-03.db'])).toMatchObject({ code: 0 })
    await lab.reopen()
  })
})

/** The connection of the core, whose file can be kept from growing: SQLite then refuses as on a full disk. */
async function openedDatabase(): Promise<{ fill(pages: number): void; empty(): void }> {
  const prepared = vi.spyOn(Database.prototype, 'prepare')
  await lab.reopen()
  await lab.core.call('tenants.list', {})
  const opened = (prepared.mock.contexts as Database.Database[]).find(({ name }) => name === file())!
  return {
    fill: (pages) =>
      void opened.pragma(`max_page_count = ${Number(opened.pragma('page_count', { simple: true })) + pages}`),
    empty: () => void opened.pragma('max_page_count = 1073741823'),
  }
}

function overwrite(path: string, at: number, length: number): void {
  const descriptor = openSync(path, 'r+')
  writeSync(descriptor, Buffer.alloc(length, 0xa5), 0, length, at)
  closeSync(descriptor)
}
