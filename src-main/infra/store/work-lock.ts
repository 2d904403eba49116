import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { failure } from '#contract/errors.ts'
import { words } from './words.ts'

/**
 * Takes the work lock of a data folder, so that only one process works on runs. The lock is a transaction on a separate
 * small database, so the operating system releases it however the process ends.
 *
 * @throws Failure `busy` if another process has the lock
 */
export function takeWorkLock(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true })
  const database = new Database(join(folder, 'work.lock'), { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    throw failure('busy', words.busy, { cause: error })
  }
  return {
    release() {
      if (!database.open) return
      database.exec('ROLLBACK')
      database.close()
    },
  }
}
