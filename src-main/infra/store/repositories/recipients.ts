import { sql, type Kysely } from 'kysely'
import type { RecipientRepository } from '#app/ports/recipients.ts'
import type { Recipients } from '#domain/who-gets/recipients.ts'
import { packJson, unpackJson } from '../blobs.ts'
import type { Schema } from '../schema/schema.ts'

export function recipientRepository(db: Kysely<Schema>): RecipientRepository {
  /** Names of people don't stay readable in free pages (SQLite docs: PRAGMA secure_delete). */
  async function erasing<Result>(change: () => Promise<Result>): Promise<Result> {
    await sql`PRAGMA secure_delete = ON`.execute(db)
    try {
      return await change()
    } finally {
      await sql`PRAGMA secure_delete = OFF`.execute(db)
    }
  }
  return {
    async save(tenantId, recipients, at) {
      const values = { read_at: at, content: await packJson(recipients) }
      await erasing(() =>
        db
          .insertInto('recipients')
          .values({ tenant_id: tenantId, ...values })
          .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(values))
          .execute(),
      )
    },
    async readAt(tenantId) {
      const row = await db
        .selectFrom('recipients')
        .select('read_at')
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst()
      return row?.read_at ?? null
    },
    async find(tenantId) {
      const row = await db
        .selectFrom('recipients')
        .select(['read_at', 'content'])
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst()
      // Written by `save` above from the same type.
      return row ? { at: row.read_at, recipients: (await unpackJson(row.content)) as Recipients } : null
    },
    async remove(tenantId) {
      const { numDeletedRows } = await erasing(() =>
        db.deleteFrom('recipients').where('tenant_id', '=', tenantId).executeTakeFirst(),
      )
      return numDeletedRows > 0n
    },
  }
}
