import type { Kysely } from 'kysely'
import type { Schema } from './schema/schema.ts'

/**
 * Runs the work in the open transaction or in a new one. There is only one SQLite connection, so the work must use the
 * given database, because the outer one waits for the end of the transaction.
 */
export function inTransaction<T>(db: Kysely<Schema>, work: (transaction: Kysely<Schema>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}
