import type { Kysely } from 'kysely'
import type { ReplacementRepository } from '#app/ports/replacements.ts'
import type { Schema } from '../schema/schema.ts'

export function replacementRepository(db: Kysely<Schema>): ReplacementRepository {
  return {
    async list(sourceTenantId, targetTenantId) {
      const rows = await db
        .selectFrom('replacements')
        .select(['kind', 'source_id', 'old_id', 'new_id'])
        .where('source_tenant_id', '=', sourceTenantId)
        .where('target_tenant_id', '=', targetTenantId)
        .execute()
      return rows.map((row) => ({ kind: row.kind, sourceId: row.source_id, oldId: row.old_id, newId: row.new_id }))
    },
    async record(sourceTenantId, targetTenantId, { kind, sourceId, oldId, newId }, at) {
      const values = { old_id: oldId, new_id: newId, replaced_at: at }
      await db
        .insertInto('replacements')
        .values({
          source_tenant_id: sourceTenantId,
          target_tenant_id: targetTenantId,
          kind,
          source_id: sourceId,
          ...values,
        })
        .onConflict((conflict) =>
          conflict.columns(['source_tenant_id', 'target_tenant_id', 'kind', 'source_id']).doUpdateSet(values),
        )
        .execute()
    },
  }
}
