import { sql, type Kysely, type Selectable } from 'kysely'
import { AppError } from '#contract/errors.ts'
import { ItemState, itemStates, RunState } from '#contract/model/run-states.ts'
import { RunKind } from '#contract/model/runs.ts'
import type { ItemChange, RunItemRow, RunRepository, RunRow } from '#app/ports/runs.ts'
import type { Schema } from '../schema/schema.ts'
import { readObject } from './json-column.ts'

const active = ['queued', 'running', 'cancelling']

const toRun = (row: Selectable<Schema['runs']>): RunRow => ({
  id: row.id,
  tenantId: row.tenant_id,
  kind: RunKind.parse(row.kind),
  title: row.title,
  target: row.target,
  input: readObject(row.input),
  status: RunState.parse(row.status),
  phase: row.phase,
  result: readObject(row.result),
  error: readError(row.error),
  requests: row.requests,
  throttled: row.throttled,
  createdAt: row.created_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
})

const toItem = (row: Selectable<Schema['run_items']>): RunItemRow => ({
  id: row.id,
  runId: row.run_id,
  seq: row.seq,
  key: row.key,
  type: row.type,
  name: row.name,
  policyId: row.policy_id,
  state: ItemState.parse(row.state),
  note: row.note,
  detail: readObject(row.detail),
  error: readError(row.error),
  startedAt: row.started_at,
  endedAt: row.ended_at,
})

const readError = (text: string | null): AppError | null => (text === null ? null : AppError.parse(JSON.parse(text)))
const writeError = (error: AppError | null): string | null => (error === null ? null : JSON.stringify(error))

/** What somebody has to look at comes before what is over. */
const openFirst = sql`CASE state WHEN 'failed' THEN 0 WHEN 'unknown' THEN 1 WHEN 'waiting' THEN 2 WHEN 'blocked' THEN 3 ELSE 4 END`

export function runRepository(db: Kysely<Schema>): RunRepository {
  return {
    async enqueue(run) {
      // The unique index decides, not a look beforehand: two callers at once get the same run.
      const inserted = await db
        .insertInto('runs')
        .values({
          id: run.id,
          tenant_id: run.tenantId,
          kind: run.kind,
          title: run.title,
          target: run.target,
          input: JSON.stringify(run.input),
          status: 'queued',
          phase: null,
          error: null,
          created_at: run.at,
          started_at: null,
          ended_at: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      if (Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0) return { runId: run.id, reused: false }
      const there = await db
        .selectFrom('runs')
        .select('id')
        .where('tenant_id', '=', run.tenantId)
        .where('kind', '=', run.kind)
        .where('target', '=', run.target)
        .where('status', 'in', active)
        .executeTakeFirstOrThrow()
      return { runId: there.id, reused: true }
    },
    async find(id) {
      const row = await db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toRun(row)
    },
    async list(tenantId, limit) {
      return (
        await db
          .selectFrom('runs')
          .selectAll()
          .where('tenant_id', '=', tenantId)
          .orderBy('created_at', 'desc')
          .orderBy('id')
          .limit(limit)
          .execute()
      ).map(toRun)
    },
    async unfinished() {
      return (
        await db.selectFrom('runs').selectAll().where('status', 'in', active).orderBy('created_at').execute()
      ).map(toRun)
    },
    async update(id, change) {
      const set = {
        ...(change.status === undefined ? {} : { status: change.status }),
        ...(change.phase === undefined ? {} : { phase: change.phase }),
        ...(change.result === undefined ? {} : { result: JSON.stringify(change.result) }),
        ...(change.error === undefined ? {} : { error: writeError(change.error) }),
        ...(change.requests === undefined ? {} : { requests: change.requests }),
        ...(change.throttled === undefined ? {} : { throttled: change.throttled }),
        ...(change.startedAt === undefined ? {} : { started_at: change.startedAt }),
        ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
      }
      if (Object.keys(set).length > 0) await db.updateTable('runs').set(set).where('id', '=', id).execute()
    },
    async addItems(runId, items, newId) {
      await db.transaction().execute(async (transaction) => {
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
              detail: JSON.stringify(item.detail ?? {}),
              error: null,
              started_at: null,
              ended_at: null,
            })
            .onConflict((conflict) => conflict.columns(['run_id', 'key']).doNothing())
            .executeTakeFirst()
          if (Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0) seq += 1
        }
      })
    },
    async items(runId) {
      return (await db.selectFrom('run_items').selectAll().where('run_id', '=', runId).orderBy('seq').execute()).map(
        toItem,
      )
    },
    async itemPage(runId, { offset, limit, states, text }) {
      const found = db
        .selectFrom('run_items')
        .where('run_id', '=', runId)
        .$if(states !== null, (query) => query.where('state', 'in', states ?? []))
        .$if(text !== '', (query) => query.where(sql<boolean>`instr(lower(name), ${text.toLowerCase()}) > 0`))
      const rows = await found.selectAll().orderBy(openFirst).orderBy('seq').offset(offset).limit(limit).execute()
      const total = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      return { items: rows.map(toItem), total: total.total }
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
      return counts
    },
    async restored(tenantId, sourceTenantId) {
      const { rows } = await sql<{
        type: string
        name: string
        source: string
        target: string
        options: string | null
        assignments: number | null
      }>`
        SELECT run_items.type, run_items.name, json_extract(run_items.detail, '$.sourceId') AS source, json_extract(run_items.detail, '$.targetId') AS target,
          json_extract(plans.input, '$.options') AS options, json_extract(plans.input, '$.assignments') AS assignments
        FROM runs JOIN plans ON plans.id = json_extract(runs.input, '$.planId') JOIN run_items ON run_items.run_id = runs.id
        WHERE runs.tenant_id = ${tenantId} AND runs.kind = 'restore' AND json_extract(plans.input, '$.sourceTenantId') = ${sourceTenantId}
          AND run_items.state IN ('done', 'unchanged') AND coalesce(json_extract(run_items.detail, '$.targetId'), '') <> '' AND coalesce(json_extract(run_items.detail, '$.sourceId'), '') <> ''
        ORDER BY runs.created_at DESC, runs.id, run_items.seq`.execute(db)
      return rows.map((row) => ({
        type: row.type,
        name: row.name,
        sourceId: row.source,
        targetId: row.target,
        input: {
          ...(row.options === null ? {} : { options: readObject(row.options) }),
          ...(row.assignments === null ? {} : { assignments: row.assignments === 1 }),
        },
      }))
    },
    async updateItems(changes, figures) {
      if (changes.length === 0 && !figures) return
      await db.transaction().execute(async (transaction) => {
        for (const { id, change } of changes) {
          const set = itemColumns(change)
          if (Object.keys(set).length > 0)
            await transaction.updateTable('run_items').set(set).where('id', '=', id).execute()
        }
        if (figures)
          await transaction
            .updateTable('runs')
            .set({ requests: figures.requests, throttled: figures.throttled })
            .where('id', '=', figures.runId)
            .execute()
      })
    },
  }
}

function itemColumns(change: ItemChange) {
  return {
    ...(change.state === undefined ? {} : { state: change.state }),
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.note === undefined ? {} : { note: change.note }),
    ...(change.policyId === undefined ? {} : { policy_id: change.policyId }),
    ...(change.detail === undefined ? {} : { detail: JSON.stringify(change.detail) }),
    ...(change.error === undefined ? {} : { error: writeError(change.error) }),
    ...(change.startedAt === undefined ? {} : { started_at: change.startedAt }),
    ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
  }
}
