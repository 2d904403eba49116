import type { Kysely, Selectable } from 'kysely'
import type { ScheduleRepository, ScheduleRow } from '#app/ports/schedules.ts'
import type { Schema } from '../schema/schema.ts'
import { readObject, readTexts } from './json-column.ts'

function toRow(row: Selectable<Schema['schedules']>): ScheduleRow {
  const keep = readObject(row.keep)
  const count = (name: string) => (typeof keep[name] === 'number' ? keep[name] : 0)
  return {
    id: row.id,
    tenantId: row.tenant_id,
    name: row.name,
    types: readTexts(row.types),
    cron: row.cron,
    zone: row.zone,
    keep: { last: count('last'), daily: count('daily'), weekly: count('weekly'), monthly: count('monthly') },
    baselineId: row.baseline_id,
    enabled: row.enabled === 1,
    lastDueAt: row.last_due_at,
    lastRunId: row.last_run_id,
    createdAt: row.created_at,
    effectiveAt: row.effective_at ?? row.created_at,
  }
}

export function scheduleRepository(db: Kysely<Schema>): ScheduleRepository {
  return {
    async list(tenantId) {
      return (
        await db
          .selectFrom('schedules')
          .selectAll()
          .where('tenant_id', '=', tenantId)
          .orderBy('name')
          .orderBy('id')
          .execute()
      ).map(toRow)
    },
    async enabled() {
      const rows = await db
        .selectFrom('schedules')
        .innerJoin('tenants', 'tenants.id', 'schedules.tenant_id')
        .selectAll('schedules')
        .where('schedules.enabled', '=', 1)
        .where('tenants.archived_at', 'is', null)
        .orderBy('schedules.id')
        .execute()
      return rows.map(toRow)
    },
    async find(id) {
      const row = await db.selectFrom('schedules').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toRow(row)
    },
    async save({
      id,
      tenantId,
      name,
      types,
      cron,
      zone,
      keep,
      baselineId,
      enabled,
      lastDueAt,
      lastRunId,
      createdAt,
      effectiveAt,
    }) {
      const values = {
        name,
        types: JSON.stringify(types),
        cron,
        zone,
        keep: JSON.stringify(keep),
        baseline_id: baselineId,
        enabled: enabled ? 1 : 0,
        last_due_at: lastDueAt,
        last_run_id: lastRunId,
        effective_at: effectiveAt,
      }
      await db
        .insertInto('schedules')
        .values({ id, tenant_id: tenantId, created_at: createdAt, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute()
    },
    async remove(id) {
      await db.deleteFrom('schedules').where('id', '=', id).execute()
    },
    async recordDue(id, dueAt, runId) {
      await db.updateTable('schedules').set({ last_due_at: dueAt, last_run_id: runId }).where('id', '=', id).execute()
    },
  }
}
