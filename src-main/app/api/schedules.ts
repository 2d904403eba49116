import { BaselineId, RunId, ScheduleId } from '#contract/model/ids.ts'
import { failure } from '#contract/errors.ts'
import { due, timingProblem, upcoming } from '#domain/schedule/due.ts'
import { requireTypes } from '../capture/chosen-types.ts'
import { scheduledBackup } from '../schedules/scheduler.ts'
import type { ScheduleRow } from '../ports/schedules.ts'
import { toAccepted } from './accepted.ts'
import type { schedules } from '#contract/api/schedules.ts'
import type { Handlers } from './handlers.ts'
import { words } from './words.ts'

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
  'schedules.list': async ({ tenantId }, { store, ports: { clock } }) =>
    (await store.schedules.list(tenantId)).map((row) => toSchedule(row, clock.now())),
  'schedules.save': async (
    { tenantId, name, types, cron, zone, keep, baselineId, enabled },
    { store, owned, note, ports: { newId, clock } },
  ) => {
    const problem = timingProblem({ cron, zone })
    if (problem !== null) throw failure('badInput', { message: problem, hint: words.schedules.timingExample })
    requireTypes(types)
    const before = owned.scheduleId
    const at = clock.now().toISOString()
    const id = before?.id ?? newId()
    // Runs that a changed schedule would have had in the past don't count as missed.
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
      effectiveAt: isSame ? before.effectiveAt : at,
    })
    note({ scheduleId: id })
    return { scheduleId: ScheduleId.parse(id) }
  },

  'schedules.remove': async ({ scheduleId }, { store, owned, note }) => {
    await store.schedules.remove(scheduleId)
    note({ name: owned.scheduleId.name })
    return {}
  },

  'schedules.runNow': async (_input, { start, owned, ports: { clock } }) =>
    toAccepted(await start(scheduledBackup(owned.scheduleId, clock.now().toISOString()))),
  'schedules.preview': async ({ cron, zone }, { ports: { clock } }) => {
    const problem = timingProblem({ cron, zone })
    return {
      problem,
      next: problem === null ? upcoming({ cron, zone }, clock.now(), 5).map((moment) => moment.toISOString()) : [],
    }
  },
}
