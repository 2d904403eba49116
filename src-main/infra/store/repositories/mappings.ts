import type { Kysely } from 'kysely'
import type { MappingRepository } from '#app/ports/mappings.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'

export function mappingRepository(db: Kysely<Schema>): MappingRepository {
  return {
    async find(sourceTenantId, targetTenantId) {
      const rows = await db
        .selectFrom('mappings')
        .select(['key', 'target'])
        .where('source_tenant_id', '=', sourceTenantId)
        .where('target_tenant_id', '=', targetTenantId)
        .execute()
      return new Map(rows.map((row) => [row.key, row.target]))
    },
    async save(sourceTenantId, targetTenantId, choices, at) {
      await inTransaction(db, async (transaction) => {
        for (const [key, target] of choices) {
          await transaction
            .insertInto('mappings')
            .values({ source_tenant_id: sourceTenantId, target_tenant_id: targetTenantId, key, target, saved_at: at })
            .onConflict((conflict) =>
              conflict.columns(['source_tenant_id', 'target_tenant_id', 'key']).doUpdateSet({ target, saved_at: at }),
            )
            .execute()
        }
      })
    },
    async forget(sourceTenantId, targetTenantId, key) {
      const pair = db
        .deleteFrom('mappings')
        .where('source_tenant_id', '=', sourceTenantId)
        .where('target_tenant_id', '=', targetTenantId)
      await (key === undefined ? pair : pair.where('key', '=', key)).execute()
    },
  }
}
