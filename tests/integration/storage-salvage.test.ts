import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { resultOf } from '#contract/model/runs.ts'
import { listCopies } from '#infra/store/copies.ts'
import { connect, type StoreKey } from '#infra/store/encryption/connection.ts'
import { newStoreKey } from '#infra/store/encryption/key-file.ts'
import { useCopy, useSalvaged } from '#infra/store/replacement.ts'
import { migrate } from '#infra/store/migrate.ts'
import { openStore } from '#infra/store/open.ts'
import { cli } from '#tests/support/cli.ts'
import { captured, contents } from '#tests/support/contents.ts'
import { illStore, overwrite, pageSize, place, places } from '#tests/support/ill-store.ts'

const ill = illStore()

/** The tables that pages of a whole database belong to, and how many rows each page holds (SQLite docs: dbstat). */
function pagesOf(
  path: string,
  key: StoreKey | null,
): { pageno: number; name: string; ncell: number; pagetype: string }[] {
  const database = connect(path, key, { readonly: true })
  onTestFinished(() => void database.close())
  return database.prepare('select pageno, name, ncell, pagetype from dbstat').all() as ReturnType<typeof pagesOf>
}

/** How many documents can be lost at most with one blob, and with one pack: also what has one of them as its base. */
function mostAtOnce(path: string, key: StoreKey | null): Readonly<Record<string, number>> {
  const database = connect(path, key, { readonly: true })
  onTestFinished(() => void database.close())
  const most = (counts: string) => Number(database.prepare(`select max(count) from (${counts})`).pluck().get() ?? 0)
  return {
    blobs: 1 + most('select count(*) as count from blobs group by base having base is not null'),
    packs: most(
      'select count(*) as count from blobs left join blobs as bases on bases.row = blobs.base group by coalesce(blobs.pack, bases.pack) having coalesce(blobs.pack, bases.pack) is not null',
    ),
  }
}

describe.each([
  ['clear', null],
  ['encrypted', newStoreKey()],
])('salvage of a database that is %s', (_form, key) => {
  const ill = illStore(key)

  const salvaged = async () => {
    const data = join(ill.lab.folder, 'data')
    await ill.lab.core.close()
    const outcome = await useSalvaged(data, new Date(), key)
    await ill.lab.reopen()
    return outcome.salvaged
  }

  it('of a whole database loses nothing (0816-6)', async () => {
    expect(await ill.replace()).toBeNull()
    const before = contents(await captured(ill.lab, ill.tenantId), { groups: true })
    const { lost, pages, versions } = await salvaged()
    expect({ lost, pages, versions }).toEqual({ lost: {}, pages: 0, versions: [] })
    expect(contents(await captured(ill.lab, ill.tenantId), { groups: true })).toEqual(before)
    expect(resultOf(await ill.verified(), 'verify')).toMatchObject({
      checked: ill.stored,
      damaged: 0,
      damagedTables: [],
    })
    expect((await ill.lab.core.call('search.find', { tenantId: ill.tenantId, text: 'BitLocker' })).names).toEqual([])
    await ill.lab.capture(ill.tenantId)
    expect(
      (await ill.lab.core.call('search.find', { tenantId: ill.tenantId, text: 'BitLocker' })).names.length,
    ).toBeGreaterThan(0)
  })

  it('brings back every version whose pages are whole (0816-6)', async () => {
    const pages = pagesOf(ill.whole(), key).filter(({ pageno }) => pageno > 1)
    const own = pages.filter(({ name }) => ['blobs', 'packs', 'version_rows'].includes(name))
    const others = pages.filter(({ name }) => !['blobs', 'packs', 'version_rows'].includes(name))
    expect(own.map(({ name }) => name)).toContain('packs')
    // What was packed with another blob, or with many, can't be read without them.
    const most = mostAtOnce(ill.whole(), key)
    for (let index = 0; index < places; index += 1) {
      const { name, ncell, pagetype, pageno } = own[Math.floor(place(index) * own.length)]!
      const also = others[Math.floor(place(index + places) * others.length)]!
      await ill.replace((path) => {
        for (const page of [pageno, also.pageno]) overwrite(path, (page - 1) * pageSize, pageSize)
      })
      const { saved, versions } = await salvaged()
      // Rows of a table with row IDs lie in its leaves, and those of a table of content in all pages.
      const rows = pagetype === 'overflow' ? 1 : pagetype === 'internal' ? 0 : ncell
      const isContent = name in most
      const atMost = rows * (most[name] ?? 1)
      const lostContent = ill.stored - saved['blobs']!
      const lostVersions = ill.stored - saved['versions']!
      expect(lostContent).toBeLessThanOrEqual(isContent ? atMost : 0)
      expect(lostVersions).toBeLessThanOrEqual(atMost)
      expect(versions).toHaveLength(isContent ? lostVersions : 0)
      expect(resultOf(await ill.verified(), 'verify')).toMatchObject({ damaged: 0, damagedTables: [] })
    }
  }, 300_000)
})

