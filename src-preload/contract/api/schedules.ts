import { z } from 'zod'
import { method } from '../method.ts'
import { BaselineId, ScheduleId, TenantId } from '../model/ids.ts'
import { Keep, Schedule } from '../model/schedules.ts'
import { Moment } from '../model/moments.ts'
import { Accepted } from './runs.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })
const ofSchedule = ofTenant.extend({ scheduleId: ScheduleId })
const nothing = z.object({})

export const schedules = {
  'schedules.list': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['schedules.changed'],
    input: ofTenant,
    output: z.array(Schedule),
  }),
  'schedules.save': method({
    effect: 'store',
    scope: 'tenant',
    owns: { scheduleId: 'schedule', baselineId: 'baseline' },
    audited: 'schedule.saved',
    changes: ['schedules.changed'],
    input: ofTenant.extend({
      scheduleId: ScheduleId.optional(),
      name: z.string().trim().min(1).max(200),
      types: z.array(z.string()).default([]),
      cron: z.string().trim().min(1).max(100),
      zone: z.string().min(1).max(100),
      keep: Keep,
      baselineId: BaselineId.nullable().default(null),
      enabled: z.boolean().default(true),
    }),
    output: z.object({ scheduleId: ScheduleId }),
  }),
  'schedules.remove': method({
    effect: 'store',
    scope: 'tenant',
    owns: { scheduleId: 'schedule' },
    audited: 'schedule.removed',
    changes: ['schedules.changed'],
    input: ofSchedule,
    output: nothing,
  }),
  'schedules.runNow': method({
    effect: 'run',
    scope: 'tenant',
    owns: { scheduleId: 'schedule' },
    audited: null,
    changes: [],
    input: ofSchedule,
    output: Accepted,
  }),
  /** The next runs of a schedule, or a message about what is wrong with it. */
  'schedules.preview': method({
    effect: 'read',
    scope: 'app',
    changedBy: [],
    input: z.strictObject({ cron: z.string().max(100), zone: z.string().max(100) }),
    output: z.object({ next: z.array(Moment), problem: z.string().nullable() }),
  }),
}
