import { z } from 'zod'
import { Access, SignInWay } from './clouds.ts'
import { ExportFormat, RepositoryOutcome } from './exports.ts'
import { Health, OnboardingStep } from './health.ts'
import { BackupSetId, PlanId } from './ids.ts'
import { ReportFormat, ReportOptions, ReportSubject } from './reports.ts'
import { PlanInput, PlanSummary } from './plans.ts'

/** Access of the least-privilege role. */
export const RoleAccess = z.enum(['read', 'write'])
export type RoleAccess = z.infer<typeof RoleAccess>

/** What a capture includes: types or policies, or all of Intune if both are empty. Assignments and scope tags can be left out. */
export const CaptureScope = z.object({
  types: z.array(z.string()).default([]),
  policyIds: z.array(z.string()).default([]),
  assignments: z.boolean().default(true),
  scopeTags: z.boolean().default(true),
})
export type CaptureScope = z.infer<typeof CaptureScope>

/** What a person should know about what Graph answered. */
const GraphNotices = z.object({
  /** Objects that disappeared from the tenant. */
  missing: z.number(),
  /** Sentences about lists and routes. */
  notices: z.array(z.string()),
})
const CaptureFigures = GraphNotices.extend({
  newVersions: z.number(),
  unchanged: z.number(),
  newBlobs: z.number(),
  /** Objects about which Graph contradicted itself. */
  doubtful: z.number(),
  /** The git folder of the tenant, if it has one. */
  repository: RepositoryOutcome,
})
/** Findings of a check for drift, and how many of them are new or open again. */
const DriftFigures = z.object({
  findings: z.number(),
  newFindings: z.number(),
  /** How many of the new ones are of high severity. */
  severeFindings: z.number(),
})

/** Details of a captured item: whether its version is new, whether its content is, and whether it is doubtful. */
const CaptureItem = z.object({ isNew: z.boolean(), newBlob: z.boolean(), doubtful: z.boolean() }).partial()

/**
 * Details of a restore item. `posted`, `inDoubt` and `left` distinguish its own writes from other people's
 * (decision 6). `approval` is the request that another administrator has to approve. An `incomplete` object was created
 * without some of its parts. After a `harmful` write, Graph had stored something that reaches more or protects less.
 * An object that `differs` was read back with differences from what was written.
 */
const RestoreItem = z
  .object({
    posted: z.boolean(),
    inDoubt: z.boolean(),
    left: z.string(),
    approval: z.object({ code: z.string(), request: z.string() }),
    incomplete: z.boolean(),
    harmful: z.boolean(),
    differs: z.boolean(),
  })
  .partial()
export type RestoreItem = z.infer<typeof RestoreItem>

/** What a person has to open or enter to continue a sign-in. */
export const SignInPrompt = z.discriminatedUnion('how', [
  z.object({ how: z.literal('browser'), url: z.string() }),
  z.object({ how: z.literal('deviceCode'), url: z.string(), code: z.string(), expiresAt: z.string() }),
  z.object({ how: z.literal('broker') }),
])
export type SignInPrompt = z.infer<typeof SignInPrompt>

/** What goes into an atlas file: all versions and sets, or the latest version of each policy. */
export const AtlasContent = z.enum(['history', 'latest'])
export type AtlasContent = z.infer<typeof AtlasContent>

const nothing = z.object({})

/** What a purge deletes. */
export const PurgeFigures = z.object({
  policies: z.number(),
  versions: z.number(),
  blobs: z.number(),
  bytes: z.number(),
})
export type PurgeFigures = z.infer<typeof PurgeFigures>

/**
 * The shapes of every run kind: its input, its result, and the details of its items. A result grows while the run
 * works, so each of its values may be missing. The store parses runs with these shapes, and the renderer's union is
 * derived from them.
 */
