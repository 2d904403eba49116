import type { Kysely } from 'kysely'
import type { DirectoryRepository } from '#app/ports/directory.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { readObject } from './json-column.ts'

export function directoryRepository(db: Kysely<Schema>): DirectoryRepository {
  return {
    async remember(tenantId, kind, entries, at) {
      await inTransaction(db, async (transaction) => {
        for (const entry of entries) {
          const { id, name } = entry
          const facts = entry.facts === undefined ? null : JSON.stringify(entry.facts)
          await transaction
            .insertInto('directory_names')
            .values({ tenant_id: tenantId, kind, id, name, seen_at: at, facts })
            .onConflict((conflict) =>
              conflict
                .columns(['tenant_id', 'kind', 'id'])
                .doUpdateSet({ name, seen_at: at, ...(facts === null ? {} : { facts }) }),
            )
            .execute()
        }
      })
    },
    async names(tenantId) {
      // An object can be in both. What was seen last comes last, and stays.
      const rows = await db
        .selectFrom('directory_names')
        .select(['kind', 'id', 'name', 'seen_at as at'])
        .where('tenant_id', '=', tenantId)
        .unionAll(
          db
            .selectFrom('policies')
            .select(['type as kind', 'external_id as id', 'name', 'last_seen_at as at'])
            .where('tenant_id', '=', tenantId),
        )
        .orderBy('at')
        .execute()
      return new Map(rows.map((row) => [`${row.kind}/${row.id}`, row.name]))
    },
    async facts(tenantId, kind) {
      const rows = await db
        .selectFrom('directory_names')
        .select(['id', 'facts'])
        .where('tenant_id', '=', tenantId)
        .where('kind', '=', kind)
        .where('facts', 'is not', null)
        .execute()
      return new Map(rows.map((row) => [row.id, readObject(row.facts ?? '{}')]))
    },
  }
}
