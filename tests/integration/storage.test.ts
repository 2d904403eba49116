import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { toAppError } from '#contract/errors.ts'
import { RunId } from '#contract/model/ids.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import { migrate, migrations } from '#infra/store/migrate.ts'
import { openStore } from '#infra/store/open.ts'
import { takeWorkLock } from '#infra/store/work-lock.ts'
import { illStore, overwrite, pageSize, place, places } from '#tests/support/ill-store.ts'
import { resources } from '#tests/support/lab.ts'
import { script, scripts } from '#tests/support/restoring.ts'

const ill = illStore()

const illnesses: readonly (readonly [what: string, change: (path: string) => void])[] = [
  ['has a damaged header', (path) => overwrite(path, 0, 64)],
  ['is another file', (path) => writeFileSync(path, 'Shopping list: '.repeat(500))],
  ['has a damaged schema', (path) => overwrite(path, 100, 3_000)],
]

describe('a database that is ill', () => {
  it.each(illnesses)('and %s is not opened, and stays as it is (0816-1, 0816-4)', async (_what, change) => {
    let before = Buffer.of()
    const error = await ill.replace((path) => {
      change(path)
      before = readFileSync(path)
    })
    expect(error).toMatchObject({ error: { code: 'storage', hint: expect.stringContaining('use-copy') as string } })
    expect(readFileSync(ill.file()).equals(before)).toBe(true)
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
          // The first page is the header and the schema. A free page holds nothing that could be lost.
          const pages = pagesInUse(path).filter((page) => page > 1)
          overwrite(path, (pages[Math.floor(place(index) * pages.length)]! - 1) * pageSize, pageSize)
        }),
      )
    expect(said).toEqual(said.map(() => 'storage'))
  }, 300_000)

  it('because the records of runs are damaged doesn’t wait for what never comes (0816-1)', async () => {
    const database = new Database(ill.whole(), { readonly: true })
    const roots = database
      .prepare(`select rootpage from sqlite_schema where tbl_name in ('runs', 'run_items') and rootpage > 0`)
      .pluck()
      .all() as number[]
    database.close()
    expect(roots.length).toBeGreaterThan(4)
    for (const root of roots)
      expect(await saidOf((path) => overwrite(path, (root - 1) * pageSize, pageSize))).toBe('storage')
  }, 60_000)
})

/** The numbers of the pages that hold something (SQLite docs: dbstat). */
function pagesInUse(path: string): number[] {
  const database = new Database(path, { readonly: true })
  const pages = database.prepare('select pageno from dbstat order by pageno').pluck().all() as number[]
  database.close()
  return pages
}

/** Opens a database that was changed, asks for much of what a screen shows, and verifies. @returns the worst answer */
async function saidOf(change: (path: string) => void): Promise<string> {
  const error = await ill.replace(change)
  if (error !== null) return toAppError(error).code
  const answers = await Promise.all([
    ill.lab.core.callUntrusted('tenants.list', {}),
    ill.lab.core.callUntrusted('policies.list', { tenantId: ill.tenantId }),
    ill.lab.core.callUntrusted('backups.list', { tenantId: ill.tenantId }),
    ill.lab.core.callUntrusted('runs.list', { tenantId: ill.tenantId }),
    ill.lab.core.callUntrusted('audit.list', { tenantId: ill.tenantId }),
    ill.lab.core.callUntrusted('search.find', { tenantId: ill.tenantId, text: 'BitLocker' }),
    verifyOutcome(),
  ])
  const codes = answers.map((answer) => ('error' in answer ? answer.error?.code : undefined))
  return codes.find((code) => code === 'unexpected') ?? codes.find((code) => code === 'storage') ?? 'nothing'
}

async function verifyOutcome() {
  const started = await ill.lab.core.callUntrusted('backups.verify', { tenantId: ill.tenantId })
  if ('error' in started) return started
  const { runId } = started.result as { runId: string }
  await ill.lab.core.finished(runId).catch(() => undefined)
  const answer = await ill.lab.core.callUntrusted('runs.get', { tenantId: ill.tenantId, runId })
  if ('error' in answer) return answer
  const run = answer.result as Run
  // Where the versions could be listed, all of them were checked.
  const { checked } = run.kind === 'verify' ? run.result : {}
  if (checked !== undefined) expect(checked).toBe(ill.stored)
  return { error: run.error }
}

/** Free pages are room that a full disk doesn't take. */
function withoutFreePages(path: string): void {
  const database = new Database(path)
  database.exec('VACUUM')
  database.close()
}

