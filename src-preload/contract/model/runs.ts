import { z } from 'zod'
import { AppError } from '../errors.ts'
import { PolicyId, RunId } from './ids.ts'
import { Moment } from './moments.ts'
import { PlanAction } from './plans.ts'
import { ItemCounts, ItemState, RunState } from './run-states.ts'

export const RunKind = z.enum([
  'sync',
  'capture',
  'backup',
  'restore-plan',
  'restore',
  'verify',
  'sign-in',
  'health',
  'onboarding-plan',
  'onboarding',
  'export',
  'definitions',
  'rehearsal',
  'drift',
])
export type RunKind = z.infer<typeof RunKind>

export const Run = z.object({
  id: RunId,
  tenantId: z.string(),
  kind: RunKind,
  title: z.string(),
  status: RunState,
  createdAt: Moment,
  startedAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  counts: ItemCounts,
  total: z.number(),
  requests: z.number(),
  throttled: z.number(),
  /** Graph asked all runs of the tenant to wait until then. */
  waitingUntil: Moment.nullable(),
  /** What the run is doing while it has no items, e.g. `Listing apps`. */
  phase: z.string().nullable(),
  error: AppError.nullable(),
  /** Figures of the kind: new versions, reused versions, new blobs, the plan it made. */
  result: z.record(z.string(), z.unknown()),
})
export type Run = z.infer<typeof Run>

export const RunItem = z.object({
  id: z.string(),
  seq: z.number(),
  type: z.string(),
  name: z.string(),
  policyId: PolicyId.nullable(),
  /** What a restore planned to do with it. */
  action: PlanAction.nullable(),
  state: ItemState,
  note: z.string().nullable(),
  error: AppError.nullable(),
  endedAt: Moment.nullable(),
  tookMs: z.number().nullable(),
})
export type RunItem = z.infer<typeof RunItem>
