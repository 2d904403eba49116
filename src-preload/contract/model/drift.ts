import { z } from 'zod'
import { BaselineId, FindingId, PolicyId, VersionId, IgnoreRuleId } from './ids.ts'
import { Moment } from './moments.ts'
import { ChangeAbout } from './severity.ts'

export const Baseline = z.object({
  id: BaselineId,
  name: z.string(),
  sourceTenantId: z.string(),
  /** Its source, in words. */
  source: z.string(),
  createdAt: Moment,
  checkedAt: Moment.nullable(),
  /** Titles of types that the last check couldn't read. The check has no result for them. */
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
  /** What it is about; null for findings of an earlier version until the next check. */
  about: ChangeAbout.nullable(),
  state: z.enum(['open', 'acknowledged']),
  firstSeenAt: Moment,
})
export type Finding = z.infer<typeof Finding>

export const IgnoreRule = z.object({
  id: IgnoreRuleId,
  type: z.string().nullable(),
  externalId: z.string().nullable(),
  path: z.string(),
  note: z.string(),
  createdAt: Moment,
})
export type IgnoreRule = z.infer<typeof IgnoreRule>
