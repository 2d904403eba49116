import type Database from 'better-sqlite3'
import type { CheckedTable } from '#app/ports/store.ts'
import { saysDamaged } from '../storage-failure.ts'

/** What a store thread does with a connection of its own, by name. Each yields what there is to tell. */
export const jobs = {
  /** Asks SQLite about one table after the other (SQLite docs: PRAGMA integrity_check). */
  *checkTables(database: Database.Database): Generator<CheckedTable> {
    const names = database
      .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name`)
      .pluck()
      .all() as string[]
    for (const [index, table] of names.entries())
      yield { table, isWhole: isWhole(database, table), done: index + 1, of: names.length }
  },
} as const

export type Jobs = typeof jobs

function isWhole(database: Database.Database, table: string): boolean {
  try {
    const rows = database.prepare(`pragma integrity_check("${table}")`).pluck().all()
    return rows.length === 1 && rows[0] === 'ok'
  } catch (error) {
    if (saysDamaged(error)) return false
    throw error
  }
}