describe('salvage', () => {
  it('of a database that an older version left is upgraded too (0816-6)', async () => {
    const folder = join(ill.lab.folder, 'old')
    mkdirSync(folder)
    const old = new Database(join(folder, 'atlas.db'))
    migrate(old, () => {}, 1)
    old.close()
    await useSalvaged(folder, new Date())
    const salvagedOne = new Database(join(folder, 'atlas.db'))
    const fresh = new Database(':memory:')
    onTestFinished(() => [salvagedOne, fresh].forEach((database) => database.close()))
    migrate(fresh, () => {})
    const schema = (of: Database.Database) =>
      of.prepare('select type, name, sql from sqlite_schema order by 1, 2').all()
    expect(schema(salvagedOne)).toEqual(schema(fresh))
  })

  it('says when even the list of tables is lost (0816-6)', async () => {
    await ill.replace((path) => overwrite(path, 100, 3_000))
    await expect(useSalvaged(join(ill.lab.folder, 'data'), new Date())).rejects.toMatchObject({
      error: { code: 'storage', hint: expect.stringContaining('use-copy') as string },
    })
    expect(await ill.replace()).toBeNull()
  })

  it('that was cut off between two moves is finished by the next start (0816-5, 0816-6)', async () => {
    const data = join(ill.lab.folder, 'data')
    await ill.lab.core.close()
    renameSync(ill.file(), join(data, 'atlas.db.partial'))
    writeFileSync(join(data, 'atlas.db-wal'), 'of another database')
    await ill.lab.reopen()
    expect(resultOf(await ill.verified(), 'verify')).toMatchObject({ checked: ill.stored, damaged: 0 })
  })
})

describe('daily copies', () => {
  it('are kept for three days, and never of what is damaged (0816-5)', async () => {
    expect(await ill.replace()).toBeNull()
    await ill.lab.core.close()
    const data = join(ill.lab.folder, 'data')
    const day = (number: number) => new Date(Date.UTC(2026, 10, number, 12))
    const open = () => openStore(data, () => crypto.randomUUID())
    let store = open()
    for (const number of [1, 2, 2, 3, 4]) await store.keepCopy(day(number))
    await store.close()
    const names = () => listCopies(data).map(({ name }) => name)
    expect(names()).toEqual(['atlas-2026-11-04.db', 'atlas-2026-11-03.db', 'atlas-2026-11-02.db'])
    const pages = statSync(ill.file()).size / pageSize
    for (let page = 200; page < pages - 1; page += 20) overwrite(ill.file(), page * pageSize, pageSize)
    store = open()
    await expect(store.keepCopy(day(5))).rejects.toMatchObject({ error: { code: 'storage' } })
    await store.close()
    expect(names()).toHaveLength(3)
    // What was in its place is moved aside, and the copy is whole.
    const damaged = readFileSync(ill.file())
    const movedTo = await useCopy(data, 'atlas-2026-11-04.db', day(5))
    expect(readFileSync(join(movedTo, 'atlas.db')).equals(damaged)).toBe(true)
    await expect(useCopy(data, '../atlas.db', day(5))).rejects.toMatchObject({ error: { code: 'notFound' } })
    await ill.lab.reopen()
    expect(resultOf(await ill.verified(), 'verify')).toMatchObject({
      checked: ill.stored,
      damaged: 0,
      damagedTables: [],
    })
  })

  it('stay the way back when the database is gone or empty (0816-4, 0816-5)', async () => {
    const data = join(ill.lab.folder, 'data')
    await ill.lab.core.close()
    for (const leave of [() => rmSync(ill.file()), () => writeFileSync(ill.file(), '')]) {
      leave()
      expect(() => openStore(data, () => '')).toThrow(
        expect.objectContaining({ error: expect.objectContaining({ code: 'storage' }) as object }) as Error,
      )
    }
    expect(await ill.replace()).toBeNull()
  })

  it('are not put in place while something has the database open, and moved back if that fails (0816-5)', async () => {
    const data = join(ill.lab.folder, 'data')
    // A command that waits for somebody to sign in has no lock.
    await ill.lab.core.call('tenants.list', {})
    await expect(useCopy(data, 'atlas-2026-11-04.db', new Date())).rejects.toMatchObject({ error: { code: 'busy' } })
    await ill.lab.core.close()
    const before = readFileSync(ill.file())
    // The name of the new file is taken by a folder.
    mkdirSync(join(data, 'atlas.db.partial'))
    await expect(useCopy(data, 'atlas-2026-11-04.db', new Date())).rejects.toMatchObject({ error: { code: 'storage' } })
    rmSync(join(data, 'atlas.db.partial'), { recursive: true, force: true })
    expect(readFileSync(ill.file()).equals(before)).toBe(true)
    await ill.lab.reopen()
  })

  it('are made beside open transactions, and after a clock that was wrong (0816-5)', async () => {
    const folder = join(ill.lab.folder, 'busy')
    const open = openStore(folder, () => crypto.randomUUID())
    let isOver = false
    onTestFinished(async () => {
      isOver = true
      await writing
      await open.close()
    })
    const writing = (async () => {
      while (!isOver)
        await open.store.transaction(async (store) => {
          await store.tenants.list()
          await new Promise((resolve) => setImmediate(resolve))
        })
    })()
    for (const year of [2031, 2032, 2033]) await open.keepCopy(new Date(Date.UTC(year, 0, 1)))
    expect(await open.keepCopy(new Date(Date.UTC(2026, 10, 5)))).toBe('atlas-2026-11-05.db')
    expect(listCopies(folder).map(({ name }) => name)).toContain('atlas-2026-11-05.db')
    expect(readdirSync(join(folder, 'copies')).filter((name) => !name.endsWith('.db'))).toEqual([])
  })

  it('are listed and used by the command line, while no app is open (0816-5)', async () => {
    const data = join(ill.lab.folder, 'data')
    expect(await cli(data, ['store', 'copies'])).toMatchObject({ code: 0, json: { copies: [{}, {}, {}] } })
    await ill.lab.core.recover()
    expect(await cli(data, ['store', 'use-copy', 'atlas-2026-11-03.db'])).toMatchObject({
      json: { error: { code: 'busy' } },
    })
    await vi.waitFor(() => expect(listCopies(data)[0]!.name > 'atlas-2026-11-04.db').toBe(true))
    await ill.lab.core.close()
    expect(await cli(data, ['store', 'use-copy', 'atlas-2026-11-03.db'])).toMatchObject({ code: 0 })
    await ill.lab.reopen()
  })
})
