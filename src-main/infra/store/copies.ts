import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { failure } from '#contract/errors.ts'
import { storageFailure } from './storage-failure.ts'
import { syncFile } from './sync-file.ts'
import { words } from './words.ts'

/** A copy of the database, of one day. */
export interface StoreCopy {
  /** `atlas-2026-11-29.db` */
  readonly name: string
  /** Bytes. */
  readonly size: number
}

const copiesFolder = 'copies'
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

/** The path of a copy; null if there is none of this name. */
export function pathOfCopy(folder: string, name: string): string | null {
  const path = join(folder, copiesFolder, name)
  return nameOfCopy.test(name) && existsSync(path) ? path : null
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
  const name = `atlas-${now.toISOString().slice(0, 10)}.db`
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
    syncFile(partial)
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

/** Reads every row of every table. @throws if one can't be read */
export async function readAll(path: string, breathe: () => Promise<void>): Promise<void> {
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
