import type { Kysely, Selectable } from 'kysely'
import { Failure } from '#contract/errors.ts'
import type { TenantRepository, TenantRow } from '#app/ports/store.ts'
import type { Schema } from '../schema.ts'

const toRow = (row: Selectable<Schema['tenants']>): TenantRow => ({
  id: row.id,
  name: row.name,
  environment: row.environment,
  colour: row.colour,
  graphUrl: row.graph_url,
  tokenVariable: row.token_variable,
  unlockedUntil: row.unlocked_until,
  lastSyncAt: row.last_sync_at,
})

export function tenantRepository(db: Kysely<Schema>): TenantRepository {
  return {
    async list() {
      return (await db.selectFrom('tenants').selectAll().orderBy('name').execute()).map(toRow)
    },
    async find(id) {
      const row = await db.selectFrom('tenants').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toRow(row)
    },
    async insert(row, at) {
      const taken = await db.selectFrom('tenants').select(['id', 'name']).where((where) => where.or([where('id', '=', row.id), where('name', '=', row.name)])).executeTakeFirst()
      if (taken) throw new Failure('badInput', taken.id === row.id ? `This tenant is connected already, as "${taken.name}".` : `A tenant called "${taken.name}" is connected already.`, { hint: 'Choose another name, or use the one that is there.' })
      await db.insertInto('tenants').values({
        id: row.id,
        name: row.name,
        environment: row.environment,
        colour: row.colour,
        graph_url: row.graphUrl,
        token_variable: row.tokenVariable,
        unlocked_until: row.unlockedUntil,
        last_sync_at: row.lastSyncAt,
        created_at: at,
      }).execute()
    },
    async setUnlockedUntil(id, until) {
      await db.updateTable('tenants').set({ unlocked_until: until }).where('id', '=', id).execute()
    },
    async setSynced(id, at) {
      await db.updateTable('tenants').set({ last_sync_at: at }).where('id', '=', id).execute()
    },
  }
}
