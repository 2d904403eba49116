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
import { failure, Failure } from '#contract/errors.ts'
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
const dayMs = 24 * 60 * 60 * 1000
/** Pages to copy before the event loop has its turn. */
const pagesAtOnce = 1_000
/** How long a copy waits for the next page. */
const patienceMs = 2_000
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

/** How a copy and other work take turns. */
export interface CopyTurns {
  /** Lets other work have its turn, if that is due. */
  breathe(): Promise<void>
  /** Does something while no transaction is open. */
  exclusively(work: () => Promise<void>): Promise<void>
}

/**
 * Copies the open database beside it, once a day, and keeps the last three copies. A copy in which a row can't be read
 * isn't kept, so a damaged database doesn't push whole copies out.
 *
 * @returns the name of the new copy; null if there is one of today
 * @throws Failure `storage` if there is too little room, or the database is damaged
 */
export async function keepDailyCopy(
  database: Database.Database,
  folder: string,
  now: Date,
  { breathe, exclusively }: CopyTurns,
): Promise<string | null> {
  const name = nameOn(now)
  const path = join(folder, copiesFolder, name)
  if (existsSync(path)) return null
  mkdirSync(join(folder, copiesFolder), { recursive: true })
  sweep(folder, now)
  const { bavail, bsize } = statfsSync(folder)
  // A copy must not be what fills the disk.
  if (bavail * bsize < 3 * statSync(database.name).size) throw failure('storage', words.copies.noRoom)
  // An app that is being replaced may still be copying.
  const partial = `${path}.${crypto.randomUUID()}.partial`
  try {
    // A step that meets an open transaction copies nothing. Queries wait for a second for each few hundred megabytes.
    await exclusively(async () => void (await database.backup(partial, { progress: stopWhenStuck() })))
    // A backup that never got to its first page ends without a word.
    if (!existsSync(partial)) throw failure('storage', words.storage.inUse)
    // Otherwise each reader of the copy would leave files of a write-ahead log beside it.
    const copy = new Database(partial)
    copy.pragma('journal_mode = DELETE')
    copy.close()
    await readAll(partial, breathe)
    sync(partial)
    renameSync(partial, path)
  } catch (error) {
    rmSync(partial, { force: true })
    throw storageFailure(error)
  }
  // A copy of a day that hasn't come yet was made while the clock was wrong.
  const others = listCopies(folder)
    .map((copy) => copy.name)
    .filter((other) => other !== name)
  const oldest = [...others.filter((other) => other < name), ...others.filter((other) => other > name)]
  for (const old of oldest.slice(most - 1)) rmSync(join(folder, copiesFolder, old), { force: true })
  return name
}

const nameOn = (day: Date): string => `atlas-${day.toISOString().slice(0, 10)}.db`

/** SQLite waits for ever for a program that has locked the database, and every query would wait with it. */
function stopWhenStuck(): (progress: { readonly remainingPages: number }) => number {
  let [left, since] = [Infinity, performance.now()]
  return ({ remainingPages }) => {
    if (remainingPages < left) [left, since] = [remainingPages, performance.now()]
    else if (performance.now() - since > patienceMs) throw failure('storage', words.storage.inUse)
    return pagesAtOnce
  }
}

/** Removes what a copy left that was cut off. */
function sweep(folder: string, now: Date): void {
  const path = join(folder, copiesFolder)
  for (const name of readdirSync(path))
    if (name.includes('.partial') && now.getTime() - statSync(join(path, name)).mtimeMs > dayMs)
      rmSync(join(path, name), { force: true })
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
  requireAlone(folder)
  const partial = join(folder, partialName)
  try {
    await readAll(copy, () => Promise.resolve())
    copyFileSync(copy, partial)
    return putInPlace(folder, partial, now)
  } catch (error) {
    rmSync(partial, { force: true, recursive: true })
    throw notReplaced(error)
  }
}

/** Reads what is whole in a damaged database, and puts it in the place of the database, as `useCopy` does. */
export async function useSalvaged(
  folder: string,
  now: Date,
): Promise<{ readonly salvaged: Salvaged; readonly movedTo: string }> {
  requireAlone(folder)
  const partial = join(folder, partialName)
  rmSync(partial, { force: true, recursive: true })
  try {
    const salvaged = await salvage(folder, partial, () => Promise.resolve())
    return { salvaged, movedTo: putInPlace(folder, partial, now) }
  } catch (error) {
    rmSync(partial, { force: true, recursive: true })
    throw notReplaced(error)
  }
}

/** The system refused to copy or to move a file. */
function notReplaced(error: unknown): unknown {
  const told = storageFailure(error)
  return told instanceof Failure ? told : failure('storage', words.copies.notReplaced(String(told)), { cause: error })
}

const logs = ['atlas.db-wal', 'atlas.db-shm']

/** @returns the folder that the database was moved to */
function putInPlace(folder: string, partial: string, now: Date): string {
  sync(partial)
  const aside = moveAside(folder, ['atlas.db', ...logs], now)
  try {
    renameSync(partial, join(folder, 'atlas.db'))
  } catch (error) {
    for (const name of readdirSync(aside)) renameSync(join(aside, name), join(folder, name))
    throw error
  }
  return aside
}

/** A program that has the database open would go on writing to the one that is moved aside. @throws Failure `busy` */
function requireAlone(folder: string): void {
  const file = join(folder, 'atlas.db')
  if (!existsSync(file)) return
  const database = new Database(file, { timeout: 0 })
  try {
    // With a write-ahead log, every connection holds a lock on the file (SQLite docs: PRAGMA locking_mode).
    database.pragma('locking_mode = EXCLUSIVE')
    database.prepare('select count(*) from sqlite_schema').get()
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code))
      throw failure('busy', words.busy, { cause: error })
    // It is damaged, which is why it is replaced.
  } finally {
    database.close()
  }
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
