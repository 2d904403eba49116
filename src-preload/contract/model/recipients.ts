import { z } from 'zod'
import { PolicyId, VersionId } from './ids.ts'
import { Moment } from './moments.ts'

/** Whom a policy can reach. A user and a group have their object ID in Microsoft Entra, a device its ID in Intune. */
export const Subject = z.object({ kind: z.enum(['user', 'device', 'group']), id: z.string().min(1).max(200) })
export type Subject = z.infer<typeof Subject>

export const NamedSubject = Subject.extend({
  name: z.string(),
  /** What tells it from others of its name: a user name, a platform with the user, a kind of group. */
  detail: z.string(),
})
export type NamedSubject = z.infer<typeof NamedSubject>

/** What was last read. */
export const RecipientsRead = z.object({
  at: Moment,
  users: z.number(),
  devices: z.number(),
  groups: z.number(),
  /** Sentences about what couldn't be read. */
  unread: z.array(z.string()),
})
export type RecipientsRead = z.infer<typeof RecipientsRead>

/** What a policy is for a user, a device or a group. */
export const outcomes = ['included', 'excluded', 'filteredOut', 'notTargeted', 'unknown'] as const
export const RecipientOutcome = z.enum(outcomes)
export type RecipientOutcome = z.infer<typeof RecipientOutcome>

/** A step of a reason, as a sentence. */
export const ReasonStep = z.object({
  about: z.enum(['member', 'assigned', 'excluded', 'filter', 'unknown']),
  text: z.string(),
  /** The group or filter that it is about, if it was captured. */
  policyId: PolicyId.nullable(),
})
export type ReasonStep = z.infer<typeof ReasonStep>

/** Why an assignment counts or doesn't. */
export const RecipientReason = z.object({ outcome: RecipientOutcome, steps: z.array(ReasonStep) })
export type RecipientReason = z.infer<typeof RecipientReason>

/** A policy or an app, and what it is for the subject, in one intent. */
export const RecipientAnswer = z.object({
  policyId: PolicyId,
  versionId: VersionId,
  name: z.string(),
  /** Name of its type. */
  type: z.string(),
  platform: z.string(),
  /** Of an app: required, available, uninstall. Empty for what has no intent. */
  intent: z.string(),
  outcome: RecipientOutcome,
  reasons: z.array(RecipientReason),
})
export type RecipientAnswer = z.infer<typeof RecipientAnswer>

const Counts = z.record(RecipientOutcome, z.number())

/** How many a policy reaches in one intent. */
export const PolicyReach = z.object({
  intent: z.string(),
  users: Counts,
  devices: Counts,
  /** Everybody and everything that it is for, or may be, up to a limit. */
  subjects: z.array(NamedSubject.extend({ outcome: RecipientOutcome })),
  /** Whether there are more than are listed. */
  more: z.boolean(),
})
export type PolicyReach = z.infer<typeof PolicyReach>

/** For how many something changes. */
const Effects = z.object({
  /** It reaches them only afterwards. */
  gains: z.number(),
  /** It doesn't reach them any more. */
  loses: z.number(),
  /** It reaches them before and after, with other content. */
  keeps: z.number(),
  /** Nobody knows whether it reaches them, before or after. */
  unknown: z.number(),
})

/** What carrying out an item of a plan changes for whom. */
export const PlanEffect = z.object({
  seq: z.number(),
  name: z.string(),
  type: z.string(),
  intent: z.string(),
  users: Effects,
  devices: Effects,
})
export type PlanEffect = z.infer<typeof PlanEffect>
