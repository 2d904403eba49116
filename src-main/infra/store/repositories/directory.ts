import type { Kysely } from 'kysely'
import type { DirectoryRepository } from '#app/ports/store.ts'
import type { Schema } from '../schema.ts'

export function directoryRepository(db: Kysely<Schema>): DirectoryRepository {
  return {
    async remember(tenantId, kind, entries, at) {
      await db.transaction().execute(async (transaction) => {
        for (const { id, name } of entries) {
          await transaction.insertInto('directory_names').values({ tenant_id: tenantId, kind, id, name, seen_at: at })
            .onConflict((conflict) => conflict.columns(['tenant_id', 'kind', 'id']).doUpdateSet({ name, seen_at: at })).execute()
        }
      })
    },
    async names(tenantId) {
      const rows = await db.selectFrom('directory_names').select(['kind', 'id', 'name']).where('tenant_id', '=', tenantId).execute()
      return new Map(rows.map((row) => [`${row.kind}/${row.id}`, row.name]))
    },
  }
}
