import { closeSync, copyFileSync, existsSync, fstatSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { failure } from '#contract/errors.ts'
import { connect, type StoreKey } from '../encryption/connection.ts'
import { bytesOfHash, unpack } from '../blobs.ts'
import { migrate, migrations } from '../migrate.ts'
import { words } from '../words.ts'
import { PageFile, type Row } from './page-file.ts'
import type { SqliteValue } from './record.ts'
import { repair, type LostVersion } from './repair.ts'

/** What became of a damaged database. */
export interface Salvaged {
  /** Rows by table. */
  readonly saved: Readonly<Record<string, number>>
  /** Rows that couldn't be read, or whose object is lost, by table. */
  readonly lost: Readonly<Record<string, number>>
  /** Pages that couldn't be read, and may have held rows. */
  readonly pages: number
  /** Versions whose content is lost. */
  readonly versions: readonly LostVersion[]
}

/** Words, edges and changes of versions are derived again, so they aren't carried over. */
const derived = (table: string): boolean => /^(edges|words_due|version_search|version_changes|changes_due)/.test(table)

/** What people call the rows of a table. */
const shownName = (table: string): string => (table === 'version_rows' ? 'versions' : table)

interface Table {
  readonly name: string
  readonly root: number
  /** Columns in the order of a record. */
  readonly columns: readonly string[]
  /** The column that is another name of the row ID. */
  readonly rowid: string | null
}

/**
 * Reads what is whole in a damaged database into a new one, page by page. Of pages that nothing leads to any more, only
 * content is taken, because its name proves it, and versions, because they never change.
 *
 * @param into path of the new database, which isn't there yet
 * @param key of the damaged database, if it is encrypted, and of the new one
 * @throws Failure `storage` if the list of tables can't be read
 */
export async function salvage(
  folder: string,
  into: string,
  breathe: () => Promise<void>,
  key: StoreKey | null = null,
): Promise<Salvaged> {
  const copy = `${into}.copy`
  takeCopy(folder, copy, key)
  const descriptor = openSync(copy, 'r')
  const target = connect(into, key)
  try {
    const file = new PageFile(descriptor, fstatSync(descriptor).size, key)
    const roots = rootsOf(file)
    const version = file.schema
    if (!(roots.has('versions') || roots.has('version_rows')) || version < 1 || version > migrations.length)
      throw failure('storage', words.noSalvage)
    migrate(target, () => {}, version)
    target.pragma('foreign_keys = OFF')
    const tables = tablesOf(target, roots)
    const outcome = await withoutTriggers(target, () => carryOver(file, target, tables, breathe))
    migrate(target, () => {})
    const dropped = await withoutTriggers(target, () => repair(target, breathe))
    for (const [name, count] of Object.entries(dropped.rows)) outcome.lost[name] = (outcome.lost[name] ?? 0) + count
    const saved = Object.fromEntries(
      target
        .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite%'`)
        .pluck()
        .all()
        .filter((name): name is string => typeof name === 'string' && !derived(name))
        .map((name) => [shownName(name), target.prepare(`select count(*) from "${name}"`).pluck().get() as number]),
    )
    const lost = Object.fromEntries(Object.entries(outcome.lost).map(([name, count]) => [shownName(name), count]))
    return { saved, lost, pages: outcome.pages, versions: dropped.versions }
  } finally {
    target.close()
    closeSync(descriptor)
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true })
  }
}

/** They keep rows as they are, and belong to the schema: a migration replaces some of them. */
async function withoutTriggers<Result>(target: Database.Database, work: () => Promise<Result>): Promise<Result> {
  const all = target.prepare(`select name, sql from sqlite_schema where type = 'trigger'`).all()
  const triggers = all as { name: string; sql: string }[]
  for (const { name } of triggers) target.exec(`drop trigger "${name}"`)
  const result = await work()
  for (const { sql } of triggers) target.exec(sql)
  return result
}

/** A copy that the write-ahead log was carried into, as far as SQLite can. The database stays as it is. */
function takeCopy(folder: string, copy: string, key: StoreKey | null): void {
  for (const suffix of ['', '-wal'])
    if (existsSync(join(folder, `atlas.db${suffix}`)))
      copyFileSync(join(folder, `atlas.db${suffix}`), `${copy}${suffix}`)
  try {
    const database = connect(copy, key)
    database.pragma('wal_checkpoint(TRUNCATE)')
    database.close()
  } catch {
    // What was last written may be lost, and everything before it isn't.
  }
}

/** The root page of each table, from the first tree of the file. */
function rootsOf(file: PageFile): ReadonlyMap<string, number> {
  const roots = new Map<string, number>()
  for (const { values } of walk(file, 1, () => {})) {
    const [type, name, , root] = values
    if (type === 'table' && typeof name === 'string' && typeof root === 'number' && root > 0) roots.set(name, root)
  }
  return roots
}

