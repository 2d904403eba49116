import type { Kysely, Selectable } from 'kysely'
import type { ViewRepository, ViewRow } from '#app/ports/views.ts'
import type { Schema } from '../schema/schema.ts'
import { readObject } from './json-column.ts'

const toView = (row: Selectable<Schema['saved_views']>): ViewRow => ({
  id: row.id,
  tenantId: row.tenant_id,
  name: row.name,
  query: readObject(row.query),
  createdAt: row.created_at,
})

export function viewRepository(db: Kysely<Schema>): ViewRepository {
  return {
    async list(tenantId) {
      const rows = await db
        .selectFrom('saved_views')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('name')
        .orderBy('id')
        .execute()
      return rows.map(toView)
    },
    async save({ id, tenantId, name, query, createdAt }) {
      await db
        .insertInto('saved_views')
        .values({ id, tenant_id: tenantId, name, query: JSON.stringify(query), created_at: createdAt })
        .execute()
    },
    async find(id) {
      const row = await db.selectFrom('saved_views').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toView(row)
    },
    async remove(id) {
      await db.deleteFrom('saved_views').where('id', '=', id).execute()
    },
  }
}
