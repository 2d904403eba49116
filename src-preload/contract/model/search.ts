import { z } from 'zod'
import { PolicyId, TenantId, VersionId } from './ids.ts'
import { Moment } from './moments.ts'

export const SearchHit = z.object({
  versionId: VersionId,
  policyId: PolicyId,
  tenantId: TenantId,
  type: z.string(),
  /** The type as the admin center names it. */
  kind: z.string(),
  name: z.string(),
  number: z.number(),
  capturedAt: Moment,
  isCurrent: z.boolean(),
})
export type SearchHit = z.infer<typeof SearchHit>

/** Of the versions that can't be found yet, so many are counted: after an update, all of them are due. */
export const mostDueCounted = 10_000
