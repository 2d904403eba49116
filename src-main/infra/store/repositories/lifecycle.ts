import { sql, type Kysely } from 'kysely'
import type { LifecycleRepository, PurgeFigures } from '#app/ports/lifecycle.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { detachBlobs, dropUnusedBlobs } from './blob-store.ts'
import { dropUnusedTexts } from './version-rows.ts'

/**
 * Versions that are used by a backup set, a plan, a restore that can be undone, a finding, or a baseline with IDs or a
 * point in time.
 */
const named = sql`
  SELECT version_rows.id FROM set_spans JOIN version_rows ON version_rows.row = set_spans.version
  UNION SELECT version_id FROM plan_items WHERE version_id IS NOT NULL
  UNION SELECT before_version_id FROM run_items JOIN runs ON runs.id = run_items.run_id WHERE runs.kind = 'restore' AND before_version_id IS NOT NULL
  UNION SELECT after_version_id FROM run_items JOIN runs ON runs.id = run_items.run_id WHERE runs.kind = 'restore' AND after_version_id IS NOT NULL
  UNION SELECT baseline_version_id FROM findings WHERE state <> 'resolved' AND baseline_version_id IS NOT NULL
  UNION SELECT current_version_id FROM findings WHERE state <> 'resolved' AND current_version_id IS NOT NULL
  UNION SELECT held.value FROM baselines, json_each(baselines.source, '$.versionIds') AS held
  UNION SELECT id FROM (
    SELECT versions.id, row_number() OVER (PARTITION BY baselines.id, versions.policy_id ORDER BY versions.number DESC) AS place
    FROM baselines JOIN versions ON versions.tenant_id = baselines.source_tenant_id AND versions.captured_at <= json_extract(baselines.source, '$.at')
  ) WHERE place = 1`

export function lifecycleRepository(db: Kysely<Schema>): LifecycleRepository {
  return {
    async set(policyIds, { ignoredAt, archivedAt }) {
      const set = {
        ...(ignoredAt === undefined ? {} : { ignored_at: ignoredAt }),
        ...(archivedAt === undefined ? {} : { archived_at: archivedAt }),
      }
      await inTransaction(db, async (transaction) => {
        for (const id of policyIds) await transaction.updateTable('policies').set(set).where('id', '=', id).execute()
      })
    },
    preview: (tenantId, before) => purge(db, tenantId, before, true),
    purge: (tenantId, before) => purge(db, tenantId, before, false),
  }
}

/**
 * Deletes unused versions from before a point in time, and archived policies without versions.
 *
 * @param before ISO 8601, UTC
 * @param dryRun only counts what would be deleted
 */
async function purge(db: Kysely<Schema>, tenantId: string, before: string, dryRun: boolean): Promise<PurgeFigures> {
  return inTransaction(db, async (transaction) => {
    const run = async (statement: ReturnType<typeof sql>) => statement.execute(transaction)
    // SQLite works on sets of rows, so that a hundred thousand versions don't need as many statements.
    await run(sql`CREATE TEMP TABLE deleted (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, blob INTEGER NOT NULL)`)
    // The latest version of a policy that isn't archived stays.
    await run(sql`
      INSERT INTO deleted SELECT versions.row, versions.id, versions.blob FROM versions JOIN policies ON policies.id = versions.policy_id
      WHERE versions.tenant_id = ${tenantId} AND versions.captured_at < ${before}
        AND (policies.archived_at IS NOT NULL OR versions.number < (SELECT max(number) FROM versions AS newer WHERE newer.policy_id = versions.policy_id))
        AND versions.id NOT IN (${named})`)
    await run(
      sql`CREATE TEMP TABLE orphans AS SELECT row, size FROM blobs WHERE row IN (SELECT blob FROM deleted) AND NOT EXISTS (SELECT 1 FROM version_rows WHERE version_rows.blob = blobs.row AND version_rows.row NOT IN (SELECT row FROM deleted))`,
    )
    await run(
      sql`CREATE TEMP TABLE emptied AS SELECT id FROM policies WHERE tenant_id = ${tenantId} AND archived_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.policy_id = policies.id AND versions.id NOT IN (SELECT id FROM deleted))`,
    )
    const {
      rows: [figures],
    } = await sql<PurgeFigures>`
      SELECT (SELECT count(*) FROM emptied) AS policies, (SELECT count(*) FROM deleted) AS versions, (SELECT count(*) FROM orphans) AS blobs, (SELECT coalesce(sum(size), 0) FROM orphans) AS bytes`.execute(
      transaction,
    )
    if (!dryRun) {
      // A trigger checks this table before it allows deleting versions.
      await run(sql`INSERT INTO purging (at) VALUES (${before})`)
      await run(sql`DELETE FROM secrets WHERE version_id IN (SELECT id FROM deleted)`)
      await run(sql`UPDATE policies SET version_id = NULL WHERE version_id IN (SELECT id FROM deleted)`)
      await run(sql`DELETE FROM version_rows WHERE row IN (SELECT row FROM deleted)`)
      await detachBlobs(transaction)
      await dropUnusedBlobs(transaction)
      await run(sql`DELETE FROM version_owners WHERE policy_id IN (SELECT id FROM emptied)`)
      await dropUnusedTexts(transaction)
      await run(sql`DELETE FROM absences WHERE policy_id IN (SELECT id FROM emptied)`)
      await run(sql`DELETE FROM policies WHERE id IN (SELECT id FROM emptied)`)
      await run(
        sql`UPDATE tenants SET purged_before = max(coalesce(purged_before, ''), ${before}) WHERE id = ${tenantId} AND EXISTS (SELECT 1 FROM deleted)`,
      )
      await run(sql`DELETE FROM purging`)
    }
    for (const table of ['deleted', 'orphans', 'emptied']) await run(sql`DROP TABLE ${sql.table(`temp.${table}`)}`)
    return figures!
  })
}
