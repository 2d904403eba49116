import { z } from 'zod'
import { Moment } from './moments.ts'

/** Everything in the audit log: actions in the app, and each write to a tenant. */
export const auditActions = [
  'tenant.connected',
  'tenant.changed',
  'tenant.archived',
  'tenant.removed',
  'tenant.signedIn',
  'tenant.signedOut',
  'tenant.accountUsed',
  'backup.imported',
  'backup.saved',
  'backup.described',
  'backup.removed',
  'file.kept',
  'file.closed',
  'report.saved',
  'tenant.unlocked',
  'tenant.locked',
  'tenant.exported',
  'demo.changed',
  'graph.write',
  'onboarding.started',
  'restore.started',
  'run.cancelled',
  'run.retried',
  'mapping.forgotten',
  'secret.answered',
  'baseline.added',
  'baseline.removed',
  'finding.acknowledged',
  'rule.added',
  'rule.removed',
  'schedule.saved',
  'schedule.removed',
  'policy.ignored',
  'policy.archived',
  'recipients.removed',
  'assistant.asked',
  'deviation.accepted',
  'deviation.withdrawn',
  'alertChannel.saved',
  'alertChannel.removed',
  'alertChannel.tested',
  'purge.started',
  'store.purged',
  'store.encrypted',
  'store.decrypted',
  'store.compacted',
  'store.copied',
  'store.recoveryKeyReplaced',
  'store.passphraseReplaced',
] as const
export const AuditAction = z.enum(auditActions)
export type AuditAction = z.infer<typeof AuditAction>

export const AuditEntry = z.object({
  id: z.number(),
  at: Moment,
  tenantId: z.string().nullable(),
  /** One of `auditActions`, or one that an earlier version wrote. */
  action: z.string(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof AuditEntry>
