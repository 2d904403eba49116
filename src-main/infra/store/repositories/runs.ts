import type { Kysely } from 'kysely'
import { PlanInput } from '#contract/model/plans.ts'
import { runShapes, type RunKind } from '#contract/model/run-shapes.ts'
import type { RunState } from '#contract/model/run-states.ts'
import { runSources, unendedStates } from '#domain/runs/states.ts'
import type { RunRepository, RunRow } from '#app/ports/runs.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { readObject } from './json-column.ts'
import { runItemRepository } from './run-items.ts'
import { addToResult, noticesText } from './run-results.ts'
import { isReadable, readableRuns, readRun, writeError } from './run-rows.ts'

export function runRepository(db: Kysely<Schema>): RunRepository {
  return {
    ...runItemRepository(db),
    async enqueue(run) {
      // The unique index decides, so that two simultaneous callers get the same run.
      const inserted = await db
        .insertInto('runs')
        .values({
          id: run.id,
          tenant_id: run.tenantId,
          kind: run.kind,
          title: run.title,
          target: run.target,
          input: JSON.stringify(runShapes[run.kind].input.parse(run.input)),
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
        .where('status', 'in', unendedStates)
        .executeTakeFirstOrThrow()
      return { runId: there.id, reused: true }
    },
    async find(id) {
      const row = await db
        .selectFrom('runs')
        .select(noticesText)
        .selectAll('runs')
        .where('id', '=', id)
        .executeTakeFirst()
      return row && readRun(row)
    },
    async list(tenantId, limit) {
      const rows = await db
        .selectFrom('runs')
        .select(noticesText)
        .selectAll('runs')
        .where('tenant_id', '=', tenantId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute()
      return readableRuns(rows)
    },
    async newest<Kind extends RunKind>(tenantId: string, kind: Kind, target?: string) {
      const row = await db
        .selectFrom('runs')
        .select(noticesText)
        .selectAll('runs')
        .where('tenant_id', '=', tenantId)
        .where('kind', '=', kind)
        .$if(target !== undefined, (query) => query.where('target', '=', target!))
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst()
      // The query asked for this kind only.
      return row && (readRun(row) as RunRow<Kind>)
    },
    async unfinished() {
      const rows = await db
        .selectFrom('runs')
        .select(noticesText)
        .selectAll('runs')
        .where('status', 'in', unendedStates)
        .orderBy('created_at')
        .execute()
      return readableRuns(rows)
    },
    async unreadable() {
      const rows = await db
        .selectFrom('runs')
        .select(noticesText)
        .selectAll('runs')
        .where('status', 'in', unendedStates)
        .execute()
      return rows.filter((row) => !isReadable(row)).map((row) => row.id)
    },
    async move(id, to, facts = {}) {
      const moved = await db
        .updateTable('runs')
        .set({
          status: to,
          ...(facts.startedAt === undefined ? {} : { started_at: facts.startedAt }),
          ...(facts.endedAt === undefined ? {} : { ended_at: facts.endedAt }),
          ...(facts.error === undefined ? {} : { error: writeError(facts.error) }),
          ...(facts.phase === undefined ? {} : { phase: facts.phase }),
          ...(facts.requests === undefined ? {} : { requests: facts.requests }),
          ...(facts.throttled === undefined ? {} : { throttled: facts.throttled }),
        })
        .where('id', '=', id)
        .where('status', 'in', runSources(to) as RunState[])
        .executeTakeFirst()
      return moved.numUpdatedRows > 0n
    },
    async record(id, { phase, result, requests, throttled }) {
      await inTransaction(db, async (transaction) => {
        const set = {
          ...(phase === undefined ? {} : { phase }),
          ...(result === undefined ? {} : await addToResult(transaction, id, result)),
          ...(requests === undefined ? {} : { requests }),
          ...(throttled === undefined ? {} : { throttled }),
        }
        if (Object.keys(set).length > 0) await transaction.updateTable('runs').set(set).where('id', '=', id).execute()
      })
    },
    async restoreOf(versionId) {
      const row = await db
        .selectFrom('run_items')
        .innerJoin('runs', 'runs.id', 'run_items.run_id')
        .select('runs.title')
        .where('run_items.after_version_id', '=', versionId)
        .where('runs.kind', '=', 'restore')
        .limit(1)
        .executeTakeFirst()
      return row?.title
    },
    async restored(tenantId, sourceTenantId) {
      const rows = await db
        .selectFrom('runs')
        .innerJoin('plans', 'plans.id', 'runs.target')
        .innerJoin('run_items', 'run_items.run_id', 'runs.id')
        .select([
          'run_items.type',
          'run_items.name',
          'run_items.source_id',
          'run_items.target_id',
          'run_items.created',
          'plans.id as planId',
          'plans.input',
        ])
        .where('runs.tenant_id', '=', tenantId)
        .where('runs.kind', '=', 'restore')
        .where('plans.source_tenant_id', '=', sourceTenantId)
        .where('run_items.state', 'in', ['done', 'unchanged'])
        .where('run_items.source_id', 'is not', null)
        .where('run_items.target_id', 'is not', null)
        .orderBy('runs.created_at', 'desc')
        .orderBy('runs.id')
        .orderBy('run_items.seq')
        .execute()
      const inputs = new Map(rows.map((row) => [row.planId, row.input]))
      const parsed = new Map([...inputs].map(([id, input]) => [id, PlanInput.safeParse(readObject(input)).data]))
      return rows.flatMap((row) => {
        // A plan that can't be read only means that its objects aren't remembered.
        const options = parsed.get(row.planId)?.options
        const { type, name } = row
        return options
          ? [{ type, name, sourceId: row.source_id!, targetId: row.target_id!, isCreated: row.created === 1, options }]
          : []
      })
    },
  }
}
