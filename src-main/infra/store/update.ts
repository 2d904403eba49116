import { renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { connect, formOf, type StoreKey } from './encryption/connection.ts'
import { isOutdated } from './migrate.ts'
import { syncFile } from './sync-file.ts'

/** A smaller database is updated while it is opened, which takes less than a second. */
const smallBytes = 30_000_000

/**
 * Whether a database is from an earlier version and so large that its update takes a while. One that can't be opened
 * isn't: opening it says why.
 */
export function isUpdateDue(folder: string, key: StoreKey | null, largeFrom = smallBytes): boolean {
  const file = join(folder, 'atlas.db')
  if (formOf(file) === 'missing' || statSync(file).size < largeFrom) return false
  let database: Database.Database | undefined
  try {
    database = connect(file, key, { readonly: true })
    return isOutdated(database)
  } catch {
    return false
  } finally {
    database?.close()
  }
}

/**
 * Makes a copy before an update, with everything that is committed, also what is still in the write-ahead log. It is
 * written under another name first, so that an interrupted copy never looks complete. A copy of an earlier update is
 * replaced.
 */
export const copyBeforeUpdate =
  (database: Database.Database) =>
  (version: number): void => {
    const copy = `${database.name}.before-schema-${version + 1}`
    // Another process may be making one, too.
    const partial = `${copy}.${crypto.randomUUID()}.partial`
    try {
      database.prepare('VACUUM INTO ?').run(partial)
      syncFile(partial)
      renameSync(partial, copy)
    } catch (error) {
      rmSync(partial, { force: true })
      throw error
    }
  }
