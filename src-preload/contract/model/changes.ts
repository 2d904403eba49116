import { z } from 'zod'
import { PolicyId } from './ids.ts'

/** A group, a filter or a scope tag of the tenant, as somebody chose it. */
export const ChosenObject = z.strictObject({ id: z.string().min(1).max(100), name: z.string().max(300) })
export type ChosenObject = z.infer<typeof ChosenObject>

/** Whom an assignment names. */
export const ChangeTarget = z.discriminatedUnion('who', [
  z.strictObject({ who: z.literal('group'), group: ChosenObject }),
  z.strictObject({ who: z.literal('allUsers') }),
  z.strictObject({ who: z.literal('allDevices') }),
])
export type ChangeTarget = z.infer<typeof ChangeTarget>

export const ChangeFilter = z.strictObject({ filter: ChosenObject, mode: z.enum(['include', 'exclude']) })
export type ChangeFilter = z.infer<typeof ChangeFilter>

/** What an app does where it is assigned (Graph docs: installIntent). */
export const AppIntent = z.enum(['required', 'available', 'availableWithoutEnrollment', 'uninstall'])
export type AppIntent = z.infer<typeof AppIntent>

/** A setting for policies of the Settings catalog. */
export const ChangedSetting = z.strictObject({
  settingId: z.string().min(1).max(500),
  name: z.string().max(500),
  /** Its instance as Graph has it, inside those that it belongs to; null if it goes. */
  tree: z.record(z.string(), z.unknown()).nullable(),
  /** The template of the policy that it is from; empty without one. */
  templateId: z.string().max(200),
  /** The policies, by their IDs in Intune. */
  policies: z.array(z.string().min(1).max(300)).min(1),
})
export type ChangedSetting = z.infer<typeof ChangedSetting>

/** One rule that says of any policy what it becomes. */
export const Change = z.discriminatedUnion('rule', [
  /** Adds an assignment. Where it is there already, its filter becomes this one. */
  z.strictObject({
    rule: z.literal('assign'),
    target: ChangeTarget,
    filter: ChangeFilter.nullable().default(null),
    /** For apps; other policies have none. */
    intent: AppIntent.nullable().default(null),
  }),
  z.strictObject({ rule: z.literal('exclude'), group: ChosenObject, intent: AppIntent.nullable().default(null) }),
  /** Removes assignments and exclusions of a target, or all of them. */
  z.strictObject({ rule: z.literal('unassign'), target: ChangeTarget.nullable() }),
  /** Sets the filter of all assignments, or of those to a target; null for no filter. */
  z.strictObject({
    rule: z.literal('filter'),
    target: ChangeTarget.nullable().default(null),
    filter: ChangeFilter.nullable(),
  }),
  /** Sets the intent of all assignments of apps, or of those to a target. */
  z.strictObject({
    rule: z.literal('intent'),
    target: ChangeTarget.nullable().default(null),
    intent: AppIntent,
  }),
  z.strictObject({
    rule: z.literal('scopeTags'),
    how: z.enum(['add', 'remove', 'set']),
    tags: z.array(ChosenObject).min(1).max(50),
  }),
  /** Replaces each place of a text in names, or with an empty one the whole name, in which `{name}` stands for the old one. */
  z.strictObject({
    rule: z.literal('rename'),
    find: z.string().max(200),
    replace: z.string().max(200),
    /** `find` is a regular expression, and `$1` in `replace` its first group. */
    isPattern: z.boolean().default(false),
  }),
  /** Sets settings to the values of a baseline, each in its policies. */
  z.strictObject({
    rule: z.literal('settings'),
    /** What the baseline is called. */
    baseline: z.string().max(300),
    settings: z.array(ChangedSetting).min(1).max(5_000),
  }),
  z.strictObject({ rule: z.literal('describe'), description: z.string().max(1000) }),
  /** Renames and unassigns. */
  z.strictObject({ rule: z.literal('archive') }),
  z.strictObject({ rule: z.literal('delete') }),
  z.strictObject({
    rule: z.literal('duplicate'),
    suffix: z.string().trim().min(1).max(40).default('(copy)'),
    assignments: z.boolean().default(false),
  }),
])
export type Change = z.infer<typeof Change>

/** What a change would do to the latest captures, before anything is asked of the tenant. */
export const ChangePreview = z.object({
  changes: z.number(),
  /** They are so already. */
  same: z.number(),
  cannot: z.array(z.object({ policyId: PolicyId, name: z.string(), reason: z.string() })),
  /** A few names before and after, for a new name. */
  examples: z.array(z.object({ before: z.string(), after: z.string() })),
})
export type ChangePreview = z.infer<typeof ChangePreview>
