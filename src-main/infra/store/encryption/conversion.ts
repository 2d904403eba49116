import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { listCopies, readAll } from '../copies.ts'
import { copyDatabase, type CopySteps } from '../copy-database.ts'
import { replaceBy, requireAlone, sweepLeftovers } from '../replacement.ts'
import { storageFailure } from '../storage-failure.ts'
import { connect, formOf, type StoreKey } from './connection.ts'

const suffix = '.converting'

/**
 * Encrypts the database with a key, or decrypts it, and does the same with everything of it that lies beside it. Nothing
 * may have it open. Each file is replaced by a whole one at once, so at any moment each is either as before or done.
 *
 * @param from the key so far; null if it was clear text
 * @param to the new key; null for clear text
 * @throws Failure `busy` if a program has it open, `storage` if it can't be read or written
 */
export async function convertDatabase(
  folder: string,
  from: StoreKey | null,
  to: StoreKey | null,
  steps: CopySteps,
): Promise<void> {
  const file = join(folder, 'atlas.db')
  sweepLeftovers(folder)
  try {
    // What an interrupted conversion has done stays done.
    if (formOf(file) === (from === null ? 'clear' : 'encrypted')) {
      requireAlone(folder, from)
      foldLog(file, from)
      await convert(file, from, to, steps)
    }
    await convertBeside(folder, from, to, steps.breathe)
  } catch (error) {
    rmSync(file + suffix, { force: true })
    throw storageFailure(error)
  }
}

/** Converts what an interrupted conversion left as it was before: daily copies, and copies of an earlier schema. */
export async function convertBeside(
  folder: string,
  from: StoreKey | null,
  to: StoreKey | null,
  breathe: () => Promise<void>,
): Promise<void> {
  const before = from === null ? 'clear' : 'encrypted'
  for (const path of copiesOf(folder)) {
    rmSync(path + suffix, { force: true })
    if (formOf(path) !== before) continue
    try {
      await convert(path, from, to, { breathe })
    } catch {
      // It stays as it is: a damaged copy may be all that is left of something. `clearTextIn` names it.
      rmSync(path + suffix, { force: true })
    }
  }
}

/** Files of the data folder that still show their content although the database is encrypted: below the data folder. */
export const clearTextIn = (folder: string): string[] => filesOf(folder, 'clear')

/** Databases in the data folder, also in `replaced-…`, that nobody can read without the key. */
export const encryptedIn = (folder: string): string[] => filesOf(folder, 'encrypted')

function filesOf(folder: string, form: 'clear' | 'encrypted'): string[] {
  if (!existsSync(folder)) return []
  const replaced = readdirSync(folder)
    .filter((name) => name.startsWith('replaced-'))
    .map((name) => join(folder, name, 'atlas.db'))
  return [join(folder, 'atlas.db'), ...copiesOf(folder), ...replaced]
    .filter((path) => formOf(path) === form)
    .map((path) => relative(folder, path))
}

function copiesOf(folder: string): string[] {
  if (!existsSync(folder)) return []
  return [
    ...listCopies(folder).map(({ name }) => join(folder, 'copies', name)),
    ...readdirSync(folder)
      .filter((name) => /^atlas\.db\.before-schema-\d+$/.test(name))
      .map((name) => join(folder, name)),
  ]
}

/** Carries the write-ahead log into the database, and leaves none. */
export function foldLog(file: string, key: StoreKey | null): void {
  const database = connect(file, key)
  try {
    database.pragma('wal_checkpoint(TRUNCATE)')
    database.pragma('journal_mode = DELETE')
  } finally {
    database.close()
  }
}

async function convert(file: string, from: StoreKey | null, to: StoreKey | null, steps: CopySteps): Promise<void> {
  const converted = file + suffix
  rmSync(converted, { force: true })
  await replaceBy(file, from, converted, async () => {
    await copyDatabase({ file, key: from }, { file: converted, key: to }, steps)
    await readAll({ file: converted, key: to }, steps.breathe)
  })
}
