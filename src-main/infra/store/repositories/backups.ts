import { sql, type Kysely } from 'kysely'
import type { BackupRepository, BackupSetRow } from '#app/ports/backups.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'

export function backupRepository(db: Kysely<Schema>): BackupRepository {
  const select = () =>
    db
      .selectFrom('backup_sets')
      .leftJoin('backup_set_versions as content', 'content.set_id', 'backup_sets.id')
      .leftJoin('versions', 'versions.id', 'content.version_id')
      .leftJoin('blobs', 'blobs.hash', 'versions.hash')
      .selectAll('backup_sets')
      .select([
        sql<number>`count(content.version_id)`.as('versions'),
        sql<number>`coalesce(sum(content.is_new), 0)`.as('new_versions'),
        sql<number>`coalesce(sum(blobs.size), 0)`.as('size'),
        sql<number>`coalesce(sum(blobs.size * content.is_new), 0)`.as('new_size'),
      ])
      .groupBy('backup_sets.id')

  const toRow = (row: Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>): BackupSetRow => ({
    id: row.id,
    tenantId: row.tenant_id,
    name: row.name,
    runId: row.run_id,
    complete: row.complete === 1,
    createdAt: row.created_at,
    verifiedAt: row.verified_at,
    versions: row.versions,
    newVersions: row.new_versions,
    size: row.size,
    newSize: row.new_size,
  })

  return {
    async save(set, versions) {
      return inTransaction(db, async (transaction) => {
        const earlier = await transaction
          .selectFrom('backup_sets')
          .select('id')
          .where('run_id', '=', set.runId)
          .executeTakeFirst()
        const id = earlier?.id ?? set.id
        if (earlier) {
          await transaction
            .updateTable('backup_sets')
            .set({ complete: set.complete ? 1 : 0, verified_at: null })
            .where('id', '=', id)
            .execute()
        } else {
          await transaction
            .insertInto('backup_sets')
            .values({
              id,
              tenant_id: set.tenantId,
              name: set.name,
              run_id: set.runId,
              complete: set.complete ? 1 : 0,
              created_at: set.at,
              verified_at: null,
              schedule_id: set.scheduleId,
            })
            .execute()
        }
        for (const { versionId, isNew } of versions) {
          await transaction
            .insertInto('backup_set_versions')
            .values({ set_id: id, version_id: versionId, is_new: isNew ? 1 : 0 })
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        }
        return id
      })
    },
    async list(tenantId) {
      return (
        await select().where('backup_sets.tenant_id', '=', tenantId).orderBy('backup_sets.created_at', 'desc').execute()
      ).map(toRow)
    },
    async find(id) {
      const row = await select().where('backup_sets.id', '=', id).executeTakeFirst()
      return row && toRow(row)
    },
    async content(id) {
      const rows = await db
        .selectFrom('backup_set_versions')
        .innerJoin('versions', 'versions.id', 'backup_set_versions.version_id')
        .select([
          'versions.id',
          'versions.policy_id',
          'versions.type',
          'versions.name',
          'versions.number',
          'backup_set_versions.is_new',
        ])
        .where('backup_set_versions.set_id', '=', id)
        .orderBy('versions.type')
        .orderBy('versions.name')
        .orderBy('versions.id')
        .execute()
      return rows.map((row) => ({
        versionId: row.id,
        policyId: row.policy_id,
        type: row.type,
        name: row.name,
        number: row.number,
        isNew: row.is_new === 1,
      }))
    },
    async ofSchedule(scheduleId) {
      const rows = await db
        .selectFrom('backup_sets')
        .select(['id', 'created_at', 'complete'])
        .select((eb) =>
          eb
            .selectFrom('backup_set_versions')
            .whereRef('set_id', '=', 'backup_sets.id')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .as('versions'),
        )
        .where('schedule_id', '=', scheduleId)
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        createdAt: row.created_at,
        complete: row.complete === 1,
        versions: row.versions ?? 0,
      }))
    },
    async remove(ids) {
      await inTransaction(db, async (transaction) => {
        for (const id of ids) {
          await transaction.deleteFrom('backup_set_versions').where('set_id', '=', id).execute()
          await transaction.deleteFrom('backup_sets').where('id', '=', id).execute()
        }
      })
    },
    async setVerified(id, at) {
      await db.updateTable('backup_sets').set({ verified_at: at }).where('id', '=', id).execute()
    },
  }
}
