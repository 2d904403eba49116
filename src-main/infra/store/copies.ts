import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { failure } from '#contract/errors.ts'
import { copyDatabase, type DatabaseFile } from './copy-database.ts'
import { connect } from './encryption/connection.ts'
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
const most = 3
const nameOfCopy = /^atlas-\d{4}-\d{2}-\d{2}\.db$/
const dayMs = 24 * 60 * 60 * 1000
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

/**
 * Copies the open database beside it, once a day, and keeps the last three copies. A copy in which a row can't be read
 * isn't kept, so a damaged database doesn't push whole copies out.
 *
 * @returns the name of the new copy; null if there is one of today
 * @throws Failure `storage` if there is too little room, or the database is damaged
 */
export async function keepDailyCopy(
  database: DatabaseFile,
  folder: string,
  now: Date,
  breathe: () => Promise<void>,
): Promise<string | null> {
  const name = `atlas-${now.toISOString().slice(0, 10)}.db`
  const path = join(folder, copiesFolder, name)
  if (existsSync(path)) return null
  mkdirSync(join(folder, copiesFolder), { recursive: true })
  sweep(folder, now)
  const { bavail, bsize } = statfsSync(folder)
  // A copy must not be what fills the disk.
  if (bavail * bsize < 3 * statSync(database.file).size) throw failure('storage', words.copies.noRoom)
  // An app that is being replaced may still be copying.
  const partial = `${path}.${crypto.randomUUID()}.partial`
  try {
    await copyDatabase(database, { file: partial, key: database.key }, { breathe })
    await readAll({ file: partial, key: database.key }, breathe)
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

/** Removes what a copy left that was cut off. */
function sweep(folder: string, now: Date): void {
  const path = join(folder, copiesFolder)
  for (const name of readdirSync(path))
    if (name.includes('.partial') && now.getTime() - statSync(join(path, name)).mtimeMs > dayMs)
      rmSync(join(path, name), { force: true })
}

/** Reads every row of every table. @throws if one can't be read */
export async function readAll({ file, key }: DatabaseFile, breathe: () => Promise<void>): Promise<void> {
  const database = connect(file, key, { readonly: true })
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
