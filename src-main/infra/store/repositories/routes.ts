import type { Kysely } from 'kysely'
import type { RouteRepository } from '#app/ports/routes.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'

export function routeRepository(db: Kysely<Schema>): RouteRepository {
  return {
    failed: (tenantId) =>
      db
        .selectFrom('failed_routes')
        .select(['type', 'property', 'route', 'fault'])
        .where('tenant_id', '=', tenantId)
        .orderBy('type')
        .orderBy('property')
        .execute(),
    async add(tenantId, found, at) {
      await inTransaction(db, async (transaction) => {
        for (const { fault, ...route } of found)
          if (fault !== 'failing')
            await transaction
              .insertInto('failed_routes')
              .values({ tenant_id: tenantId, ...route, fault, found_at: at })
              .onConflict((conflict) =>
                conflict.columns(['tenant_id', 'type', 'property', 'route']).doUpdateSet({ fault, found_at: at }),
              )
              .execute()
      })
    },
    async clear(tenantId) {
      await db.deleteFrom('failed_routes').where('tenant_id', '=', tenantId).execute()
    },
  }
}
