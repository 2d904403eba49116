import type { Kysely } from 'kysely'
import { mostNotifications } from '#contract/model/notifications.ts'
import type { NotificationRepository } from '#app/ports/notifications.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'

export function notificationRepository(db: Kysely<Schema>): NotificationRepository {
  return {
    async insert({ id, tenantId, runId, tone, title, body, at }) {
      await inTransaction(db, async (transaction) => {
        await transaction
          .insertInto('notifications')
          .values({ id, tenant_id: tenantId, run_id: runId, tone, title, body, at, read_at: null })
          .execute()
        // The runs that the others are about stay.
        const kept = transaction
          .selectFrom('notifications')
          .select('id')
          .orderBy('at', 'desc')
          .orderBy('id')
          .limit(mostNotifications)
        await transaction.deleteFrom('notifications').where('id', 'not in', kept).execute()
      })
    },
    async list(limit) {
      const rows = await db
        .selectFrom('notifications')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        tenantId: row.tenant_id,
        runId: row.run_id,
        tone: row.tone === 'danger' ? 'danger' : row.tone === 'warning' ? 'warning' : 'success',
        title: row.title,
        body: row.body,
        at: row.at,
        readAt: row.read_at,
      }))
    },
    async markRead(ids, at) {
      const unread = db.updateTable('notifications').set({ read_at: at }).where('read_at', 'is', null)
      await (ids === 'all' ? unread : unread.where('id', 'in', [...ids])).execute()
    },
  }
}
