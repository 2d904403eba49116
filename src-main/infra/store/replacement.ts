import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { failure, Failure } from '#contract/errors.ts'
import { pathOfCopy, readAll } from './copies.ts'
import { connect, formOf, type StoreKey } from './encryption/connection.ts'
import { salvage, type Salvaged } from './salvage/salvage.ts'
import { storageFailure } from './storage-failure.ts'
import { syncFile } from './sync-file.ts'
import { words } from './words.ts'

/** What takes the place of the database is made here. */
const workingName = 'atlas.db.copying'
/** It has this name once it is whole, until it is in its place. */
const partialName = 'atlas.db.partial'

/**
 * Puts a copy in the place of the database, which nothing may have open. The database is moved aside with its
 * write-ahead log, and nothing is deleted.
 *
 * @param key of the database, if it is encrypted
 * @returns the folder that the database was moved to
 * @throws Failure `notFound` if there is no such copy, `storage` if it can't be read
 */
export async function useCopy(folder: string, name: string, now: Date, key: StoreKey | null = null): Promise<string> {
  const copy = pathOfCopy(folder, name)
  if (copy === null) throw failure('notFound', words.copies.noCopy(name))
  requireAlone(folder, key)
  const working = join(folder, workingName)
  try {
    await readAll({ file: copy, key: formOf(copy) === 'clear' ? null : key }, () => Promise.resolve())
    copyFileSync(copy, working)
    return putInPlace(folder, working, now)
  } catch (error) {
    rmSync(working, { force: true, recursive: true })
    throw notReplaced(error)
  }
}

/** Reads what is whole in a damaged database, and puts it in the place of the database, as `useCopy` does. */
export async function useSalvaged(
  folder: string,
  now: Date,
  key: StoreKey | null = null,
): Promise<{ readonly salvaged: Salvaged; readonly movedTo: string }> {
  requireAlone(folder, key)
  sweepLeftovers(folder)
  const working = join(folder, workingName)
  try {
    const salvaged = await salvage(folder, working, () => Promise.resolve(), key)
    return { salvaged, movedTo: putInPlace(folder, working, now) }
  } catch (error) {
    rmSync(working, { force: true, recursive: true })
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
function putInPlace(folder: string, working: string, now: Date): string {
  const partial = join(folder, partialName)
  syncFile(working)
  renameSync(working, partial)
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
export function requireAlone(folder: string, key: StoreKey | null): void {
  const file = join(folder, 'atlas.db')
  if (!existsSync(file)) return
  const database = connect(file, formOf(file) === 'clear' ? null : key, { timeout: 0 })
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

/** Names that something unfinished has: a copy, a salvage, an upgrade or a conversion. */
const isLeftover = (name: string): boolean =>
  /^atlas\.db\.(copying|partial|converting)|\.(partial|converting)(-journal)?$/.test(name)

/**
 * Removes what was begun and never ended. It can be clear text of an encrypted database. Only for whoever has the work
 * lock: otherwise it may be what another process is making.
 */
export function sweepLeftovers(folder: string): void {
  finishReplacement(folder)
  for (const below of ['', 'copies']) {
    const path = join(folder, below)
    if (!existsSync(path)) continue
    for (const name of readdirSync(path))
      if (isLeftover(name)) rmSync(join(path, name), { force: true, recursive: true })
  }
}

function moveAside(folder: string, names: readonly string[], now: Date): string {
  const aside = join(folder, `replaced-${now.toISOString().replaceAll(/[:.]/g, '-')}`)
  mkdirSync(aside)
  for (const name of names) if (existsSync(join(folder, name))) renameSync(join(folder, name), join(aside, name))
  return aside
}

/**
 * Makes a file that takes the place of a database, while nobody else can write to that. The database has no write-ahead
 * log, and gets none meanwhile: the change to one needs the whole file.
 *
 * @throws Failure `busy` if a program opened it in the last moment
 */
export async function replaceBy(
  file: string,
  key: StoreKey | null,
  by: string,
  make: () => Promise<void>,
): Promise<void> {
  const hold = connect(file, key, { readonly: true, timeout: 0 })
  try {
    hold.exec('begin')
    hold.prepare('select count(*) from sqlite_schema').get()
    await make()
    // The log of another database would be carried into the new one.
    if (existsSync(`${file}-wal`)) throw failure('busy', words.busy)
  } finally {
    // Windows replaces no file that is open.
    hold.close()
  }
  renameSync(by, file)
}
