import { z } from 'zod'
import { BaselineId, RunId, ScheduleId } from './ids.ts'
import { Moment } from './moments.ts'

export const Keep = z.strictObject({
  last: z.number().int().min(0).max(1000),
  daily: z.number().int().min(0).max(1000),
  weekly: z.number().int().min(0).max(1000),
  monthly: z.number().int().min(0).max(1000),
})
export type Keep = z.infer<typeof Keep>

export const Schedule = z.object({
  id: ScheduleId,
  name: z.string(),
  types: z.array(z.string()),
  cron: z.string(),
  zone: z.string(),
  keep: Keep,
  baselineId: BaselineId.nullable(),
  enabled: z.boolean(),
  /** Why it can't run. */
  problem: z.string().nullable(),
  nextAt: Moment.nullable(),
  lastRunId: RunId.nullable(),
  lastDueAt: Moment,
})
export type Schedule = z.infer<typeof Schedule>
