import { z } from 'zod'
import { method } from '../method.ts'
import { Side } from '../model/compare.ts'
import { BackupSetId, BaselineId, PolicyId, RunId, TenantId, VersionId } from '../model/ids.ts'
import { ReportAbout, ReportFormat, ReportOptions, ReportPreview } from '../model/reports.ts'
import { Accepted } from './runs.ts'

/** What a report is about, with the one object that it needs. */
const asked = z.strictObject({
  tenantId: TenantId,
  about: ReportAbout,
  /** Of a tenant: all policies if empty. */
  policyIds: z.array(PolicyId).default([]),
  setId: BackupSetId.nullable().default(null),
  versionId: VersionId.nullable().default(null),
  left: Side.nullable().default(null),
  right: Side.nullable().default(null),
  baselineId: BaselineId.nullable().default(null),
  runId: RunId.nullable().default(null),
  options: ReportOptions.prefault({}),
})
const owns = {
  policyIds: 'policy',
  setId: 'set',
  versionId: 'version',
  left: 'side',
  right: 'side',
  baselineId: 'baseline',
  runId: 'run',
} as const

/** Documents about what is stored. They need no connection. */
export const reports = {
  /** The first page of a report, and its first sections. */
  'reports.preview': method({
    effect: 'read',
    scope: 'tenant',
    owns,
    changedBy: ['inventory.changed', 'backups.changed', 'drift.changed', 'run.changed', 'tenant.changed'],
    input: asked,
    output: ReportPreview,
  }),
  /** Writes a report into a folder, under a name of its own. */
  'reports.save': method({
    effect: 'run',
    scope: 'tenant',
    onOpenedFile: true,
    owns,
    audited: 'report.saved',
    changes: [],
    input: asked.extend({ format: ReportFormat, folder: z.string().trim().min(1).max(1_000) }),
    output: Accepted,
  }),
}
