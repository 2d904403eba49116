import type { Kysely } from 'kysely'
import type { CalendarDay, VersionRepository } from '#app/ports/versions.ts'
import { severityOf } from '#domain/severity/severity.ts'
import type { Schema } from '../schema/schema.ts'
import { readReasons } from './changes.ts'

/** What versions say about time: which was current when, which came before, and what each day brought. */
export function versionHistory(db: Kysely<Schema>): Pick<VersionRepository, 'asOf' | 'before' | 'calendar'> {
  return {
    async asOf(tenantId, at) {
      const rows = await db
        .selectFrom('versions')
        .innerJoin('policies', 'policies.id', 'versions.policy_id')
        .select(['versions.id', 'versions.policy_id', 'versions.type', 'versions.name', 'versions.number'])
        .where('versions.tenant_id', '=', tenantId)
        .where('versions.captured_at', '<=', at)
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom('absences')
                .select('absences.policy_id')
                .whereRef('absences.policy_id', '=', 'policies.id')
                .where('absences.gone_at', '<=', at)
                .where((gone) => gone.or([gone('absences.back_at', 'is', null), gone('absences.back_at', '>', at)])),
            ),
          ),
        )
        .orderBy('versions.policy_id')
        .orderBy('versions.number')
        .execute()
      return [
        ...new Map(
          rows.map((row) => [
            row.policy_id,
            { versionId: row.id, policyId: row.policy_id, type: row.type, name: row.name, number: row.number },
          ]),
        ).values(),
      ]
    },
    async before(id) {
      const row = await db
        .selectFrom('version_rows')
        .innerJoin('version_rows as before', 'before.owner', 'version_rows.owner')
        .select(['before.id', 'before.captured_at as capturedAt'])
        .where('version_rows.id', '=', id)
        .whereRef('before.number', '<', 'version_rows.number')
        .orderBy('before.number', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ?? null
    },
    async calendar(tenantId, zone) {
      const format = new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      })
      const rows = await db
        .selectFrom('versions')
        .leftJoin('version_changes', 'version_changes.row', 'versions.row')
        .select(['captured_at', 'number', 'reasons'])
        .where('tenant_id', '=', tenantId)
        .orderBy('captured_at')
        .execute()
      const days = new Map<string, CalendarDay>()
      for (const row of rows) {
        const day = format.format(new Date(row.captured_at))
        const entry = days.get(day) ?? { day, changed: 0, first: 0, high: 0, medium: 0, low: 0 }
        if (row.number === 1) days.set(day, { ...entry, first: entry.first + 1 })
        else {
          // As long as nobody knows, it counts as something to look at.
          const severity = row.reasons === null ? 'medium' : severityOf(readReasons(row.reasons))
          days.set(day, { ...entry, changed: entry.changed + 1, [severity]: entry[severity] + 1 })
        }
      }
      return [...days.values()]
    },
  }
}
