import Database from 'better-sqlite3'
import { failure, Failure } from '#contract/errors.ts'
import { words } from './words.ts'

/** What happened, by the start of SQLite's own code (SQLite docs: Result and Error Codes). */
const sentences: readonly (readonly [code: string, sentence: (typeof words.storage)[keyof typeof words.storage]])[] = [
  ['SQLITE_CORRUPT', words.storage.damaged],
  ['SQLITE_NOTADB', words.storage.noDatabase],
  ['SQLITE_FULL', words.storage.full],
  // A disk that is full can also fail in the middle of a write.
  ['SQLITE_IOERR', words.storage.failing],
  ['SQLITE_READONLY', words.storage.readOnly],
  ['SQLITE_PERM', words.storage.readOnly],
  ['SQLITE_CANTOPEN', words.storage.readOnly],
  ['SQLITE_BUSY', words.storage.inUse],
  ['SQLITE_LOCKED', words.storage.inUse],
]

/** Whether SQLite said that a file is damaged, and not that it can't be read now. */
export function saysDamaged(error: unknown): boolean {
  const cause = error instanceof Failure ? error.cause : error
  return cause instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(cause.code)
}

/** An error of SQLite that says something about the disk or the file as a `storage` failure. All others as they are. */
export function storageFailure(error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof Database.SqliteError)) return error
  const sentence = sentences.find(([code]) => error.code.startsWith(code))?.[1]
  return sentence ? failure('storage', sentence, { cause: error }) : error
}
