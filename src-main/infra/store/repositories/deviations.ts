import type { Kysely, Selectable } from 'kysely'
import type { DeviationRepository, DeviationRow } from '#app/ports/deviations.ts'
import type { Schema } from '../schema/schema.ts'

const toRow = (row: Selectable<Schema['deviations']>): DeviationRow => ({
  id: row.id,
  tenantId: row.tenant_id,
  settingId: row.setting_id,
  key: row.key,
  reason: row.reason,
  owner: row.owner,
  until: row.until,
  createdAt: row.created_at,
})

export function deviationRepository(db: Kysely<Schema>): DeviationRepository {
  return {
    async list(tenantId) {
      const rows = await db
        .selectFrom('deviations')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('setting_id')
        .orderBy('key')
        .execute()
      return rows.map(toRow)
    },
    async find(id) {
      const row = await db.selectFrom('deviations').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toRow(row)
    },
    async save({ id, tenantId, settingId, key, reason, owner, until, createdAt }) {
      const values = { reason, owner, until, created_at: createdAt }
      const saved = await db
        .insertInto('deviations')
        .values({ id, tenant_id: tenantId, setting_id: settingId, key, ...values })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'setting_id', 'key']).doUpdateSet(values))
        .returning('id')
        .executeTakeFirstOrThrow()
      return saved.id
    },
    async remove(id) {
      await db.deleteFrom('deviations').where('id', '=', id).execute()
    },
  }
}
