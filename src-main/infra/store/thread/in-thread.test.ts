import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../encryption/connection.ts'
import { inThread } from './in-thread.ts'

const still = (): Promise<void> => Promise.resolve()
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantatlas-thread-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A database with two tables. */
function make(key: string | null): { readonly file: string; readonly key: string | null } {
  const file = join(folder, 'some.db')
  const database = connect(file, key)
  database.exec('create table first (value text); create table second (value text)')
  const insert = database.prepare('insert into second values (?)')
  for (let row = 0; row < 500; row += 1) insert.run('a value that fills the page'.repeat(20))
  database.close()
  return { file, key }
}

async function check(database: ReturnType<typeof make>): Promise<unknown[]> {
  const told: unknown[] = []
  for await (const one of inThread(database, 'checkTables', still)) told.push(one)
  return told
}

describe('a store thread', () => {
  it('checks each table of a database, clear or encrypted (905-21)', async () => {
    for (const key of [null, randomBytes(32).toString('hex')]) {
      expect(await check(make(key))).toEqual([
        { table: 'first', isWhole: true, done: 1, of: 2 },
        { table: 'second', isWhole: true, done: 2, of: 2 },
      ])
      rmSync(join(folder, 'some.db'))
    }
  })

  it('leaves the event loop its turns meanwhile (905-21)', async () => {
    const database = make(null)
    let turns = 0
    const others = setInterval(() => (turns += 1), 1)
    await check(database)
    clearInterval(others)
    expect(turns).toBeGreaterThan(0)
  })

  it('tells which table is damaged, and what is wrong with the file (905-21)', async () => {
    const database = make(null)
    const bytes = readFileSync(database.file)
    bytes.fill(0xa5, 2048 * 8 + 8, 2048 * 9)
    writeFileSync(database.file, bytes)
    expect(await check(database)).toMatchObject([{ isWhole: true }, { table: 'second', isWhole: false }])
    writeFileSync(database.file, 'not a database '.repeat(500))
    await expect(check(database)).rejects.toMatchObject({ error: { code: 'storage' } })
  })

  it('ends with whoever listened (905-21)', async () => {
    for await (const one of inThread(make(null), 'checkTables', still)) {
      expect(one.table).toBe('first')
      break
    }
    // A thread that still ran would hold the file open, and keep this process alive.
    expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort')).toEqual([])
  })
})
