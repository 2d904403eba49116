import type { Kysely } from 'kysely'
import type { TokenCacheRepository } from '#app/ports/tenants.ts'
import type { Schema } from '../schema/schema.ts'

export function tokenCacheRepository(db: Kysely<Schema>): TokenCacheRepository {
  return {
    async find(tenantId) {
      const row = await db
        .selectFrom('token_caches')
        .select('sealed')
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst()
      return row?.sealed ?? null
    },
    async save(tenantId, sealed, at) {
      const values = { sealed: Buffer.from(sealed), saved_at: at }
      await db
        .insertInto('token_caches')
        .values({ tenant_id: tenantId, ...values })
        .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(values))
        .execute()
    },
    async remove(tenantId) {
      await db.deleteFrom('token_caches').where('tenant_id', '=', tenantId).execute()
    },
  }
}
