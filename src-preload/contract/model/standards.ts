import { z } from 'zod'
import { BackupSetId, PlanId, RolloutId, RunId, StandardId, VersionId } from './ids.ts'
import { AskedMoment, Moment } from './moments.ts'
import { PlanSummary } from './plans.ts'

/** What a standard is: the latest captures of its tenant, one of its backup sets, or a moment of it. */
export const StandardSource = z.union([
  z.strictObject({ now: z.literal(true) }),
  z.strictObject({ setId: BackupSetId }),
  z.strictObject({ at: AskedMoment }),
])
export type StandardSource = z.infer<typeof StandardSource>

/** Groups that get policies before everybody else does, by their names in every tenant. */
export const Wave = z.strictObject({
  name: z.string().trim().min(1).max(120),
  groups: z.array(z.string().trim().min(1).max(256)).min(1).max(50),
})
export type Wave = z.infer<typeof Wave>

/** A state of one tenant that other tenants should have (spec 068). */
export const Standard = z.object({
  id: StandardId,
  /** The tenant that it is captured from. */
  tenantId: z.string(),
  name: z.string(),
  source: StandardSource,
  /** What `source` is called. */
  sourceTitle: z.string(),
  /** The tenants that should have it, in the order in which they get it. */
  tenantIds: z.array(z.string()),
  /** In their order. After the last one, everybody gets what the standard says. */
  waves: z.array(Wave),
  createdAt: Moment,
})
export type Standard = z.infer<typeof Standard>

/** How a tenant has a policy of a standard, the worst first. */
export const standardStates = ['missing', 'different', 'accepted', 'same'] as const
export const StandardState = z.enum(standardStates)
export type StandardState = z.infer<typeof StandardState>

/** A difference from standards that a tenant has on purpose. */
export const AcceptedDifference = z.object({
  type: z.string(),
  name: z.string(),
  /** What the difference was. */
  print: z.string(),
  reason: z.string(),
  /** Who answers for it. */
  owner: z.string(),
  /** The last day, as `2026-12-31`; null for no end. */
  until: z.string().nullable(),
  createdAt: Moment,
  /** It counts no longer: its last day is over, or the policy differs in another way by now. */
  isOver: z.boolean(),
})
export type AcceptedDifference = z.infer<typeof AcceptedDifference>

/** A policy of a standard, and how one tenant has it. */
export const StandardPolicy = z.object({
  type: z.string(),
  kind: z.string(),
  /** As the standard calls it, with the values of the tenant. */
  name: z.string(),
  /** The same as it is in the standard, such as `{{tenant.name}} – proxy`. */
  ownName: z.string(),
  /** Of the standard. */
  versionId: VersionId,
  state: StandardState,
  /** Of the tenant; null if it is missing there. */
  targetVersionId: VersionId.nullable(),
  /** How many values differ. */
  changes: z.number(),
  /** What an acceptance is about: it ends when the difference becomes another one. */
  print: z.string(),
  /** Also where it is over. */
  accepted: AcceptedDifference.nullable(),
  /** Values that the policy needs and the tenant doesn't have, such as `tenant.domain`. */
  missingValues: z.array(z.string()),
})
export type StandardPolicy = z.infer<typeof StandardPolicy>

/** A value that a tenant has in the place of `{{tenant.name}}`. */
export const TenantValue = z.object({
  name: z.string(),
  value: z.string(),
  /** Every tenant has it; only `tenant.name` can be given another value. */
  isBuiltIn: z.boolean(),
})
export type TenantValue = z.infer<typeof TenantValue>

/** Where a tenant is in a rollout. */
export const stepStates = [
  'planning',
  'planFailed',
  'rehearsing',
  'ready',
  'confirmed',
  'running',
  'done',
  'failed',
  'leftOut',
] as const
export const StepState = z.enum(stepStates)
export type StepState = z.infer<typeof StepState>

/** A tenant in a rollout, with its plan. */
export const RolloutStep = z.object({
  tenantId: z.string(),
  state: StepState,
  /** How many policies it should get; null until that is known. */
  due: z.number().nullable(),
  planRunId: RunId.nullable(),
  planId: PlanId.nullable(),
  /** What the plan does. */
  summary: PlanSummary.nullable(),
  /** Policies that are written with a warning of the plan, such as an assignment that is left out. */
  warnings: z.number(),
  /** Items that wouldn't be written, or only in part, as the rehearsal showed. */
  rehearsalProblems: z.number().nullable(),
  rehearsalRunId: RunId.nullable(),
  restoreRunId: RunId.nullable(),
  /** Why it failed. */
  problem: z.string().nullable(),
})
export type RolloutStep = z.infer<typeof RolloutStep>

/** A standard on its way to its tenants: a plan for each, carried out one after another. */
export const Rollout = z.object({
  id: RolloutId,
  /** Of the standard. */
  tenantId: z.string(),
  standardId: StandardId,
  title: z.string(),
  /** Groups that get the policies; empty if everybody does. */
  groups: z.array(z.string()),
  createdAt: Moment,
  /** Nothing more is started: a tenant failed, or somebody stopped it. */
  stoppedAt: Moment.nullable(),
  /** Why it stopped. */
  stoppedFor: z.string().nullable(),
  isDone: z.boolean(),
  steps: z.array(RolloutStep),
})
export type Rollout = z.infer<typeof Rollout>
