import { sql, type Kysely, type Selectable } from 'kysely'
import type { BackupRepository, BackupSetRow } from '#app/ports/backups.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { readTexts } from './json-column.ts'

export function backupRepository(db: Kysely<Schema>): BackupRepository {
  const toRow = (row: Selectable<Schema['backup_sets']>): BackupSetRow => ({
    id: row.id,
    tenantId: row.tenant_id,
    name: row.name,
    runId: row.run_id,
    complete: row.complete === 1,
    createdAt: row.created_at,
    verifiedAt: row.verified_at,
    versions: row.version_count,
    newVersions: row.new_version_count,
    size: row.size,
    newSize: row.new_size,
    note: row.note,
    tags: readTexts(row.tags),
  })

  return {
    async save(set, versions) {
      return inTransaction(db, async (transaction) => {
        const rows = await rowsOf(
          transaction,
          versions.map(({ versionId }) => versionId),
        )
        const earlier = await transaction
          .selectFrom('backup_sets')
          .select(['id', 'chain', 'place'])
          .where('run_id', '=', set.runId)
          .executeTakeFirst()
        const id = earlier?.id ?? set.id
        const at = earlier ?? (await placeFor(transaction, set.tenantId, rows))
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
              chain: at.chain,
              place: at.place,
            })
            .execute()
        }
        await addToSpans(transaction, at, rows)
        await countSet(transaction, id)
        return id
      })
    },
    async list(tenantId) {
      const rows = await db
        .selectFrom('backup_sets')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map(toRow)
    },
    async find(id) {
      const row = await db.selectFrom('backup_sets').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toRow(row)
    },
    async content(id) {
      const rows = await db
        .selectFrom('backup_set_versions')
        .innerJoin('versions', 'versions.row', 'backup_set_versions.version')
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
        .select(['id', 'created_at', 'complete', 'version_count'])
        .where('schedule_id', '=', scheduleId)
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        createdAt: row.created_at,
        complete: row.complete === 1,
        versions: row.version_count,
      }))
    },
    async remove(ids) {
      await inTransaction(db, async (transaction) => {
        for (const id of ids) {
          const set = await transaction
            .selectFrom('backup_sets')
            .select('chain')
            .where('id', '=', id)
            .executeTakeFirst()
          if (!set) continue
          await transaction.deleteFrom('backup_sets').where('id', '=', id).execute()
          await dropEmptySpans(transaction, set.chain)
        }
      })
    },
    async describe(id, { note, tags }) {
      await db
        .updateTable('backup_sets')
        .set({ note, tags: JSON.stringify(tags) })
        .where('id', '=', id)
        .execute()
    },
    async setVerified(id, at) {
      await db.updateTable('backup_sets').set({ verified_at: at }).where('id', '=', id).execute()
    },
  }
}

const rowsOf = async (transaction: Kysely<Schema>, versionIds: readonly string[]): Promise<number[]> => {
  const { rows } = await sql<{ row: number }>`
    SELECT version_rows.row FROM json_each(${JSON.stringify(versionIds)}) AS wanted JOIN version_rows ON version_rows.id = wanted.value
  `.execute(transaction)
  return rows.map(({ row }) => row)
}

/** Where a set stands among the sets of its tenant. */
interface Place {
  readonly chain: number
  readonly place: number
}

/** A place after the newest set with much the same versions. A set unlike any other begins a chain. */
async function placeFor(transaction: Kysely<Schema>, tenantId: string, rows: readonly number[]): Promise<Place> {
  const newest = await transaction
    .selectFrom('backup_sets')
    .select(({ fn }) => ['chain', fn.max('place').as('place')])
    .where('tenant_id', '=', tenantId)
    .groupBy('chain')
    .orderBy('place', 'desc')
    .execute()
  const wanted = new Set(rows)
  for (const { chain, place } of newest) {
    const held = await transaction
      .selectFrom('set_spans')
      .select('version')
      .where('chain', '=', chain)
      .where('last', '>=', place)
      .where('first', '<=', place)
      .execute()
    const same = held.filter(({ version }) => wanted.has(version)).length
    if (2 * same < Math.max(held.length, wanted.size)) continue
    // Places of removed sets aren't used again: spans may still cover them.
    const [spans] = await transaction
      .selectFrom('set_spans')
      .select(({ fn }) => fn.max('last').as('last'))
      .where('chain', '=', chain)
      .execute()
    return { chain, place: Math.max(place, spans?.last ?? 0) + 1 }
  }
  const { rows: found } = await sql<{ last: number }>`
    SELECT max(coalesce((SELECT max(chain) FROM backup_sets), 0), coalesce((SELECT max(chain) FROM set_spans), 0)) AS last
  `.execute(transaction)
  return { chain: found[0]!.last + 1, place: 1 }
}

/** Adds versions to a set: to the span that ends just before it, or as a span of its own. */
async function addToSpans(
  transaction: Kysely<Schema>,
  { chain, place }: Place,
  rows: readonly number[],
): Promise<void> {
  const wanted = JSON.stringify(rows)
  await sql`
    UPDATE set_spans SET last = ${place} WHERE chain = ${chain} AND last = ${place - 1}
      AND version IN (SELECT value FROM json_each(${wanted}))
  `.execute(transaction)
  await sql`
    INSERT INTO set_spans (version, chain, first, last)
    SELECT DISTINCT value, ${chain}, ${place}, ${place} FROM json_each(${wanted}) WHERE NOT EXISTS (
      SELECT 1 FROM set_spans WHERE version = value AND chain = ${chain} AND first <= ${place} AND last >= ${place}
    )
  `.execute(transaction)
}

/** Versions that are in no set of a chain any more leave it. */
async function dropEmptySpans(transaction: Kysely<Schema>, chain: number): Promise<void> {
  await sql`
    DELETE FROM set_spans WHERE chain = ${chain} AND NOT EXISTS (
      SELECT 1 FROM backup_sets WHERE backup_sets.chain = set_spans.chain AND place BETWEEN first AND last
    )
  `.execute(transaction)
}

async function countSet(transaction: Kysely<Schema>, id: string): Promise<void> {
  await sql`
    UPDATE backup_sets SET (version_count, new_version_count, size, new_size) = (
      SELECT count(*), coalesce(sum(is_new), 0), coalesce(sum(blobs.size), 0), coalesce(sum(blobs.size * is_new), 0)
      FROM backup_set_versions JOIN version_rows ON version_rows.row = backup_set_versions.version
      JOIN blobs ON blobs.row = version_rows.blob WHERE set_id = ${id}
    ) WHERE id = ${id}
  `.execute(transaction)
}
