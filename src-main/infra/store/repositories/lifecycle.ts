import { sql, type Kysely } from 'kysely'
import type { PurgeFigures } from '#contract/model/run-shapes.ts'
import type { LifecycleRepository, PurgeProgress } from '#app/ports/lifecycle.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { dropUnusedBlobs } from './blob-store.ts'
import { dropUnusedTexts } from './version-rows.ts'

/**
 * Those of `deleted` that are used by a backup set, a plan, a restore that can be undone, a finding, or a baseline with
 * IDs or a point in time.
 */
const namedBesideSets = sql`
  SELECT version_id FROM plan_items WHERE version_id IN (SELECT id FROM deleted)
  UNION SELECT before_version_id FROM run_items JOIN runs ON runs.id = run_items.run_id WHERE runs.kind = 'restore' AND before_version_id IN (SELECT id FROM deleted)
  UNION SELECT after_version_id FROM run_items JOIN runs ON runs.id = run_items.run_id WHERE runs.kind = 'restore' AND after_version_id IN (SELECT id FROM deleted)
  UNION SELECT baseline_version_id FROM findings WHERE state <> 'resolved' AND baseline_version_id IN (SELECT id FROM deleted)
  UNION SELECT current_version_id FROM findings WHERE state <> 'resolved' AND current_version_id IN (SELECT id FROM deleted)
  UNION SELECT held.value FROM baselines, json_each(baselines.source, '$.versionIds') AS held
  UNION SELECT old.id FROM deleted JOIN version_rows AS old ON old.row = deleted.row
    JOIN version_owners ON version_owners.row = old.owner
    JOIN baselines ON baselines.source_tenant_id = version_owners.tenant_id AND old.captured_at <= json_extract(baselines.source, '$.at')
    WHERE NOT EXISTS (
      SELECT 1 FROM version_rows AS newer
      WHERE newer.owner = old.owner AND newer.number > old.number AND newer.captured_at <= json_extract(baselines.source, '$.at')
    )`

const named = sql`SELECT deleted.id FROM deleted JOIN set_spans ON set_spans.version = deleted.row UNION ${namedBesideSets}`

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
    preview: (tenantId, before) => look(db, tenantId, before),
    freedBySet: (setId) => freedBySet(db, setId),
    purge: (tenantId, before, goesOn) => purge(db, { tenantId, before }, goesOn),
  }
}

/** Versions that one transaction looks at: others wait for it. */
const atOnce = 500
/** No limit (SQLite docs: LIMIT). */
const all = -1

interface Asked {
  readonly tenantId: string
  /** ISO 8601, UTC. */
  readonly before: string
}

/** What a purge would delete. */
function look(db: Kysely<Schema>, tenantId: string, before: string): Promise<PurgeFigures> {
  return inTransaction(db, async (transaction) => {
    const asked = { tenantId, before }
    await choose(transaction, asked, 0, all)
    return figures(transaction)
  })
}

/** What a purge could delete if a set were gone: versions that nothing else names, and content that nothing else uses. */
function freedBySet(db: Kysely<Schema>, setId: string): Promise<PurgeFigures> {
  return inTransaction(db, async (transaction) => {
    await createDeleted(transaction)
    await sql`
      INSERT INTO deleted SELECT versions.row, versions.id, versions.blob
      FROM backup_set_versions AS held JOIN versions ON versions.row = held.version JOIN policies ON policies.id = versions.policy_id
      WHERE held.set_id = ${setId}
        AND NOT EXISTS (SELECT 1 FROM backup_set_versions AS other WHERE other.version = held.version AND other.set_id <> ${setId})
        AND (policies.archived_at IS NOT NULL OR versions.number < (SELECT max(number) FROM versions AS newer WHERE newer.policy_id = versions.policy_id))`.execute(
      transaction,
    )
    await sql`DELETE FROM deleted WHERE id IN (${namedBesideSets})`.execute(transaction)
    await sql`CREATE TEMP TABLE emptied (id TEXT PRIMARY KEY)`.execute(transaction)
    return figures(transaction)
  })
}

/** How much is in `deleted` and `emptied`, which are forgotten then. */
async function figures(transaction: Kysely<Schema>): Promise<PurgeFigures> {
  const { rows } = await sql<PurgeFigures>`
    SELECT (SELECT count(*) FROM emptied) AS policies, (SELECT count(*) FROM deleted) AS versions, count(*) AS blobs, coalesce(sum(size), 0) AS bytes
    FROM blobs WHERE row IN (SELECT blob FROM deleted)
      AND NOT EXISTS (SELECT 1 FROM version_rows WHERE version_rows.blob = blobs.row AND version_rows.row NOT IN (SELECT row FROM deleted))`.execute(
    transaction,
  )
  await forget(transaction)
  return rows[0]!
}

const createDeleted = (transaction: Kysely<Schema>) =>
  sql`CREATE TEMP TABLE deleted (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, blob INTEGER NOT NULL)`.execute(
    transaction,
  )

