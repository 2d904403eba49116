import { existsSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { failure } from '#contract/errors.ts'
import type { StorageUsage } from '#contract/model/storage.ts'
import { copyDatabase, type CopySteps, type DatabaseFile } from './copy-database.ts'
import { formOf } from './encryption/connection.ts'
import { storageFailure } from './storage-failure.ts'
import { inThread } from './thread/in-thread.ts'
import { words } from './words.ts'

/**
 * Copies a database to a file, of one moment, also while the app works with it, and checks the copy.
 *
 * @param to a file that isn't there yet; it is removed if it isn't whole
 * @throws Failure `storage` if the database can't be read, or the copy is damaged
 */
export async function backUp(from: DatabaseFile, to: DatabaseFile, steps: CopySteps): Promise<void> {
  requireThere(from.file)
  try {
    await copyDatabase(from, to, steps)
    const damaged: string[] = []
    for await (const { table, isWhole } of inThread(to, 'checkTables', steps.breathe)) if (!isWhole) damaged.push(table)
    if (damaged.length > 0) throw failure('storage', words.damagedCopy(damaged))
  } catch (error) {
    rmSync(to.file, { force: true })
    throw storageFailure(error)
  }
}

/** @throws Failure `badInput` if something is there already, or its folder isn't */
export function requireNewFile(file: string): void {
  if (!statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory())
    throw failure('badInput', words.noFolder(dirname(file)))
  if (existsSync(file)) throw failure('badInput', words.isThere(file))
}

/** SQLite would make an empty one. @throws Failure `notFound` */
function requireThere(file: string): void {
  if (formOf(file) === 'missing') throw failure('notFound', words.noDatabase(dirname(file)))
}

/** What takes how much room in a database. @throws Failure `storage` */
export async function usageOf(database: DatabaseFile): Promise<StorageUsage> {
  requireThere(database.file)
  for await (const usage of inThread(database, 'usage', () => Promise.resolve())) return usage
  throw new Error('The thread measured nothing.')
}
