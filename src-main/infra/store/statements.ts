import type Database from 'better-sqlite3'
import type { SqliteDatabase } from 'kysely'

/** Number of cached statements. Lists with different lengths in `IN (…)` are different statements. */
const most = 500

/**
 * A transaction takes the writer's place at once. One that reads first and writes later would fail as soon as another
 * process commits in between, and SQLite doesn't wait for that (`SQLITE_BUSY_SNAPSHOT`).
 */
const immediately = 'begin immediate'

/** The database with cached statements, because parsing a statement takes longer than running most of them. */
export function keepingStatements(database: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>()
  return {
    prepare(sent) {
      const text = sent === 'begin' ? immediately : sent
      const statement = kept.get(text) ?? database.prepare(text)
      // The most recently used statement moves to the end, and the first one is removed.
      kept.delete(text)
      kept.set(text, statement)
      if (kept.size > most) kept.delete(kept.keys().next().value!)
      return statement
    },
    close: () => void database.close(),
  }
}