/** Deletes unused versions from before a point in time, and archived policies without versions. */
async function* purge(db: Kysely<Schema>, asked: Asked, goesOn: () => Promise<boolean>): AsyncGenerator<PurgeProgress> {
  const of = await countOld(db, asked)
  let progress: PurgeProgress = { policies: 0, versions: 0, blobs: 0, bytes: 0, looked: 0, of }
  try {
    for (let after: number | null = 0; after !== null;) {
      const from: number = after
      const portion = await inTransaction(db, (transaction) => deletePortion(transaction, asked, from))
      after = portion.last
      progress = {
        ...progress,
        versions: progress.versions + portion.versions,
        policies: progress.policies + portion.policies,
        looked: progress.looked + portion.looked,
      }
      yield progress
      if (!(await goesOn())) break
    }
  } finally {
    progress = { ...progress, ...(await inTransaction(db, dropUnused)) }
  }
  yield progress
}

/**
 * Deletes the unused ones of the next old versions.
 *
 * @param after row of the last one that was looked at
 * @returns `last` is null if there are no more
 */
async function deletePortion(
  transaction: Kysely<Schema>,
  { tenantId, before }: Asked,
  after: number,
): Promise<{ last: number | null; looked: number; versions: number; policies: number }> {
  const run = (statement: ReturnType<typeof sql>) => statement.execute(transaction)
  const { looked, last } = await choose(transaction, { tenantId, before }, after, atOnce)
  const { rows } = await sql<{ versions: number; policies: number }>`
    SELECT (SELECT count(*) FROM deleted) AS versions, (SELECT count(*) FROM emptied) AS policies`.execute(transaction)
  // A trigger checks this table before it allows deleting versions.
  await run(sql`INSERT INTO purging (at) VALUES (${before})`)
  await run(sql`DELETE FROM secrets WHERE version_id IN (SELECT id FROM deleted)`)
  await run(sql`UPDATE policies SET version_id = NULL WHERE version_id IN (SELECT id FROM deleted)`)
  await run(sql`DELETE FROM version_rows WHERE row IN (SELECT row FROM deleted)`)
  await run(sql`DELETE FROM version_owners WHERE policy_id IN (SELECT id FROM emptied)`)
  await run(sql`DELETE FROM absences WHERE policy_id IN (SELECT id FROM emptied)`)
  await run(sql`DELETE FROM policies WHERE id IN (SELECT id FROM emptied)`)
  await run(
    sql`UPDATE tenants SET purged_before = max(coalesce(purged_before, ''), ${before}) WHERE id = ${tenantId} AND EXISTS (SELECT 1 FROM deleted)`,
  )
  await run(sql`DELETE FROM purging`)
  await forget(transaction)
  return { ...rows[0]!, looked, last }
}

/** What versions shared and no version uses any more. @returns what its content took */
async function dropUnused(transaction: Kysely<Schema>): Promise<Pick<PurgeFigures, 'blobs' | 'bytes'>> {
  const { rows } = await sql<Pick<PurgeFigures, 'blobs' | 'bytes'>>`
    SELECT count(*) AS blobs, coalesce(sum(size), 0) AS bytes FROM blobs
    WHERE NOT EXISTS (SELECT 1 FROM version_rows WHERE version_rows.blob = blobs.row)`.execute(transaction)
  await dropUnusedBlobs(transaction)
  await dropUnusedTexts(transaction)
  return rows[0]!
}

/** Old versions: the latest of a policy that isn't archived is none. */
const old = ({ tenantId, before }: Asked) => sql`
  versions JOIN policies ON policies.id = versions.policy_id
  WHERE versions.tenant_id = ${tenantId} AND versions.captured_at < ${before}
    AND (policies.archived_at IS NOT NULL OR versions.number < (SELECT max(number) FROM versions AS newer WHERE newer.policy_id = versions.policy_id))`

async function countOld(db: Kysely<Schema>, asked: Asked): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM ${old(asked)}`.execute(db)
  return rows[0]!.count
}

/**
 * Puts the unused ones of the next old versions into `deleted`, and archived policies without any other version into
 * `emptied`. SQLite works on sets of rows, so that a hundred thousand versions don't need as many statements.
 */
async function choose(
  transaction: Kysely<Schema>,
  asked: Asked,
  after: number,
  limit: number,
): Promise<{ looked: number; last: number | null }> {
  const run = (statement: ReturnType<typeof sql>) => statement.execute(transaction)
  await createDeleted(transaction)
  await run(
    sql`INSERT INTO deleted SELECT versions.row, versions.id, versions.blob FROM ${old(asked)} AND versions.row > ${after} ORDER BY versions.row LIMIT ${limit}`,
  )
  const { rows } = await sql<{ looked: number; last: number | null }>`
    SELECT count(*) AS looked, max(row) AS last FROM deleted`.execute(transaction)
  await run(sql`DELETE FROM deleted WHERE id IN (${named})`)
  await run(
    sql`CREATE TEMP TABLE emptied AS SELECT id FROM policies WHERE tenant_id = ${asked.tenantId} AND archived_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.policy_id = policies.id AND versions.id NOT IN (SELECT id FROM deleted))`,
  )
  return rows[0]!
}

async function forget(transaction: Kysely<Schema>): Promise<void> {
  for (const table of ['deleted', 'emptied']) await sql`DROP TABLE ${sql.table(`temp.${table}`)}`.execute(transaction)
}
