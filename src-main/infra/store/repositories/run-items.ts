import { sql, type Kysely, type Selectable } from 'kysely'
import type { RunKind } from '#contract/model/run-shapes.ts'
import { ItemState, itemStates } from '#contract/model/run-states.ts'
import { newVersionNote } from '#domain/runs/forgetting.ts'
import { itemSources, unendedStates } from '#domain/runs/states.ts'
import type { RunItemRow, RunRepository } from '#app/ports/runs.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { plainlyCaptured, plainlyUnchanged, readSpans, rowsOf, spansOf } from '../forgotten-items.ts'
import { itemColumns, readItem } from './run-rows.ts'

/** Items that need attention come before finished ones: what isn't done, then what Graph contradicted. */
const openFirst = sql`CASE state WHEN 'failed' THEN 0 WHEN 'unknown' THEN 1 WHEN 'waiting' THEN 2 WHEN 'blocked' THEN 3 WHEN 'unchanged' THEN 6 WHEN 'skipped' THEN 7 ELSE CASE json_extract(detail, '$.doubtful') WHEN 1 THEN 4 ELSE 5 END END`

const isPlainlyUnchanged = sql<boolean>`${sql.raw(plainlyUnchanged)}`
const isPlainlyCaptured = sql<boolean>`${sql.raw(plainlyCaptured)}`

/** An item, or a version that a run stored and has no item for. */
interface ItemOrVersion extends Selectable<Schema['run_items']> {
  /** The number of the version; null for an item. */
  readonly number: number | null
}

/** The versions that runs stored and have no items for. A salvage can give their rows to others. */
const storedVersions = sql`
  FROM runs JOIN json_each(iif(json_valid(runs.version_spans), runs.version_spans, '[]')) AS span
    JOIN versions ON versions.row BETWEEN json_extract(span.value, '$[0]') AND json_extract(span.value, '$[1]') AND versions.run_id = runs.id`

/** The items of a run, and the versions that it has no items for. */
const itemsAndVersions = (runId: string) => sql<ItemOrVersion>`(
  SELECT run_id, seq, id, key, type, name, policy_id, state, note, action, source_id, target_id, created, before_version_id, after_version_id,
    detail, error, started_at, ended_at, NULL AS number FROM run_items WHERE run_id = ${runId}
  UNION ALL SELECT runs.id, ${versionsFrom} + versions.row, versions.id, versions.policy_id, versions.type, versions.name, versions.policy_id, 'done', NULL,
    NULL, NULL, NULL, 0, NULL, versions.id,
    json_object('isNew', json('true'), 'newBlob', json(iif(EXISTS (SELECT 1 FROM version_rows AS older WHERE older.blob = versions.blob AND older.row < versions.row), 'false', 'true'))),
    NULL, NULL, versions.captured_at, versions.number
  ${storedVersions} WHERE runs.id = ${runId}
)`

/** Versions come after items: a run can't have so many of them. */
const versionsFrom = sql.lit(1_000_000_000)

const toItem = (kind: RunKind, { number, ...row }: ItemOrVersion): RunItemRow =>
  readItem(kind, number === null ? row : { ...row, note: newVersionNote(number) })

/** The part of the repository of runs that is about their items. */
type RunItemRepository = Pick<
  RunRepository,
  | 'moveRunningItems'
  | 'addItems'
  | 'items'
  | 'itemPage'
  | 'counts'
  | 'updateItems'
  | 'withItemsToForget'
  | 'forgetItems'
>

