import { z } from 'zod'
import { Connection } from './connection.ts'
import { Moment } from './moments.ts'
import { Severity } from './severity.ts'

const bySeverity = z.record(Severity, z.number())

/** How a tenant is doing, for the list of all tenants. */
export const TenantHealth = z.object({
  tenantId: z.string(),
  connection: Connection,
  lastCaptureAt: Moment.nullable(),
  /** A schedule should have run by now and hasn't. */
  overdueSince: Moment.nullable(),
  /** Changes that were captured in the last seven days. */
  changes: bySeverity,
  /** Open findings of all baselines. */
  findings: bySeverity,
  /** Runs that failed in the last seven days. */
  failedRuns: z.number(),
  /** Runs that haven't ended. */
  activeRuns: z.number(),
})
export type TenantHealth = z.infer<typeof TenantHealth>
