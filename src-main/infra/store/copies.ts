import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { failure } from '#contract/errors.ts'
import { salvage, type Salvaged } from './salvage/salvage.ts'
import { storageFailure } from './storage-failure.ts'
import { words } from './words.ts'

/** A copy of the database, of one day. */
export interface StoreCopy {
  /** `atlas-2026-11-29.db` */
  readonly name: string
  /** Bytes. */
  readonly size: number
}

const copiesFolder = 'copies'
const partialName = 'atlas.db.partial'
const most = 3
const nameOfCopy = /^atlas-\d{4}-\d{2}-\d{2}\.db$/
/** Rows to read before other work has its turn. */
const slice = 200

/** The copies of a data folder, newest first. */
export function listCopies(folder: string): StoreCopy[] {
  const path = join(folder, copiesFolder)
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter((name) => nameOfCopy.test(name))
    .toSorted()
    .toReversed()
    .map((name) => ({ name, size: statSync(join(path, name)).size }))
}

/**
 * Copies the open database beside it, once a day, and keeps the last three copies that could be read from beginning to
 * end. A damaged database therefore never replaces a whole copy.
 *
 * @param breathe lets other work have its turn, if that is due
 * @returns the name of the new copy; null if there is one of today
 * @throws Failure `storage` if there is too little room, or the database is damaged
 */
export async function keepDailyCopy(
  database: Database.Database,
  folder: string,
  now: Date,
  breathe: () => Promise<void>,
): Promise<string | null> {
  const name = `atlas-${now.toISOString().slice(0, 10)}.db`
  const path = join(folder, copiesFolder, name)
  if (existsSync(path)) return null
  const partial = `${path}.partial`
  mkdirSync(join(folder, copiesFolder), { recursive: true })
  const { bavail, bsize } = statfsSync(folder)
  // A copy must not be what fills the disk.
  if (bavail * bsize < 3 * statSync(database.name).size) throw failure('storage', words.copies.noRoom)
  try {
    rmSync(partial, { force: true })
    await database.backup(partial)
    await readAll(partial, breathe)
    sync(partial)
    renameSync(partial, path)
  } catch (error) {
    rmSync(partial, { force: true })
    throw storageFailure(error)
  }
  for (const { name: old } of listCopies(folder).slice(most)) rmSync(join(folder, copiesFolder, old), { force: true })
  return name
}

/**
 * Puts a copy in the place of the database, which nothing may have open. The database is moved aside with its
 * write-ahead log, and nothing is deleted.
 *
 * @returns the folder that the database was moved to
 * @throws Failure `notFound` if there is no such copy, `storage` if it can't be read
 */
export async function useCopy(folder: string, name: string, now: Date): Promise<string> {
  const copy = join(folder, copiesFolder, name)
  if (!nameOfCopy.test(name) || !existsSync(copy)) throw failure('notFound', words.copies.noCopy(name))
  const partial = join(folder, partialName)
  try {
    await readAll(copy, () => Promise.resolve())
    copyFileSync(copy, partial)
    return putInPlace(folder, partial, now)
  } catch (error) {
    throw storageFailure(error)
  }
}

/** Reads what is whole in a damaged database, and puts it in the place of the database, as `useCopy` does. */
export async function useSalvaged(
  folder: string,
  now: Date,
): Promise<{ readonly salvaged: Salvaged; readonly movedTo: string }> {
  const partial = join(folder, partialName)
  rmSync(partial, { force: true })
  try {
    const salvaged = await salvage(folder, partial, () => Promise.resolve())
    return { salvaged, movedTo: putInPlace(folder, partial, now) }
  } catch (error) {
    rmSync(partial, { force: true })
    throw storageFailure(error)
  }
}

const logs = ['atlas.db-wal', 'atlas.db-shm']

/** @returns the folder that the database was moved to */
function putInPlace(folder: string, partial: string, now: Date): string {
  sync(partial)
  const aside = moveAside(folder, ['atlas.db', ...logs], now)
  renameSync(partial, join(folder, 'atlas.db'))
  return aside
}

/**
 * Ends a replacement that was cut off. Once the database is moved aside, what takes its place is whole. Without this, the
 * next start would make an empty database.
 */
export function finishReplacement(folder: string): void {
  const [file, partial] = [join(folder, 'atlas.db'), join(folder, partialName)]
  if (existsSync(file) || !existsSync(partial)) return
  // A log of the database before would be carried into the new one.
  if (logs.some((name) => existsSync(join(folder, name)))) moveAside(folder, logs, new Date())
  renameSync(partial, file)
}

function moveAside(folder: string, names: readonly string[], now: Date): string {
  const aside = join(folder, `replaced-${now.toISOString().replaceAll(/[:.]/g, '-')}`)
  mkdirSync(aside)
  for (const name of names) if (existsSync(join(folder, name))) renameSync(join(folder, name), join(aside, name))
  return aside
}

/** Reads every row of every table. @throws if one can't be read */
async function readAll(path: string, breathe: () => Promise<void>): Promise<void> {
  const database = new Database(path, { readonly: true })
  try {
    const tables = database.prepare(
      `select name from sqlite_schema where type = 'table' and sql not like 'create virtual%'`,
    )
    for (const name of tables.pluck().all() as string[]) {
      let read = 0
      for (const _row of database.prepare(`select * from "${name}"`).raw().iterate())
        if ((read += 1) % slice === 0) await breathe()
    }
  } finally {
    database.close()
  }
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