export function runItemRepository(db: Kysely<Schema>): RunItemRepository {
  const kindOf = async (runId: string): Promise<RunKind> => {
    const row = await db.selectFrom('runs').select('kind').where('id', '=', runId).executeTakeFirstOrThrow()
    return row.kind as RunKind
  }
  return {
    async moveRunningItems(runId, change) {
      await db
        .updateTable('run_items')
        .set(itemColumns(change))
        .where('run_id', '=', runId)
        .where('state', '=', 'running')
        .execute()
    },
    async addItems(runId, items, newId) {
      await inTransaction(db, async (transaction) => {
        const last = await transaction
          .selectFrom('run_items')
          .select(({ fn }) => fn.max('seq').as('seq'))
          .where('run_id', '=', runId)
          .executeTakeFirst()
        let seq = (last?.seq ?? -1) + 1
        for (const item of items) {
          const inserted = await transaction
            .insertInto('run_items')
            .values({
              run_id: runId,
              seq,
              id: newId(),
              key: item.key,
              type: item.type,
              name: item.name,
              policy_id: item.policyId ?? null,
              state: 'pending',
              note: null,
              error: null,
              started_at: null,
              ended_at: null,
              ...itemColumns({ ...item, detail: item.detail ?? {} }),
            })
            .onConflict((conflict) => conflict.columns(['run_id', 'key']).doNothing())
            .executeTakeFirst()
          if (Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0) seq += 1
        }
      })
    },
    async items(runId) {
      const kind = await kindOf(runId)
      const { rows } = await sql<ItemOrVersion>`SELECT * FROM ${itemsAndVersions(runId)} ORDER BY seq`.execute(db)
      return rows.map((row) => toItem(kind, row))
    },
    async itemPage(runId, { offset, limit, states, text }) {
      const kind = await kindOf(runId)
      const from = sql`FROM ${itemsAndVersions(runId)}
        WHERE ${states === null ? sql`true` : sql`state IN (SELECT value FROM json_each(${JSON.stringify(states)}))`}
          AND (${text} = '' OR instr(lower(name), ${text.toLowerCase()}) > 0)`
      const { rows } =
        await sql<ItemOrVersion>`SELECT * ${from} ORDER BY ${openFirst}, seq LIMIT ${limit} OFFSET ${offset}`.execute(
          db,
        )
      const counted = await sql<{ total: number }>`SELECT count(*) AS total ${from}`.execute(db)
      return { items: rows.map((row) => toItem(kind, row)), total: counted.rows[0]!.total }
    },
    async counts(runId) {
      const rows = await db
        .selectFrom('run_items')
        .select(['state', sql<number>`count(*)`.as('count')])
        .where('run_id', '=', runId)
        .groupBy('state')
        .execute()
      const counts = Object.fromEntries(itemStates.map((state) => [state, 0])) as Record<ItemState, number>
      for (const row of rows) counts[ItemState.parse(row.state)] = row.count
      const run = await db.selectFrom('runs').select('left_out').where('id', '=', runId).executeTakeFirst()
      counts.unchanged += run?.left_out ?? 0
      const stored = await sql<{
        count: number
      }>`SELECT count(*) AS count ${storedVersions} WHERE runs.id = ${runId}`.execute(db)
      counts.done += stored.rows[0]!.count
      return counts
    },
    async updateItems(changes, figures) {
      if (changes.length === 0 && !figures) return
      await inTransaction(db, async (transaction) => {
        for (const change of changes) {
          const set = itemColumns(change)
          if (Object.keys(set).length === 0) continue
          await transaction
            .updateTable('run_items')
            .set(set)
            .where('id', '=', change.id)
            .$if(change.state !== undefined, (query) => query.where('state', 'in', [...itemSources(change.state!)]))
            .execute()
        }
        if (figures)
          await transaction
            .updateTable('runs')
            .set({ requests: figures.requests, throttled: figures.throttled })
            .where('id', '=', figures.runId)
            .execute()
      })
    },
    async withItemsToForget(tenantId, kinds) {
      const rows = await db
        .selectFrom('runs')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('kind', 'in', kinds)
        .where('status', 'not in', unendedStates)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('run_items')
              .select('run_items.id')
              .whereRef('run_items.run_id', '=', 'runs.id')
              .where(({ or }) => or([isPlainlyUnchanged, isPlainlyCaptured])),
          ),
        )
        .execute()
      return rows.map(({ id }) => id)
    },
    async forgetItems(runId) {
      await inTransaction(db, async (transaction) => {
        const run = await transaction
          .selectFrom('runs')
          .select('version_spans')
          .where('id', '=', runId)
          .executeTakeFirst()
        if (!run) return
        const unchanged = await transaction
          .deleteFrom('run_items')
          .where('run_id', '=', runId)
          .where(isPlainlyUnchanged)
          .executeTakeFirst()
        const stored = await transaction
          .selectFrom('run_items')
          .innerJoin('version_rows', 'version_rows.id', 'run_items.after_version_id')
          .select('version_rows.row')
          .where('run_items.run_id', '=', runId)
          .where(isPlainlyCaptured)
          .execute()
        await transaction.deleteFrom('run_items').where('run_id', '=', runId).where(isPlainlyCaptured).execute()
        const spans = spansOf([...rowsOf(readSpans(run.version_spans)), ...stored.map(({ row }) => row)])
        await transaction
          .updateTable('runs')
          .set(({ eb }) => ({
            left_out: eb('left_out', '+', Number(unchanged.numDeletedRows)),
            version_spans: JSON.stringify(spans),
          }))
          .where('id', '=', runId)
          .execute()
      })
    },
  }
}
