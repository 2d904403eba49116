import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { failure } from '#contract/errors.ts'
import type { Store } from '#app/ports/store.ts'
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
 * @throws Failure if the folder can't be used or the file isn't a TenantAtlas database
 */
export function openStore(folder: string, newId: () => string): OpenStore {
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
  migrate(database, (version) => {
    database.pragma('wal_checkpoint(TRUNCATE)')
    keepCopy(file, `${file}.before-schema-${version + 1}`)
  })
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: keepingStatements(database) }) })
  return { store: createStore(db, newId), close: () => db.destroy() }
}

/**
 * Copies the database under another name first, so that an interrupted copy never looks complete.
 *
 * @param copy the path of the copy; an existing copy stays
 */
function keepCopy(file: string, copy: string): void {
  if (existsSync(copy)) return
  const partial = `${copy}.partial`
  copyFileSync(file, partial)
  const descriptor = openSync(partial, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(partial, copy)
}
