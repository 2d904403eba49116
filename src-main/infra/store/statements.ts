import type Database from 'better-sqlite3'
import type { SqliteDatabase } from 'kysely'

/** Statements that are kept; lists of different lengths in `IN (…)` are different ones. */
const most = 500

/** The database with its statements kept: parsing them anew for each execution takes longer than most take to run. */
export function keepingStatements(database: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>()
  return {
    prepare(text) {
      const statement = kept.get(text) ?? database.prepare(text)
      // The one that was used last goes to the end; the first one is the one to let go.
      kept.delete(text)
      kept.set(text, statement)
      if (kept.size > most) kept.delete(kept.keys().next().value!)
      return statement
    },
    close: () => void database.close(),
  }
}
