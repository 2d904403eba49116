import { sql, type Kysely } from 'kysely'
import type { IntegrityRepository } from '#app/ports/store.ts'
import type { Schema } from '../schema/schema.ts'
import { saysDamaged } from '../storage-failure.ts'

/** What SQLite says about its own file. */
export const integrityRepository = (db: Kysely<Schema>): IntegrityRepository => ({
  saysDamaged,
  async tables() {
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name
    `.execute(db)
    return rows.map(({ name }) => name)
  },
  async isWhole(table) {
    try {
      // One table at a time, so that other work has its turn (SQLite docs: PRAGMA integrity_check).
      const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(${sql.table(table)})`.execute(db)
      return rows.length === 1 && rows[0]!.integrity_check === 'ok'
    } catch (error) {
      if (saysDamaged(error)) return false
      throw error
    }
  },
})
