import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { failure } from '#contract/errors.ts'
import { words } from './words.ts'

/**
 * Takes the right to work with a data folder: one process runs jobs at a time. The lock is a transaction on a
 * small database of its own, so the operating system frees it when the process dies, however it dies.
 *
 * @throws Failure `busy` when another process holds it
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
