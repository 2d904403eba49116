import { z } from 'zod'
import { AppError } from '../errors.ts'
import { Cloud, SignInKind } from './clouds.ts'
import { BackupSetId, PlanId, PolicyId, RunId, VersionId } from './ids.ts'

/** A moment in UTC, ISO 8601. */
export const Moment = z.string()

/** A moment that somebody asks for: ISO 8601 with its zone. Moments are compared as texts, so it becomes UTC to the millisecond. */
export const AskedMoment = z.iso
  .datetime({ offset: true, error: 'Give a moment like 2026-11-26T08:30:00Z.' })
  .transform((moment) => new Date(moment).toISOString())

export const Environment = z.enum(['production', 'test', 'demo'])
export type Environment = z.infer<typeof Environment>

export const Tenant = z.object({
  id: z.string(),
  name: z.string(),
  environment: Environment,
  colour: z.string(),
  graphUrl: z.string().nullable(),
  /** When writing is allowed until, or null when the tenant is read-only. */
  unlockedUntil: Moment.nullable(),
  lastSyncAt: Moment.nullable(),
  cloud: Cloud,
  signIn: SignInKind,
  /** User name of who is signed in; null when nobody is, and for apps. */
  account: z.string().nullable(),
  clientId: z.string().nullable(),
  archivedAt: Moment.nullable(),
  /** Conditional access, named locations and authentication strengths are captured too. */
  capturesEntra: z.boolean(),
  /** Versions from before then may have been purged. */
  purgedBefore: Moment.nullable(),
})
export type Tenant = z.infer<typeof Tenant>

export const PolicyState = z.enum(['active', 'missing'])

export const Policy = z.object({
  id: PolicyId,
  type: z.string(),
  externalId: z.string(),
  name: z.string(),
  kind: z.string(),
  platform: z.string(),
  /** Where the admin center has it, from the root of the tree. */
  category: z.array(z.string()),
  state: PolicyState,
  ignoredAt: Moment.nullable(),
  archivedAt: Moment.nullable(),
  modifiedAt: Moment.nullable(),
  lastSeenAt: Moment,
  lastCapturedAt: Moment.nullable(),
  versionId: VersionId.nullable(),
  versionCount: z.number(),
  assignmentCount: z.number().nullable(),
  scopeTags: z.array(z.string()),
})
export type Policy = z.infer<typeof Policy>

export const PolicyType = z.object({
  key: z.string(),
  title: z.string(),
  category: z.array(z.string()),
  foundation: z.boolean(),
  count: z.number(),
})
export type PolicyType = z.infer<typeof PolicyType>

export const Version = z.object({
  id: VersionId,
  policyId: PolicyId,
  type: z.string(),
  name: z.string(),
  number: z.number(),
  capturedAt: Moment,
  modifiedAt: Moment.nullable(),
  hash: z.string(),
  size: z.number(),
  /** The version that the last capture found in the tenant. */
  live: z.boolean(),
  backupSets: z.array(z.string()),
})
export type Version = z.infer<typeof Version>

export const ReadableRow = z.object({
  key: z.string(),
  name: z.string(),
  value: z.string(),
  depth: z.number(),
  derived: z.boolean().optional(),
  description: z.string().optional(),
  language: z.enum(['powershell', 'shell', 'xml', 'json', 'text']).optional(),
})
export type ReadableRow = z.infer<typeof ReadableRow>
export const ReadableSection = z.object({ title: z.string(), rows: z.array(ReadableRow) })
export type ReadableSection = z.infer<typeof ReadableSection>

export const Change = z.object({
  path: z.string(),
  name: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  before: z.unknown(),
  after: z.unknown(),
})

export const SettingChange = z.object({
  key: z.string(),
  name: z.string(),
  depth: z.number(),
  kind: z.enum(['added', 'removed', 'changed', 'same']),
  before: z.string().nullable(),
  after: z.string().nullable(),
  derived: z.boolean(),
})
export const SettingsDiff = z.array(z.object({ title: z.string(), rows: z.array(SettingChange) }))
export type SettingsDiff = z.infer<typeof SettingsDiff>

export const runStates = ['queued', 'running', 'cancelling', 'succeeded', 'partial', 'failed', 'cancelled'] as const
export const RunState = z.enum(runStates)
export type RunState = z.infer<typeof RunState>
export const itemStates = [
  'pending',
  'running',
  'done',
  'unchanged',
  'skipped',
  'waiting',
  'failed',
  'blocked',
  'unknown',
] as const
export const ItemState = z.enum(itemStates)
export type ItemState = z.infer<typeof ItemState>
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

export const ItemCounts = z.record(ItemState, z.number())

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

export const PlanAction = z.enum(['create', 'update', 'recreate', 'delete', 'unchanged', 'skip', 'blocked', 'conflict'])
export type PlanAction = z.infer<typeof PlanAction>

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

