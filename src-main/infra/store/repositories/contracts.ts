import type { Kysely } from 'kysely'
import type { ContractRepository } from '#app/ports/contracts.ts'
import type { ContractData } from '#domain/graph-contract/graph-contract.ts'
import { packJson, unpackJson } from '../blobs.ts'
import type { Schema } from '../schema/schema.ts'

export function contractRepository(db: Kysely<Schema>): ContractRepository {
  return {
    async dates(cloud) {
      const row = await db
        .selectFrom('graph_contracts')
        .select(['fetched_at', 'tried_at'])
        .where('cloud', '=', cloud)
        .executeTakeFirst()
      return { fetchedAt: row?.fetched_at ?? null, triedAt: row?.tried_at ?? null }
    },
    async find(cloud) {
      const row = await db.selectFrom('graph_contracts').select('content').where('cloud', '=', cloud).executeTakeFirst()
      // Only `save` writes this column.
      return row?.content ? ((await unpackJson(row.content)) as ContractData) : undefined
    },
    async save(cloud, data, at) {
      const stored = { fetched_at: at, tried_at: at, content: await packJson(data) }
      await db
        .insertInto('graph_contracts')
        .values({ cloud, ...stored })
        .onConflict((conflict) => conflict.column('cloud').doUpdateSet(stored))
        .execute()
    },
    async tried(cloud, at) {
      await db
        .insertInto('graph_contracts')
        .values({ cloud, tried_at: at })
        .onConflict((conflict) => conflict.column('cloud').doUpdateSet({ tried_at: at }))
        .execute()
    },
  }
}
