import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { copyDatabase } from './copy-database.ts'
import { connect } from './encryption/connection.ts'
import { newStoreKey } from './encryption/key-file.ts'
import { migrate } from './migrate.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-copy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const content = (file: string, key: string | null) => {
  const database = connect(file, key, { readonly: true })
  const schema = database.prepare(`select type, name, sql from sqlite_schema order by type, name`).all()
  const names = database
    .prepare(`select name from sqlite_schema where type = 'table' and sql not like 'create virtual%' order by name`)
    .pluck()
    .all() as string[]
  const all = (name: string) => database.prepare(`select * from "${name}"`).raw().all() as unknown[][]
  // SQLite counts from 0 in a table that nothing was ever inserted into, whether it says so or not.
  const rows = names.map((name) => [name, all(name).filter((row) => name !== 'sqlite_sequence' || row[1] !== 0)])
  const version = database.pragma('user_version', { simple: true })
  const found = database.prepare(`select rowid from version_search('planted')`).pluck().all()
  const check = database.pragma('integrity_check', { simple: true })
  database.close()
  return { schema, rows, version, found, check }
}

test('a copy with another key holds the same, and shows nothing of it (0816-12)', async () => {
  const clear = join(folder, 'clear.db')
  const database = connect(clear, null)
  database.pragma('journal_mode = WAL')
  migrate(database, () => {})
  const tenant = database.prepare(
    `insert into tenants (id, name, environment, colour, created_at, sign_in) values (?, ?, 'test', '#000', '2026-11-01', 'demo')`,
  )
  for (let index = 0; index < 1_234; index += 1) tenant.run(`tenant-${String(index)}`, `Planted ${String(index)}`)
  const blob = database.prepare(`insert into blobs (hash, size, content) values (?, 1, ?)`)
  for (let index = 0; index < 1_001; index += 1)
    blob.run(Buffer.from(index.toString(16).padStart(64, '0'), 'hex'), Buffer.from([index & 255]))
  database.prepare(`insert into version_search (rowid, name) values (7, 'planted words')`).run()

  const key = newStoreKey()
  const encrypted = join(folder, 'encrypted.db')
  const progress: number[] = []
  // Somebody writes while it is copied.
  let isChanged = false
  await copyDatabase(
    { file: clear, key: null },
    { file: encrypted, key },
    {
      breathe: async () => {
        if (isChanged || progress.length === 0) return
        isChanged = true
        tenant.run('tenant-new', 'Later')
      },
      progress: (done, total) => progress.push(done / total),
    },
  )
  database.prepare(`delete from tenants where id = 'tenant-new'`).run()
  const before = content(clear, null)
  database.close()

  expect(content(encrypted, key)).toEqual(before)
  expect(before.check).toBe('ok')
  expect(progress.at(-1)).toBe(1)
  expect(isChanged).toBe(true)
  const bytes = readFileSync(encrypted)
  expect(bytes.includes('Planted')).toBe(false)
  expect(bytes.includes('planted')).toBe(false)

  const back = join(folder, 'back.db')
  await copyDatabase({ file: encrypted, key }, { file: back, key: null }, { breathe: async () => {} })
  expect(content(back, null)).toEqual(before)
})