export const runShapes = {
  sync: {
    input: CaptureScope.pick({ types: true }),
    result: GraphNotices.extend({ objects: z.number() }).partial(),
    item: nothing,
  },
  capture: { input: CaptureScope, result: CaptureFigures.partial(), item: CaptureItem },
  backup: {
    input: CaptureScope.extend({
      name: z.string(),
      /** The schedule that started it. Its older backups are deleted afterwards, as its retention says. */
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
        /** Number of the first audit entry that was changed. */
        auditBrokenAt: z.number().nullable(),
        /** Hash of the newest audit entry. */
        auditHead: z.string(),
        /** Tables of the database that are damaged. */
        damagedTables: z.array(z.string()),
      })
      .partial(),
    item: nothing,
  },
  'sign-in': {
    input: z.object({ how: SignInWay, access: Access }),
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
    /** `group` is the ID that the plan found. */
    input: z.object({ group: z.string(), access: RoleAccess }),
    result: nothing,
    item: nothing,
  },
  export: {
    /** `folder` is a full path. Without IDs, every policy is exported. */
    input: z.object({
      folder: z.string(),
      policyIds: z.array(z.string()).default([]),
      /** The versions of a backup set, instead of the latest ones. */
      setId: z.string().optional(),
      format: ExportFormat.default('graph'),
      commit: z.boolean().default(false),
    }),
    result: z
      .object({ folder: z.string(), files: z.number(), removed: z.number(), commit: z.string().nullable() })
      .partial(),
    item: nothing,
  },
  import: {
    /** `path` is a full path of a folder, a zip or a file; `name` that of the backup set. */
    input: z.object({ path: z.string(), name: z.string(), sealedPassphrase: z.string().nullable().default(null) }),
    result: z
      .object({
        setId: BackupSetId,
        versions: z.number(),
        newVersions: z.number(),
        files: z.number(),
        unused: z.number(),
      })
      .partial(),
    item: CaptureItem,
  },
  report: {
    /** `folder` is a full path. */
    input: z.object({ subject: ReportSubject, format: ReportFormat, folder: z.string(), options: ReportOptions }),
    result: z.object({ folder: z.string(), file: z.string(), bytes: z.number() }).partial(),
    item: nothing,
  },
  'save-file': {
    /** `path` is a full path. The passphrase is sealed by the vault. */
    input: z.object({ path: z.string(), content: AtlasContent, sealedPassphrase: z.string().nullable().default(null) }),
    result: z.object({ path: z.string(), records: z.number(), bytes: z.number() }).partial(),
    item: nothing,
  },
  purge: {
    /** ISO 8601, UTC. */
    input: z.object({ olderThan: z.string() }),
    /** `blobs` and `bytes` are known at the end. */
    result: PurgeFigures.partial(),
    item: nothing,
  },
  recipients: {
    input: nothing,
    /** `unread` has a sentence for everything that couldn't be read. */
    result: z
      .object({ users: z.number(), devices: z.number(), groups: z.number(), unread: z.array(z.string()) })
      .partial(),
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
        /** It undoes another restore. */
        isUndo: z.boolean(),
        /** It changes policies by a rule. */
        isChange: z.boolean(),
        created: z.number(),
        updated: z.number(),
        deleted: z.number(),
        /** Objects whose previous state was captured, or that the restore created. An undo reverts these. */
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
/** The input of a run of a kind. */
export type RunInput<Kind extends RunKind> = z.output<RunShapes[Kind]['input']>
/** The input to start a run of a kind; defaults can be left out. */
export type NewRunInput<Kind extends RunKind> = z.input<RunShapes[Kind]['input']>
/** The result of a run of a kind so far. */
export type RunResult<Kind extends RunKind> = z.output<RunShapes[Kind]['result']>
/** The details of items of a kind. */
export type RunItemDetail<Kind extends RunKind> = z.output<RunShapes[Kind]['item']>

/** Every run kind. */
export const runKinds = Object.keys(runShapes) as RunKind[]
