import { z } from 'zod'
import { PolicyId, VersionId } from './ids.ts'
import { Moment } from './moments.ts'
import { ChangeAbout } from './severity.ts'

export const PolicyState = z.enum(['active', 'missing'])

export const Policy = z.object({
  id: PolicyId,
  type: z.string(),
  externalId: z.string(),
  name: z.string(),
  kind: z.string(),
  platform: z.string(),
  /** Where the admin center shows it, from the root of the tree. */
  category: z.array(z.string()),
  state: PolicyState,
  /** The policy that a restore created in its place after somebody deleted it. */
  recreatedAs: PolicyId.nullable(),
  /** Open drift findings of all baselines. */
  openFindings: z.number(),
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
  /** The name of its content: the first 20 bytes of the SHA-256, in hex. */
  hash: z.string(),
  size: z.number(),
  /** The version that the last capture found in the tenant. */
  live: z.boolean(),
  backupSets: z.array(z.string()),
  /** What Graph contradicted when it was captured, as sentences. */
  doubts: z.array(z.string()),
  /** What its change is about; null for the first version, and as long as it isn't known. */
  change: ChangeAbout.nullable(),
})
export type Version = z.infer<typeof Version>

/** A version with who made its change, as far as Intune's audit log or a restore says so. */
export const AuthoredVersion = Version.extend({ changedBy: z.array(z.string()) })
export type AuthoredVersion = z.infer<typeof AuthoredVersion>

/** The language of a value that is a text of its own, such as a script. */
export const TextLanguage = z.enum(['powershell', 'shell', 'xml', 'json', 'text'])
export type TextLanguage = z.infer<typeof TextLanguage>

export const ReadableRow = z.object({
  key: z.string(),
  name: z.string(),
  value: z.string(),
  depth: z.number(),
  derived: z.boolean().optional(),
  description: z.string().optional(),
  language: TextLanguage.optional(),
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
  language: TextLanguage.optional(),
})

export const SettingsDiff = z.array(z.object({ title: z.string(), rows: z.array(SettingChange) }))
export type SettingsDiff = z.infer<typeof SettingsDiff>
