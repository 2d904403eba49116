import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { failure } from '#contract/errors.ts'
import type { Store } from '#app/ports/store.ts'
import { BreathingDialect } from './breathing-dialect.ts'
import { migrate } from './migrate.ts'
import { createStore } from './store.ts'
import type { Schema } from './schema/schema.ts'
import { keepingStatements } from './statements.ts'
import { words } from './words.ts'

/** An open store and what ends it. */
export interface OpenStore {
  readonly store: Store
  close(): Promise<void>
}

/**
 * Opens the database in a data folder, migrated to the newest schema.
 *
 * @param breathe lets other work have its turn, if that is due
 * @throws Failure if the folder can't be used or the file isn't a TenantAtlas database
 */
export function openStore(
  folder: string,
  newId: () => string,
  breathe: () => Promise<void> = () => Promise.resolve(),
): OpenStore {
  const file = join(folder, 'atlas.db')
  let database: Database.Database
  try {
    mkdirSync(folder, { recursive: true })
    database = new Database(file, { timeout: 10_000 })
    database.pragma('journal_mode = WAL')
  } catch (error) {
    throw failure('badInput', words.unusable(folder), { cause: error })
  }
  // Sync at each commit, so that a power cut doesn't lose anything reported as done.
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  migrate(database, (version) => keepCopy(database, `${file}.before-schema-${version + 1}`))
  const db = new Kysely<Schema>({ dialect: new BreathingDialect({ database: keepingStatements(database) }, breathe) })
  return { store: createStore(db, newId), close: () => db.destroy() }
}

/**
 * Copies the database with everything that is committed, also what is still in the write-ahead log. It is written under
 * another name first, so that an interrupted copy never looks complete. A copy of an earlier upgrade is replaced.
 *
 * @param copy the path of the copy
 */
function keepCopy(database: Database.Database, copy: string): void {
  const partial = `${copy}.partial`
  rmSync(partial, { force: true })
  database.prepare('VACUUM INTO ?').run(partial)
  const descriptor = openSync(partial, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(partial, copy)
}
