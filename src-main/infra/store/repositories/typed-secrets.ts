import type { Kysely } from 'kysely'
import type { TypedSecretRepository } from '#app/ports/typed-secrets.ts'
import type { Schema } from '../schema/schema.ts'

export function typedSecretRepository(db: Kysely<Schema>): TypedSecretRepository {
  return {
    async list(tenantId, versionId) {
      const rows = await db
        .selectFrom('typed_secrets')
        .select(['pointer', 'sealed'])
        .where('tenant_id', '=', tenantId)
        .where('version_id', '=', versionId)
        .execute()
      return rows.map(({ pointer, sealed }) => ({ versionId, pointer, sealed }))
    },
    async save(tenantId, { versionId, pointer, sealed }, at) {
      const stored = { sealed: sealed === null ? null : Buffer.from(sealed), typed_at: at }
      await db
        .insertInto('typed_secrets')
        .values({ tenant_id: tenantId, version_id: versionId, pointer, ...stored })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'version_id', 'pointer']).doUpdateSet(stored))
        .execute()
    },
    async forget(tenantId, versionId, pointer) {
      await db
        .deleteFrom('typed_secrets')
        .where('tenant_id', '=', tenantId)
        .where('version_id', '=', versionId)
        .where('pointer', '=', pointer)
        .execute()
    },
    async remove(tenantId, versionIds) {
      for (const versionId of versionIds)
        await db
          .deleteFrom('typed_secrets')
          .where('tenant_id', '=', tenantId)
          .where('version_id', '=', versionId)
          .execute()
    },
    async removeBefore(at) {
      await db.deleteFrom('typed_secrets').where('typed_at', '<', at).execute()
    },
  }
}
