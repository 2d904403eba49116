import { z } from 'zod'
import { Access } from './clouds.ts'
import { Health, OnboardingStep } from './health.ts'
import { BackupSetId, PlanId } from './ids.ts'
import { PlanInput, PlanSummary } from './plans.ts'

/** Access of the least-privilege role. */
export const RoleAccess = z.enum(['read', 'write'])
export type RoleAccess = z.infer<typeof RoleAccess>

/** What a capture takes: types or policies, all of Intune when both are empty; without assignments or scope tags when asked. */
export const CaptureScope = z.object({
  types: z.array(z.string()).default([]),
  policyIds: z.array(z.string()).default([]),
  assignments: z.boolean().default(true),
  scopeTags: z.boolean().default(true),
})
export type CaptureScope = z.infer<typeof CaptureScope>

const CaptureFigures = z.object({ newVersions: z.number(), unchanged: z.number(), newBlobs: z.number() })
/** Findings of a check for drift, and how many of them are new or open again. */
const DriftFigures = z.object({ findings: z.number(), newFindings: z.number() })

/** What a captured item says beside its version: whether the version is new, and whether its body is. */
const CaptureItem = z.object({ isNew: z.boolean(), newBlob: z.boolean() }).partial()

/**
 * What an item of a restore says beside its columns. `posted`, `inDoubt` and `left` tell its own writes from those of
 * others (decision 6); `approval` is the request that another administrator has to approve.
 */
const RestoreItem = z
  .object({
    posted: z.boolean(),
    inDoubt: z.boolean(),
    left: z.string(),
    approval: z.object({ code: z.string(), request: z.string() }),
  })
  .partial()
export type RestoreItem = z.infer<typeof RestoreItem>

/** What a person has to open or to enter for a sign-in to go on. */
export const SignInPrompt = z.discriminatedUnion('how', [
  z.object({ how: z.literal('browser'), url: z.string() }),
  z.object({ how: z.literal('deviceCode'), url: z.string(), code: z.string(), expiresAt: z.string() }),
])
export type SignInPrompt = z.infer<typeof SignInPrompt>

const nothing = z.object({})

/**
 * The shapes of every run kind: what it is started with, what it comes to, and what its items record. A result grows
 * while the run works, so each figure of it may be missing. The store parses runs with these at its door, and the
 * renderer's union is made of them.
 */
export const runShapes = {
  sync: {
    input: CaptureScope.pick({ types: true }),
    result: z.object({ objects: z.number() }).partial(),
    item: nothing,
  },
  capture: { input: CaptureScope, result: CaptureFigures.partial(), item: CaptureItem },
  backup: {
    input: CaptureScope.extend({
      name: z.string(),
      /** The schedule that started it: its older backups are thinned out afterwards. */
      scheduleId: z.string().nullable().default(null),
      /** The baseline that is checked afterwards. */
      baselineId: z.string().nullable().default(null),
    }),
    result: CaptureFigures.extend({
      setId: BackupSetId,
      versions: z.number(),
      removedSets: z.number(),
      ...DriftFigures.shape,
    }).partial(),
    item: CaptureItem,
  },
  verify: {
    input: z.object({ setId: BackupSetId.nullable().default(null) }),
    result: z
      .object({
        checked: z.number(),
        damaged: z.number(),
        auditEntries: z.number(),
        /** Number of the first audit entry that is not what was written. */
        auditBrokenAt: z.number().nullable(),
        /** Hash of the newest audit entry. */
        auditHead: z.string(),
      })
      .partial(),
    item: nothing,
  },
  'sign-in': {
    input: z.object({ how: z.enum(['browser', 'deviceCode']), access: Access }),
    result: z.object({ prompt: SignInPrompt.nullable(), account: z.string() }).partial(),
    item: nothing,
  },
  health: { input: nothing, result: z.object({ health: Health }).partial(), item: nothing },
  'onboarding-plan': {
    input: z.object({ group: z.string(), access: RoleAccess }),
    result: z
      .object({ steps: z.array(OnboardingStep), group: z.string(), groupId: z.string(), access: RoleAccess })
      .partial(),
    item: nothing,
  },
  onboarding: {
    /** `group` is the id that the plan found. */
    input: z.object({ group: z.string(), access: RoleAccess }),
    result: nothing,
    item: nothing,
  },
  export: {
    /** `folder` is a whole path; every policy when no ids are given. */
    input: z.object({ folder: z.string(), policyIds: z.array(z.string()).default([]) }),
    result: z.object({ folder: z.string(), files: z.number() }).partial(),
    item: nothing,
  },
  definitions: { input: nothing, result: z.object({ added: z.number() }).partial(), item: nothing },
  'restore-plan': {
    input: PlanInput,
    result: z.object({ planId: PlanId, summary: PlanSummary }).partial(),
    item: nothing,
  },
  restore: {
    input: z.object({ planId: PlanId, justification: z.string().nullable().default(null) }),
    result: z
      .object({
        planId: PlanId,
        created: z.number(),
        updated: z.number(),
        deleted: z.number(),
        /** Objects whose state before is kept, or that the restore made: what an undo would take back. */
        undoable: z.number(),
      })
      .partial(),
    item: RestoreItem,
  },
  rehearsal: {
    input: z.object({ planId: PlanId }),
    result: z.object({ planId: PlanId }).partial(),
    item: RestoreItem,
  },
  drift: {
    input: CaptureScope.extend({ baselineId: z.string(), capture: z.boolean().default(true) }),
    result: CaptureFigures.extend(DriftFigures.shape).partial(),
    item: CaptureItem,
  },
} as const satisfies Record<string, { input: z.ZodObject; result: z.ZodObject; item: z.ZodObject }>

export type RunShapes = typeof runShapes
export type RunKind = keyof RunShapes
/** What a run of a kind was started with. */
export type RunInput<Kind extends RunKind> = z.output<RunShapes[Kind]['input']>
/** What starts a run of a kind; defaults may be left out. */
export type NewRunInput<Kind extends RunKind> = z.input<RunShapes[Kind]['input']>
/** What a run of a kind came to so far. */
export type RunResult<Kind extends RunKind> = z.output<RunShapes[Kind]['result']>
/** What the items of a kind record beside their columns. */
export type RunItemDetail<Kind extends RunKind> = z.output<RunShapes[Kind]['item']>

/** Every run kind. */
export const runKinds = Object.keys(runShapes) as RunKind[]
