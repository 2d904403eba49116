import { join } from 'node:path'
import Database from 'better-sqlite3'
import { failure } from '#contract/errors.ts'
import { makeOwnFolder } from '../system/owner-only.ts'
import { storageFailure } from './storage-failure.ts'
import { words } from './words.ts'

/**
 * Takes the work lock of a data folder, so that only one process works on runs. The lock is a transaction on a separate
 * small database, so the operating system releases it however the process ends.
 *
 * @throws Failure `busy` if another process has the lock, `badInput` if the folder can't be made, `storage` if the disk
 * can't be used
 */
export function takeWorkLock(folder: string): { release(): void } {
  try {
    makeOwnFolder(folder)
  } catch (error) {
    throw failure('badInput', words.unusable(folder), { cause: error })
  }
  let database: Database.Database | undefined
  try {
    database = new Database(join(folder, 'work.lock'), { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database?.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw failure('busy', words.busy, { cause: error })
    throw storageFailure(error)
  }
  const lock = database
  return {
    release() {
      if (!lock.open) return
      lock.exec('ROLLBACK')
      lock.close()
    },
  }
}
