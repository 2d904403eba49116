import type { Kysely } from 'kysely'
import type { AuditRepository } from '#app/ports/store.ts'
import type { Schema } from '../schema.ts'
import { readObject } from './json-column.ts'

export function auditRepository(db: Kysely<Schema>): AuditRepository {
  return {
    async append(entry) {
      await db.insertInto('audit_entries').values({ at: entry.at, tenant_id: entry.tenantId, action: entry.action, detail: JSON.stringify(entry.detail) }).execute()
    },
    async list(tenantId, limit) {
      const rows = await db.selectFrom('audit_entries').selectAll().where('tenant_id', '=', tenantId).orderBy('id', 'desc').limit(limit).execute()
      return rows.map((row) => ({ id: row.id, at: row.at, tenantId: row.tenant_id, action: row.action, detail: readObject(row.detail) }))
    },
  }
}