/** The tables of the new database whose rows are carried over. */
function tablesOf(target: Database.Database, roots: ReadonlyMap<string, number>): Table[] {
  const all = target
    .prepare(`select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite%'`)
    .all() as { name: string; sql: string }[]
  return all.flatMap(({ name, sql }) => {
    const root = roots.get(name)
    if (root === undefined || derived(name) || sql.startsWith('CREATE VIRTUAL')) return []
    const info = target.pragma(`table_info("${name}")`) as { name: string; type: string; pk: number }[]
    const keys = info.filter(({ pk }) => pk > 0).toSorted((left, right) => left.pk - right.pk)
    const hasRowid = !/WITHOUT ROWID\s*$/i.test(sql)
    const ordered = hasRowid ? info : [...keys, ...info.filter(({ pk }) => pk === 0)]
    const rowid = hasRowid && keys.length === 1 && keys[0]!.type === 'INTEGER' ? keys[0]!.name : null
    return [{ name, root, columns: ordered.map((column) => column.name), rowid }]
  })
}

async function carryOver(
  file: PageFile,
  target: Database.Database,
  tables: readonly Table[],
  breathe: () => Promise<void>,
): Promise<{ lost: Record<string, number>; pages: number }> {
  const lost: Record<string, number> = {}
  const seen = new Set<number>()
  let pages = 0
  for (const table of tables) {
    const rows = walk(
      file,
      table.root,
      ({ damaged }) => {
        if (damaged === null) pages += 1
        else lost[table.name] = (lost[table.name] ?? 0) + damaged
      },
      seen,
    )
    for (const row of rows) {
      await breathe()
      if (!(await put(target, table, row))) lost[table.name] = (lost[table.name] ?? 0) + 1
    }
  }
  const table = (name: string) => tables.find((one) => one.name === name)
  const [blobs, packs, versions] = [table('blobs'), table('packs'), table('version_rows') ?? table('versions')]
  for (let number = 1; number <= file.pageCount; number += 1) {
    if (seen.has(number)) continue
    await breathe()
    for (const row of file.page(number)?.rows ?? [])
      if (blobs && row.values.length >= leastOfBlob && isOf(blobs, row, 'hash')) await put(target, blobs, row)
      else if (packs && isPack(packs, row)) await put(target, packs, row)
      else if (versions && isOf(versions, row, versions.columns.includes('hash') ? 'hash' : 'fingerprint'))
        await put(target, versions, row)
  }
  return { lost, pages }
}

/** Whether a row can be one of a table: a SHA-256 where that table has one, and no more values. */
const isOf = ({ columns }: Table, { values }: Row, hash: string): boolean =>
  values.length <= columns.length && isHash(values[columns.indexOf(hash)])

/** Values of a blob before schema 28, which has added some. */
const leastOfBlob = 4

/** The documents in it prove themselves at the end. */
const isPack = ({ columns }: Table, { values }: Row): boolean => {
  const content = values[columns.indexOf('content')]
  return values.length === columns.length && Buffer.isBuffer(content) && content.subarray(0, 4).equals(zstdMagic)
}

/** How each frame begins (RFC 8878, 3.1.1). */
const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** In hex, as bytes since schema 19, and cut in blobs since schema 29. */
const isHash = (value: SqliteValue | undefined): boolean =>
  Buffer.isBuffer(value)
    ? value.byteLength === 32 || value.byteLength === bytesOfHash
    : typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

/** Puts a row into the new database. @returns false if it isn't one of this table */
async function put(target: Database.Database, table: Table, { rowid, values }: Row): Promise<boolean> {
  const { name, columns } = table
  if (values.length > columns.length) return false
  // Its hash says what the content is. Since schema 19 it may take another blob to read it, so all are read at the end.
  if (name === 'blobs' && columns[0] === 'hash' && !(await isContent(values[0], values[1]))) return false
  const given = columns.slice(0, values.length)
  const bound = given.map((column, index) => {
    const value = column === table.rowid ? rowid : values[index]!
    return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value
  })
  try {
    target
      .prepare(
        `insert or ignore into "${name}" (${given.map((column) => `"${column}"`).join()}) values (${given.map(() => '?').join()})`,
      )
      .run(...bound)
    return true
  } catch (error) {
    // It contradicts the columns of the table.
    if (error instanceof Database.SqliteError && /^SQLITE_(CONSTRAINT|MISMATCH)/.test(error.code)) return false
    throw error
  }
}

async function isContent(hash: SqliteValue | undefined, content: SqliteValue | undefined): Promise<boolean> {
  if (!Buffer.isBuffer(content)) return false
  return typeof hash === 'string' && unpack({ hash: Buffer.from(hash, 'hex'), content }) !== null
}

/** All rows of a tree, in any order. What can't be read is told: a page, or how many rows of one. */
function* walk(
  file: PageFile,
  root: number,
  tell: (lost: { readonly damaged: number | null }) => void,
  seen = new Set<number>(),
): Generator<Row> {
  const open = [root]
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (seen.has(number)) continue
    seen.add(number)
    const page = file.page(number)
    if (!page) {
      tell({ damaged: null })
      continue
    }
    if (page.damaged > 0) tell({ damaged: page.damaged })
    open.push(...page.children)
    yield* page.rows
  }
}
