import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import { StandardSource, Wave } from '#contract/model/standards.ts'
import type { AcceptedDifferenceRow, StandardRepository, StandardRow } from '#app/ports/standards.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { readTexts } from './json-column.ts'

const toStandard = (row: Selectable<Schema['standards']>): StandardRow => ({
  id: row.id,
  tenantId: row.tenant_id,
  name: row.name,
  source: StandardSource.parse(JSON.parse(row.source)),
  tenantIds: readTexts(row.tenants),
  waves: z.array(Wave).parse(JSON.parse(row.waves)),
  createdAt: row.created_at,
})

const toAccepted = ({
  tenant_id: tenantId,
  created_at: createdAt,
  ...rest
}: Selectable<Schema['accepted_differences']>): AcceptedDifferenceRow => ({ tenantId, createdAt, ...rest })

export function standardRepository(db: Kysely<Schema>): StandardRepository {
  return {
    async list() {
      const rows = await db.selectFrom('standards').selectAll().orderBy('name').orderBy('id').execute()
      return rows.map(toStandard)
    },
    async find(id) {
      const row = await db.selectFrom('standards').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toStandard(row)
    },
    async save({ id, tenantId, name, source, tenantIds, waves, createdAt }) {
      const values = {
        name,
        source: JSON.stringify(source),
        tenants: JSON.stringify(tenantIds),
        waves: JSON.stringify(waves),
      }
      await db
        .insertInto('standards')
        .values({ id, tenant_id: tenantId, created_at: createdAt, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute()
    },
    async remove(id) {
      await inTransaction(db, (transaction) => removeStandards(transaction, [id]))
    },
    async accepted(tenantId) {
      const rows = await db
        .selectFrom('accepted_differences')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('type')
        .orderBy('name')
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map(toAccepted)
    },
    async accept({ tenantId, type, name, print, reason, owner, until, createdAt }) {
      const values = { reason, owner, until, created_at: createdAt }
      await db
        .insertInto('accepted_differences')
        .values({ tenant_id: tenantId, type, name, print, ...values })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'type', 'name', 'print']).doUpdateSet(values))
        .execute()
    },
    async withdraw({ tenantId, type, name, print }) {
      await db
        .deleteFrom('accepted_differences')
        .where('tenant_id', '=', tenantId)
        .where('type', '=', type)
        .where('name', '=', name)
        .where('print', '=', print)
        .execute()
    },
    values: (tenantId) =>
      db
        .selectFrom('tenant_values')
        .select(['name', 'value'])
        .where('tenant_id', '=', tenantId)
        .orderBy('name')
        .execute(),
    async setValue(tenantId, name, value) {
      if (value === null)
        await db.deleteFrom('tenant_values').where('tenant_id', '=', tenantId).where('name', '=', name).execute()
      else
        await db
          .insertInto('tenant_values')
          .values({ tenant_id: tenantId, name, value })
          .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet({ value }))
          .execute()
    },
  }
}

/** Removes standards with their rollouts. */
async function removeStandards(transaction: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rollouts = transaction.selectFrom('rollouts').select('id').where('standard_id', 'in', ids)
  await transaction.deleteFrom('rollout_steps').where('rollout_id', 'in', rollouts).execute()
  await transaction.deleteFrom('rollouts').where('standard_id', 'in', ids).execute()
  await transaction.deleteFrom('standards').where('id', 'in', ids).execute()
}

/** Removes what standards know of a tenant: its own standards, and its part in others. */
export async function removeFromStandards(transaction: Kysely<Schema>, tenantId: string): Promise<void> {
  const own = await transaction.selectFrom('standards').select('id').where('tenant_id', '=', tenantId).execute()
  await removeStandards(
    transaction,
    own.map(({ id }) => id),
  )
  for (const table of ['rollout_steps', 'tenant_values', 'accepted_differences'] as const)
    await transaction.deleteFrom(table).where('tenant_id', '=', tenantId).execute()
}
