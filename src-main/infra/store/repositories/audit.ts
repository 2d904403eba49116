import type { Kysely, Selectable } from 'kysely'
import { canonicalText } from '#domain/canonical/canonical.ts'
import type { AuditRepository } from '#app/ports/audit.ts'
import { sha256 } from '../blobs.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { readObject } from './json-column.ts'

type Entry = Pick<Selectable<Schema['audit_entries']>, 'at' | 'tenant_id' | 'action' | 'detail'>

/** The hash of an entry includes the previous hash, so that no entry can be changed, added or removed unnoticed. */
const link = (before: string, { at, tenant_id: tenantId, action, detail }: Entry): string =>
  sha256(canonicalText([before, at, tenantId, action, detail]))

export function auditRepository(db: Kysely<Schema>): AuditRepository {
  return {
    async append(entry) {
      const row: Entry = {
        at: entry.at,
        tenant_id: entry.tenantId,
        action: entry.action,
        detail: JSON.stringify(entry.detail),
      }
      await inTransaction(db, async (transaction) => {
        const last = await transaction
          .selectFrom('audit_entries')
          .select('hash')
          .orderBy('id', 'desc')
          .limit(1)
          .executeTakeFirst()
        // Entries from before the chain have no hash. The first entry with a hash includes them.
        const before =
          last === undefined
            ? ''
            : (last.hash ??
              (await transaction.selectFrom('audit_entries').selectAll().orderBy('id').execute()).reduce(link, ''))
        await transaction
          .insertInto('audit_entries')
          .values({ ...row, hash: link(before, row) })
          .execute()
      })
    },
    async verify() {
      const rows = await db.selectFrom('audit_entries').selectAll().orderBy('id').execute()
      let head = ''
      let chained = false
      for (const row of rows) {
        head = link(head, row)
        const isBroken = row.hash === null ? chained : row.hash !== head
        if (isBroken) return { entries: rows.length, brokenAt: row.id, head }
        chained ||= row.hash !== null
      }
      return { entries: rows.length, brokenAt: null, head }
    },
    async list(tenantId, limit, before = Number.MAX_SAFE_INTEGER) {
      let query = db.selectFrom('audit_entries').selectAll().where('id', '<', before)
      if (tenantId !== null) query = query.where('tenant_id', '=', tenantId)
      const rows = await query.orderBy('id', 'desc').limit(limit).execute()
      return rows.map((row) => ({
        id: row.id,
        at: row.at,
        tenantId: row.tenant_id,
        action: row.action,
        detail: readObject(row.detail),
      }))
    },
  }
}
