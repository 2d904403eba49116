import { BaselineId, RunId, ScheduleId } from '#contract/model/ids.ts'
import { Failure } from '#contract/errors.ts'
import { due, timingProblem, upcoming } from '#domain/schedule/due.ts'
import { requireTypes } from '../capture/capture-types.ts'
import { startScheduled } from '../schedules/scheduler.ts'
import type { ScheduleRow } from '../ports/schedules.ts'
import { requireBaseline, requireSchedule } from './ownership.ts'
import type { schedules } from '#contract/api/schedules.ts'
import type { Handlers } from './handlers.ts'

function toSchedule(row: ScheduleRow, now: Date) {
  const problem = timingProblem(row)
  const next = row.enabled && problem === null ? due(row, new Date(row.lastDueAt), now) : null
  return {
    id: ScheduleId.parse(row.id),
    name: row.name,
    types: [...row.types],
    cron: row.cron,
    zone: row.zone,
    keep: { ...row.keep },
    enabled: row.enabled,
    baselineId: row.baselineId === null ? null : BaselineId.parse(row.baselineId),
    lastRunId: row.lastRunId === null ? null : RunId.parse(row.lastRunId),
    lastDueAt: row.lastDueAt,
    problem,
    nextAt: (next?.at ?? next?.next)?.toISOString() ?? null,
  }
}

export const schedulesHandlers: Handlers<keyof typeof schedules> = {
  'schedules.list': async ({ tenantId }, { ports: { store, clock } }) =>
    (await store.schedules.list(tenantId)).map((row) => toSchedule(row, clock.now())),
  'schedules.save': async (
    { tenantId, scheduleId, name, types, cron, zone, keep, baselineId, enabled },
    { ports: { store, newId, clock }, emit },
  ) => {
    const problem = timingProblem({ cron, zone })
    if (problem !== null)
      throw new Failure('badInput', problem, {
        hint: 'An example: 30 2 * * 1-5 is half past two from Monday to Friday.',
      })
    requireTypes(types)
    if (baselineId !== null) await requireBaseline(store, tenantId, baselineId)
    const before = scheduleId === undefined ? undefined : await requireSchedule(store, tenantId, scheduleId)
    const at = clock.now().toISOString()
    const id = before?.id ?? newId()
    // What a changed timing would have done before now does not count as missed.
    const isSame = before?.cron === cron && before.zone === zone && before.enabled && enabled
    await store.schedules.save({
      id,
      tenantId,
      name,
      types,
      cron,
      zone,
      keep,
      baselineId,
      enabled,
      lastDueAt: isSame ? before.lastDueAt : at,
      lastRunId: before?.lastRunId ?? null,
      createdAt: before?.createdAt ?? at,
    })
    emit('schedules.changed', { tenantId })
    return { scheduleId: ScheduleId.parse(id) }
  },

  'schedules.remove': async ({ tenantId, scheduleId }, { ports: { store }, emit }) => {
    await requireSchedule(store, tenantId, scheduleId)
    await store.schedules.remove(scheduleId)
    emit('schedules.changed', { tenantId })
    return {}
  },

  'schedules.runNow': async ({ tenantId, scheduleId }, { ports: { store, clock }, engine }) => {
    const { runId, reused } = await startScheduled(
      engine,
      await requireSchedule(store, tenantId, scheduleId),
      clock.now().toISOString(),
    )
    return { runId: RunId.parse(runId), reused }
  },

  'schedules.preview': async ({ cron, zone }, { ports: { clock } }) => {
    const problem = timingProblem({ cron, zone })
    return {
      problem,
      next: problem === null ? upcoming({ cron, zone }, clock.now(), 5).map((moment) => moment.toISOString()) : [],
    }
  },
}
