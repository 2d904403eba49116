import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Failure } from '#contract/errors.ts'

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
    throw new Failure('busy', 'Another TenantAtlas works with this data folder.', {
      hint: 'Wait until it has ended, or close it.',
      cause: error,
    })
  }
  return {
    release() {
      if (!database.open) return
      database.exec('ROLLBACK')
      database.close()
    },
  }
}
