import { sql, type Kysely } from 'kysely'
import type { ChangeReason } from '#contract/model/severity.ts'
import { ChangeReason as Reason } from '#contract/model/severity.ts'
import type { ChangeRepository } from '#app/ports/changes.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'

/** The reasons in a column. Those of a later release aren't known here. */
export const readReasons = (column: string): ChangeReason[] =>
  column.split(',').flatMap((reason) => Reason.safeParse(reason).data ?? [])

export const reasonsColumn = (reasons: readonly ChangeReason[]): string => reasons.join(',')

export function changeRepository(db: Kysely<Schema>): ChangeRepository {
  const beforeOf = sql<
    string | null
  >`(SELECT before.id FROM version_rows AS before WHERE before.owner = version_rows.owner AND before.number < version_rows.number ORDER BY before.number DESC LIMIT 1)`

  return {
    async due(limit) {
      return db
        .selectFrom('changes_due')
        .innerJoin('version_rows', 'version_rows.row', 'changes_due.row')
        .select('version_rows.id as versionId')
        .select(beforeOf.as('beforeId'))
        .orderBy('changes_due.row', 'desc')
        .limit(limit)
        .execute()
    },
    async ofRun(runId) {
      const rows = await db
        .selectFrom('versions')
        .leftJoin('version_changes', 'version_changes.row', 'versions.row')
        .select('reasons')
        .where('run_id', '=', runId)
        .where('number', '>', 1)
        .execute()
      return rows.map(({ reasons }) => (reasons === null ? null : readReasons(reasons)))
    },
    async add(changes) {
      await inTransaction(db, async (transaction) => {
        for (const { versionId, beforeId, reasons } of changes) {
          // A tenant can be removed in the meantime, with its versions.
          const version = await transaction
            .selectFrom('version_rows')
            .select('version_rows.row')
            .select(beforeOf.as('beforeId'))
            .where('version_rows.id', '=', versionId)
            .executeTakeFirst()
          if (!version || version.beforeId !== beforeId) continue
          const { row } = version
          await transaction.deleteFrom('changes_due').where('row', '=', row).execute()
          // What was known of a version stays when the one before it is purged.
          if (beforeId === null) continue
          await transaction.deleteFrom('version_changes').where('row', '=', row).execute()
          await transaction
            .insertInto('version_changes')
            .values({ row, reasons: reasonsColumn(reasons) })
            .execute()
        }
      })
    },
  }
}
