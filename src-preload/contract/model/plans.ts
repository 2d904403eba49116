import { z } from 'zod'
import { Change } from './changes.ts'
import { AppError } from '../errors.ts'
import { PlanId, RunId } from './ids.ts'
import { Moment } from './moments.ts'
import { ItemState, RunState } from './run-states.ts'

export const PlanAction = z.enum(['create', 'update', 'recreate', 'delete', 'unchanged', 'skip', 'blocked', 'conflict'])
export type PlanAction = z.infer<typeof PlanAction>

/** Actions that write to the tenant. */
export const writingActions: readonly PlanAction[] = ['create', 'update', 'recreate', 'delete']

export const PlanSummary = z.record(PlanAction, z.number())

/** A secret whose value the backup doesn't hold, and what somebody answered. */
export const SecretAsk = z.object({
  /** JSON Pointer in the document. */
  pointer: z.string(),
  label: z.string(),
  /** Without it, the object can't be written. */
  isNeeded: z.boolean(),
  /** An update can leave the value of the target alone. */
  canKeep: z.boolean(),
  answer: z.enum(['typed', 'kept']).nullable(),
})
export type SecretAsk = z.infer<typeof SecretAsk>

/** What the assignments of a version need to be carried over, as `kind/sourceId`. */
export const SourceReach = z.object({
  /** One entry for each assignment that includes somebody. An empty one needs nothing: all users or all devices. */
  includes: z.array(z.array(z.string())),
  excludes: z.array(z.string()),
})
export type SourceReach = z.infer<typeof SourceReach>

export const PlanItem = z.object({
  seq: z.number(),
  type: z.string(),
  sourceId: z.string(),
  name: z.string(),
  kind: z.string(),
  action: PlanAction,
  reason: z.string().nullable(),
  warnings: z.array(z.string()),
  asks: z.array(SecretAsk),
  risk: z.enum(['low', 'medium', 'high']),
  included: z.boolean(),
  targetId: z.string().nullable(),
  dependsOn: z.array(z.string()),
  /** Objects that it gets in a second pass, because they refer to each other. */
  later: z.array(z.string()),
  /** The old object of a replacement: the `type/sourceId` of the item that takes its place. */
  replacedBy: z.string().nullable(),
  /** It is blocked, but a new object could replace the one in the tenant. */
  canReplace: z.boolean(),
  /** What its assignments need; null if none are restored. */
  reach: SourceReach.nullable(),
  /** The version is assigned to somebody, and the object in the target won't be. */
  endsUnassigned: z.boolean(),
})
export type PlanItem = z.infer<typeof PlanItem>

export const MappedReference = z.object({
  kind: z.string(),
  sourceId: z.string(),
  name: z.string(),
  /** Items that refer to it; 0 for an item of the plan itself that has to be matched manually. */
  usedBy: z.number(),
  how: z.enum([
    'chosen',
    'remembered',
    'same-id',
    'same-name',
    'fixed',
    'created',
    'skipped',
    'ambiguous',
    'missing',
    'unlisted',
  ]),
  targetId: z.string().nullable(),
  targetName: z.string().nullable(),
  /** Objects with this name in the target, if there are several. */
  candidates: z.array(z.object({ id: z.string(), name: z.string() })),
  /** The plan can create it in the target. */
  canCreate: z.boolean(),
})
export type MappedReference = z.infer<typeof MappedReference>

/** How a plan treats existing objects, and what it restores besides settings. */
export const PlanOptions = z.strictObject({
  /** What to do with an existing object: update it, skip it, or create a copy. */
  existing: z.enum(['update', 'skip', 'copy']).default('update'),
  /** Suffix for the name of a copy. */
  suffix: z.string().trim().min(1).max(40).default('(restored)'),
  /** Unchanged, mapped to groups of the target, or only for groups with the same ID. */
  assignments: z.enum(['none', 'mapped', 'source']).default('mapped'),
  scopeTags: z.enum(['mapped', 'none']).default('mapped'),
  /**
   * What to do with an object that can't be changed in place, because it is of another kind: nothing, or create a new
   * one and then archive (rename and unassign) or delete the old one.
   */
  replace: z.enum(['never', 'archive', 'delete']).default('never'),
})
export type PlanOptions = z.infer<typeof PlanOptions>

/**
 * The source of a plan: a backup set, versions, the whole tenant at a point in time, the way back from a restore, or a
 * change of policies.
 * The keys of choices are `kind/sourceId`. The values are an ID in the target, `create`, or null to leave the reference out.
 */
export const PlanInput = z.object({
  sourceTenantId: z.string(),
  from: z.union([
    z.object({ setId: z.string() }),
    z.object({ versionIds: z.array(z.string()) }),
    z.object({ at: Moment }),
    z.object({ undoOf: z.string() }),
    /** Policies of the tenant itself, changed by a rule. */
    z.object({ change: Change, policyIds: z.array(z.string()) }),
  ]),
  /** Versions to restore; all if empty. */
  only: z.array(z.string()).default([]),
  choices: z.record(z.string(), z.string().nullable()).default({}),
  options: PlanOptions.prefault({}),
  /** What the source is called, if that says more than its versions. */
  title: z.string().nullable().default(null),
  /** Names of groups that get the policies instead of everybody whom the versions include (spec 068-7). */
  groups: z.array(z.string()).default([]),
  /** The rollout that it is a part of. */
  rolloutId: z.string().nullable().default(null),
})
export type PlanInput = z.infer<typeof PlanInput>

/** The result of a plan in a simulated copy of the tenant. */
export const Rehearsal = z.object({
  runId: RunId,
  status: RunState,
  endedAt: Moment.nullable(),
  error: AppError.nullable(),
  /** By the number of the item in the plan. */
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
  /** Equal for plans with the same changes to the same objects. */
  hash: z.string(),
  options: PlanOptions,
  /** The restore that this plan undoes. */
  undoOf: RunId.nullable(),
  /** It changes policies of the tenant by a rule, and restores nothing. */
  isChange: z.boolean(),
  rehearsal: Rehearsal.nullable(),
  summary: PlanSummary,
  /** The restore that carried it out. After that, the plan can't be changed. */
  runId: RunId.nullable(),
  references: z.array(MappedReference),
  items: z.array(PlanItem),
})
export type Plan = z.infer<typeof Plan>
