import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { failure } from '#contract/errors.ts'
import type { IntegrityRepository, Store } from '#app/ports/store.ts'
import { makeOwnFolder } from '../system/owner-only.ts'
import { BreathingDialect } from './breathing-dialect.ts'
import { keepDailyCopy, listCopies } from './copies.ts'
import { connect, formOf, type StoreKey } from './encryption/connection.ts'
import { convertBeside } from './encryption/conversion.ts'
import { migrate } from './migrate.ts'
import { finishReplacement } from './replacement.ts'
import { integrityRepository } from './repositories/integrity.ts'
import { createStoreCache } from './repositories/versions.ts'
import { createStore } from './store.ts'
import type { Schema } from './schema/schema.ts'
import { keepingStatements } from './statements.ts'
import { storageFailure } from './storage-failure.ts'
import { copyBeforeUpdate } from './update.ts'
import { words } from './words.ts'

/** An open store and what ends it. */
export interface OpenStore {
  readonly store: Store
  /** Keeps a copy of today, if there is none. @returns its name. @throws Failure `storage` */
  keepCopy(now: Date): Promise<string | null>
  close(): Promise<void>
}

/**
 * Opens the database in a data folder, migrated to the newest schema.
 *
 * @param breathe lets other work have its turn, if that is due
 * @param key of an encrypted database; a new database gets it too
 * @throws Failure `badInput` if the folder can't be made, `storage` if the file can't be used, `damaged` if a newer
 * TenantAtlas wrote it
 */
export function openStore(
  folder: string,
  newId: () => string,
  breathe: () => Promise<void> = () => Promise.resolve(),
  key: StoreKey | null = null,
): OpenStore {
  const file = join(folder, 'atlas.db')
  try {
    // One that is there stays as its owner wants it.
    makeOwnFolder(folder)
    finishReplacement(folder)
  } catch (error) {
    throw failure('badInput', words.unusable(folder), { cause: error })
  }
  // An empty database would take the place of what was there, and its copies those of it.
  if (formOf(file) === 'missing' && listCopies(folder).length > 0) throw failure('storage', words.storage.gone)
  const database = openDatabase(file, key)
  const db = new Kysely<Schema>({ dialect: new BreathingDialect({ database: keepingStatements(database) }, breathe) })
  const closed = new AbortController()
  let copying: Promise<unknown> = Promise.resolve()
  const inTurns = (): Promise<void> => {
    closed.signal.throwIfAborted()
    return breathe()
  }
  async function copyInTurns(now: Date): Promise<string | null> {
    // What an interrupted conversion left as clear text.
    if (key !== null) await convertBeside(folder, null, key, inTurns)
    return keepDailyCopy({ file, key }, folder, now, inTurns)
  }
  const asked = integrityRepository({ file, key }, inTurns)
  const integrity: IntegrityRepository = {
    ...asked,
    copyInto(parent, name) {
      const copy = asked.copyInto(parent, name)
      copying = Promise.allSettled([copying, copy])
      return copy
    },
  }
  return {
    store: createStore(db, newId, integrity, createStoreCache(), breathe),
    keepCopy(now) {
      const copy = copyInTurns(now)
      copying = Promise.allSettled([copying, copy])
      return copy
    },
    async close() {
      // It has connections of its own, and would go on beside whatever comes next.
      closed.abort()
      await copying
      await db.destroy()
      // Kysely closes only what it has used.
      database.close()
    },
  }
}

/** Of pages that SQLite keeps. The system's own cache holds the rest of the file. */
const cacheKilobytes = 8_000

/** @throws Failure `storage` if SQLite can't use the file */
function openDatabase(file: string, key: StoreKey | null): Database.Database {
  let database: Database.Database | undefined
  try {
    database = connect(file, key, { timeout: 10_000 })
    const opened = database
    opened.pragma('journal_mode = WAL')
    // Sync at each commit, so that a power cut doesn't lose anything reported as done.
    opened.pragma('synchronous = FULL')
    opened.pragma('foreign_keys = ON')
    opened.pragma(`cache_size = -${cacheKilobytes}`)
    migrate(opened, copyBeforeUpdate(opened))
    return opened
  } catch (error) {
    database?.close()
    throw storageFailure(error)
  }
}
