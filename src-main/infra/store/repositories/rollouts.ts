import type { Kysely, Selectable } from 'kysely'
import type { RolloutRepository, RolloutRow, RolloutStepRow } from '#app/ports/standards.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { readTexts } from './json-column.ts'

const toStep = (row: Selectable<Schema['rollout_steps']>): RolloutStepRow => ({
  tenantId: row.tenant_id,
  due: row.due,
  planRunId: row.plan_run_id,
  planId: row.plan_id,
  rehearsalRunId: row.rehearsal_run_id,
  confirmedAt: row.confirmed_at,
  justification: row.justification,
  restoreRunId: row.restore_run_id,
  leftOut: row.left_out === 1,
})

export function rolloutRepository(db: Kysely<Schema>): RolloutRepository {
  const rows = () =>
    db
      .selectFrom('rollouts')
      .innerJoin('standards', 'standards.id', 'rollouts.standard_id')
      .selectAll('rollouts')
      .select('standards.tenant_id')
  type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]
  const toRollout = async (row: Row): Promise<RolloutRow> => {
    const steps = await db
      .selectFrom('rollout_steps')
      .selectAll()
      .where('rollout_id', '=', row.id)
      .orderBy('position')
      .execute()
    return {
      id: row.id,
      standardId: row.standard_id,
      tenantId: row.tenant_id,
      title: row.title,
      groups: readTexts(row.groups),
      versionIds: row.versions === null ? null : readTexts(row.versions),
      createdAt: row.created_at,
      stoppedAt: row.stopped_at,
      stoppedFor: row.stopped_for,
      steps: steps.map(toStep),
    }
  }
  return {
    async list(standardId) {
      const found = await rows()
        .where('standard_id', '=', standardId)
        .orderBy('rollouts.created_at', 'desc')
        .orderBy('rollouts.id')
        .execute()
      return Promise.all(found.map(toRollout))
    },
    async find(id) {
      const row = await rows().where('rollouts.id', '=', id).executeTakeFirst()
      return row && toRollout(row)
    },
    async unfinished() {
      const found = await db
        .selectFrom('rollout_steps')
        .select('rollout_id')
        .distinct()
        .innerJoin('rollouts', 'rollouts.id', 'rollout_steps.rollout_id')
        .where('rollouts.stopped_at', 'is', null)
        .where('rollout_steps.left_out', '=', 0)
        .where((where) => where.or([where('rollout_steps.due', 'is', null), where('rollout_steps.due', '>', 0)]))
        .leftJoin('runs', 'runs.id', 'rollout_steps.restore_run_id')
        .where((where) =>
          where.or([where('rollout_steps.restore_run_id', 'is', null), where('runs.status', '!=', 'succeeded')]),
        )
        .execute()
      return found.map(({ rollout_id }) => rollout_id)
    },
    async insert({ id, standardId, title, groups, versionIds, createdAt, stoppedAt, stoppedFor, steps }) {
      await inTransaction(db, async (transaction) => {
        await transaction
          .insertInto('rollouts')
          .values({
            id,
            standard_id: standardId,
            title,
            groups: JSON.stringify(groups),
            versions: versionIds === null ? null : JSON.stringify(versionIds),
            created_at: createdAt,
            stopped_at: stoppedAt,
            stopped_for: stoppedFor,
          })
          .execute()
        for (const [position, step] of steps.entries())
          await transaction
            .insertInto('rollout_steps')
            .values({
              rollout_id: id,
              position,
              tenant_id: step.tenantId,
              ...columnsOf(step),
            })
            .execute()
      })
    },
    async changeStep(id, tenantId, change) {
      await db
        .updateTable('rollout_steps')
        .set(columnsOf(change))
        .where('rollout_id', '=', id)
        .where('tenant_id', '=', tenantId)
        .execute()
    },
    async stop(id, stopped) {
      await db
        .updateTable('rollouts')
        .set({ stopped_at: stopped?.at ?? null, stopped_for: stopped?.why ?? null })
        .where('id', '=', id)
        .execute()
    },
  }
}

/** Columns of what changes in a step; what is left out stays. */
const columnsOf = (change: Partial<Omit<RolloutStepRow, 'tenantId'>>) => ({
  ...(change.due === undefined ? {} : { due: change.due }),
  ...(change.planRunId === undefined ? {} : { plan_run_id: change.planRunId }),
  ...(change.planId === undefined ? {} : { plan_id: change.planId }),
  ...(change.rehearsalRunId === undefined ? {} : { rehearsal_run_id: change.rehearsalRunId }),
  ...(change.confirmedAt === undefined ? {} : { confirmed_at: change.confirmedAt }),
  ...(change.justification === undefined ? {} : { justification: change.justification }),
  ...(change.restoreRunId === undefined ? {} : { restore_run_id: change.restoreRunId }),
  ...(change.leftOut === undefined ? {} : { left_out: change.leftOut ? 1 : 0 }),
})