describe('a full disk', () => {
  it('ends a capture with a sentence, and it goes on when there is room (0816-1, 0816-2)', async () => {
    expect(await ill.replace(withoutFreePages)).toBeNull()
    const { id } = await ill.lab.tenant('Fabrikam', join(resources, 'demo'))
    const database = await openedDatabase()
    let refused = 0
    for (let index = 0; index < places; index += 1) {
      const { runId } = await ill.lab.core.call('runs.capture', { tenantId: id })
      database.fill(Math.floor(place(index) * 60))
      const ended = ill.lab.core.finished(runId)
      // The end of the run may find no room either, and is ill.stored later then.
      await Promise.race([ended, pause(2_000)])
      database.empty()
      await ended
      const { error, status } = await ill.lab.core.call('runs.get', { tenantId: id, runId: RunId.parse(runId) })
      if (error === null) continue
      refused += 1
      expect([status, error.code, error.message]).toEqual([
        expect.stringMatching(/failed|partial/) as string,
        'storage',
        'The disk is full, so nothing more can be stored.',
      ])
      await ill.lab.core.call('runs.retry', { tenantId: id, runId: RunId.parse(runId) })
      expect((await ill.lab.ended(id, runId)).error).toBeNull()
    }
    expect(refused).toBeGreaterThan(0)
    expect(resultOf(await ill.verified(), 'verify')).toMatchObject({ checked: ill.stored, damaged: 0 })
  }, 120_000)

  it('in the middle of a restore loses and repeats no write (0816-2)', async () => {
    expect(await ill.replace(withoutFreePages)).toBeNull()
    const names = Array.from({ length: 24 }, (_, index) => script(index + 1))
    const { id, simulator } = await ill.lab.tenant('Northwind', { deviceManagementScripts: names })
    await ill.lab.capture(id)
    const { policies } = await ill.lab.core.call('policies.list', { tenantId: id })
    const chosen = policies.filter(({ type }) => type === 'deviceManagementScripts')
    const live = simulator.tenant.collections.get(scripts)!
    const database = await openedDatabase()
    await ill.lab.unlock(id, 'Northwind')
    const said = new Set<string | undefined>()
    for (let index = 0; index < places; index += 1) {
      live.clear()
      const versionIds = chosen.map(({ versionId }) => versionId!)
      const plan = await ill.lab.plan(id, { from: { versionIds } })
      const { runId } = await ill.lab.core.call('restore.start', {
        tenantId: id,
        planId: plan.id,
        confirm: 'Northwind',
      })
      database.fill(Math.floor(place(index) * 20))
      const ended = ill.lab.core.finished(runId)
      await Promise.race([ended, pause(1_000)])
      database.empty()
      await ended
      said.add((await ill.lab.core.call('runs.get', { tenantId: id, runId: RunId.parse(runId) })).error?.code)
      for (let again = 0; again < 2 && live.size < names.length; again += 1) {
        await ill.lab.core.call('runs.retry', { tenantId: id, runId: RunId.parse(runId) })
        await ill.lab.ended(id, runId)
      }
      // Each script is there once.
      expect([...live.values()].map(({ displayName }) => displayName).toSorted()).toEqual(
        names.map(({ displayName }) => displayName).toSorted(),
      )
    }
    expect([...said].filter((code) => code !== undefined)).toEqual(['storage'])
  }, 300_000)

  it('in the middle of an upgrade leaves a schema that is whole, and goes on later (0816-2)', () => {
    const path = join(ill.lab.folder, 'old.db')
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
    const folder = join(ill.lab.folder, 'other')
    mkdirSync(join(folder, 'atlas.db'), { recursive: true })
    expect(() => openStore(folder, () => '')).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ code: 'storage' }) as object }) as Error,
    )
    const locked = join(ill.lab.folder, 'locked')
    mkdirSync(join(locked, 'work.lock'), { recursive: true })
    expect(() => takeWorkLock(locked)).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ code: 'storage' }) as object }) as Error,
    )
  })
})

/** The connection of the core, whose file can be kept from growing: SQLite then refuses as on a full disk. */
async function openedDatabase(): Promise<{ fill(pages: number): void; empty(): void }> {
  const prepared = vi.spyOn(Database.prototype, 'prepare')
  await ill.lab.reopen()
  await ill.lab.core.call('tenants.list', {})
  const opened = (prepared.mock.contexts as Database.Database[]).find(({ name }) => name === ill.file())!
  return {
    fill: (pages) =>
      void opened.pragma(`max_page_count = ${Number(opened.pragma('page_count', { simple: true })) + pages}`),
    empty: () => void opened.pragma('max_page_count = 1073741823'),
  }
}
