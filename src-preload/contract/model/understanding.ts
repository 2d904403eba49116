import { z } from 'zod'
import { BackupSetId, BaselineId, FindingId, PolicyId, RunId, ScheduleId, TenantId, VersionId } from './ids.ts'
import { AskedMoment, Moment } from './values.ts'

/** A state of a tenant: what captures saw last, a set, single versions, or a moment. */
export const Side = z.strictObject({
  tenantId: TenantId,
  from: z.union([
    z.strictObject({ now: z.literal(true) }),
    z.strictObject({ setId: BackupSetId }),
    z.strictObject({ versionIds: z.array(VersionId).min(1) }),
    z.strictObject({ at: AskedMoment }),
  ]),
})
export type Side = z.infer<typeof Side>

/** Two objects that mean the same, or one without a counterpart. */
export const ComparedPair = z.object({
  type: z.string(),
  kind: z.string(),
  name: z.string(),
  state: z.enum(['same', 'different', 'left', 'right']),
  /** How the two were paired. */
  by: z.enum(['id', 'mapping', 'identity', 'name', 'content', 'hand']).nullable(),
  leftVersionId: VersionId.nullable(),
  rightVersionId: VersionId.nullable(),
  /** How many values differ. */
  changes: z.number(),
})
export type ComparedPair = z.infer<typeof ComparedPair>

/** A setting, who sets it, and to what. */
export const SettingUse = z.object({
  id: z.string(),
  name: z.string(),
  /** Several policies that reach somebody in common set it to different values. */
  conflicts: z.boolean(),
  uses: z.array(z.object({ policyId: PolicyId, policyName: z.string(), value: z.string(), assigned: z.boolean() })),
})
export type SettingUse = z.infer<typeof SettingUse>

export const Baseline = z.object({
  id: BaselineId,
  name: z.string(),
  sourceTenantId: z.string(),
  /** What it is made of, in words. */
  source: z.string(),
  createdAt: Moment,
  checkedAt: Moment.nullable(),
  /** Types that the last check could not read, by their titles: of them it says nothing. */
  unread: z.array(z.string()),
  open: z.number(),
  acknowledged: z.number(),
})
export type Baseline = z.infer<typeof Baseline>

export const Finding = z.object({
  id: FindingId,
  kind: z.enum(['new', 'removed', 'changed', 'assignment-changed']),
  type: z.string(),
  policyName: z.string(),
  policyId: PolicyId.nullable(),
  path: z.string(),
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  baselineVersionId: VersionId.nullable(),
  currentVersionId: VersionId.nullable(),
  changedBy: z.string().nullable(),
  state: z.enum(['open', 'acknowledged']),
  firstSeenAt: Moment,
})
export type Finding = z.infer<typeof Finding>

export const IgnoreRule = z.object({
  id: z.string(),
  type: z.string().nullable(),
  externalId: z.string().nullable(),
  path: z.string(),
  note: z.string(),
  createdAt: Moment,
})
export type IgnoreRule = z.infer<typeof IgnoreRule>

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
  /** Why it cannot run, as a sentence. */
  problem: z.string().nullable(),
  nextAt: Moment.nullable(),
  lastRunId: RunId.nullable(),
  lastDueAt: Moment,
})
export type Schedule = z.infer<typeof Schedule>

/** Something that depends on others, or that others depend on. */
export const GraphNode = z.object({
  /** `kind/id`. */
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  name: z.string(),
  policyId: PolicyId.nullable(),
  /** Others refer to it, and it is not in the tenant. */
  missing: z.boolean(),
  inbound: z.number(),
  outbound: z.number(),
})
export type GraphNode = z.infer<typeof GraphNode>
export const GraphEdge = z.object({ from: z.string(), to: z.string(), relation: z.string() })
export type GraphEdge = z.infer<typeof GraphEdge>

export const SearchHit = z.object({
  versionId: VersionId,
  policyId: PolicyId,
  tenantId: TenantId,
  type: z.string(),
  name: z.string(),
  number: z.number(),
  capturedAt: Moment,
  isCurrent: z.boolean(),
})
export type SearchHit = z.infer<typeof SearchHit>

export const SavedView = z.object({
  id: z.string(),
  name: z.string(),
  query: z.record(z.string(), z.unknown()),
  createdAt: Moment,
})
export type SavedView = z.infer<typeof SavedView>
