import { closeSync, openSync, readSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'

/** The key of an encrypted database: 32 bytes, in hexadecimal digits. */
export type StoreKey = string

/** AEGIS-256 (RFC draft-irtf-cfrg-aegis-aead): each page has a tag, so a changed one can't be read as something else. */
const cipher = 'aegis'

/**
 * Of a new file, in bytes. SQLite's default of 4,096 leaves more room empty in each of a hundred tables and indexes
 * (SQLite docs: PRAGMA page_size). A file keeps the size that it has.
 */
const pageSize = 2_048

/** How a database file that isn't encrypted begins (SQLite docs: Database File Format, 1.3.1). */
const clearHeader = Buffer.from('SQLite format 3\0')

/**
 * Opens a database file, encrypted with a key or as clear text without one. SQLite doesn't look at the key before the
 * first query, and then a wrong one is `SQLITE_NOTADB`.
 */
export function connect(file: string, key: StoreKey | null, options: Database.Options = {}): Database.Database {
  const database = new Database(file, options)
  try {
    if (options.readonly !== true) database.pragma(`page_size = ${pageSize}`)
    // Without a key too: a database that is attached later has this cipher.
    database.pragma(`cipher = '${cipher}'`)
    if (key !== null) {
      database.pragma(`key = "${rawKey(key)}"`)
      // Temporary files aren't encrypted (SQLite3 Multiple Ciphers docs: limitations).
      database.pragma('temp_store = MEMORY')
    }
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Attaches a database file to an open one. */
export function attach(database: Database.Database, file: string, name: string, key: StoreKey | null): void {
  database.prepare(`attach ? as "${name}" key ?`).run(file, key === null ? '' : rawKey(key))
}

/** A raw key needs no derivation (SQLite3 Multiple Ciphers docs: `PRAGMA key`). */
const rawKey = (key: StoreKey): string => `x'${key}'`

/** What a database file is by its first bytes. A damaged header looks like an encrypted one. */
export function formOf(file: string): 'missing' | 'clear' | 'encrypted' {
  const found = statSync(file, { throwIfNoEntry: false })
  // Opening a folder says why it can't be used.
  if (found?.isDirectory()) return 'clear'
  if ((found?.size ?? 0) === 0) return 'missing'
  const descriptor = openSync(file, 'r')
  try {
    const header = Buffer.alloc(clearHeader.length)
    readSync(descriptor, header, 0, header.length, 0)
    return header.equals(clearHeader) ? 'clear' : 'encrypted'
  } finally {
    closeSync(descriptor)
  }
}