export const BackupSet = z.object({
  id: BackupSetId,
  name: z.string(),
  createdAt: Moment,
  versions: z.number(),
  newVersions: z.number(),
  size: z.number(),
  newSize: z.number(),
  verifiedAt: Moment.nullable(),
  complete: z.boolean(),
})
export type BackupSet = z.infer<typeof BackupSet>

export const PlanSummary = z.record(PlanAction, z.number())

export const PlanItem = z.object({
  seq: z.number(),
  type: z.string(),
  sourceId: z.string(),
  name: z.string(),
  kind: z.string(),
  action: PlanAction,
  reason: z.string().nullable(),
  warnings: z.array(z.string()),
  risk: z.enum(['low', 'medium', 'high']),
  included: z.boolean(),
  targetId: z.string().nullable(),
  dependsOn: z.array(z.string()),
  /** What it gets in a second pass: it and they refer to each other. */
  later: z.array(z.string()),
})
export type PlanItem = z.infer<typeof PlanItem>

export const MappedReference = z.object({
  kind: z.string(),
  sourceId: z.string(),
  name: z.string(),
  /** Items that refer to it; 0 for an item of the plan itself that somebody has to match by hand. */
  usedBy: z.number(),
  how: z.enum(['chosen', 'remembered', 'same-id', 'same-name', 'fixed', 'created', 'skipped', 'ambiguous', 'missing']),
  targetId: z.string().nullable(),
  targetName: z.string().nullable(),
  /** Objects of that name in the target, where there are several. */
  candidates: z.array(z.object({ id: z.string(), name: z.string() })),
  /** The plan can make it in the target. */
  canCreate: z.boolean(),
})
export type MappedReference = z.infer<typeof MappedReference>

/** How a plan treats what is there already, and what it takes over beside the settings. */
export const PlanOptions = z.strictObject({
  /** An object that the target has: bring it to the wanted state, leave it alone, or make a second one beside it. */
  existing: z.enum(['update', 'skip', 'copy']).default('update'),
  /** What is added to the name of a copy. */
  suffix: z.string().trim().min(1).max(40).default('(restored)'),
  /** Left as they are, with the groups of the target by the mapping, or to groups of the very same id only. */
  assignments: z.enum(['none', 'mapped', 'source']).default('mapped'),
  scopeTags: z.enum(['mapped', 'none']).default('mapped'),
})
export type PlanOptions = z.infer<typeof PlanOptions>

/** What became of a plan in a simulated copy of the tenant. */
export const Rehearsal = z.object({
  runId: RunId,
  status: RunState,
  endedAt: Moment.nullable(),
  error: AppError.nullable(),
  /** By the item's number in the plan. */
  outcomes: z.array(
    z.object({ seq: z.number(), state: ItemState, note: z.string().nullable(), error: AppError.nullable() }),
  ),
})
export type Rehearsal = z.infer<typeof Rehearsal>

export const Plan = z.object({
  id: PlanId,
  tenantId: z.string(),
  /** The tenant that the source was captured from. */
  sourceTenantId: z.string(),
  createdAt: Moment,
  source: z.string(),
  /** Equal for plans that would do the same to the same. */
  hash: z.string(),
  options: PlanOptions,
  /** The restore that this plan takes back. */
  undoOf: RunId.nullable(),
  rehearsal: Rehearsal.nullable(),
  summary: PlanSummary,
  /** The restore that carried it out; the plan is history then. */
  runId: RunId.nullable(),
  references: z.array(MappedReference),
  items: z.array(PlanItem),
})
export type Plan = z.infer<typeof Plan>

/** Something ended that somebody may be waiting for. */
export const Notification = z.object({
  id: z.string(),
  tenantId: z.string(),
  runId: RunId,
  tone: z.enum(['success', 'warning', 'danger']),
  title: z.string(),
  body: z.string(),
  at: Moment,
  readAt: Moment.nullable(),
})
export type Notification = z.infer<typeof Notification>

export const AuditEntry = z.object({
  id: z.number(),
  at: Moment,
  tenantId: z.string().nullable(),
  action: z.string(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** What the product can do with a policy type. */
export const TypeCoverage = z.object({
  key: z.string(),
  title: z.string(),
  category: z.array(z.string()),
  /** Captured only where the tenant turned it on. */
  optional: z.boolean(),
  capture: z.literal(true),
  /** By a view of its own, or by the one that reads Microsoft's contract. */
  readable: z.enum(['own', 'contract']),
  diff: z.literal(true),
  restore: z.enum(['full', 'partial', 'update-only', 'preview-only']),
  /** Why it is not restored in full. */
  reason: z.string().nullable(),
  /** Targets that an assignment may have; nothing for types that nobody assigns. */
  assignments: z.array(z.string()),
  filters: z.boolean(),
  notes: z.string().nullable(),
})
export type TypeCoverage = z.infer<typeof TypeCoverage>
