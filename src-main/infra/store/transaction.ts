import type { Kysely } from 'kysely'
import type { Schema } from './schema/schema.ts'

/**
 * Runs the work in a transaction: in the one that is open already, or in a new one. SQLite has one connection here, so
 * work inside must use the database that it is given: the outer one waits for the end of the transaction.
 */
export function inTransaction<T>(db: Kysely<Schema>, work: (transaction: Kysely<Schema>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}
