import { z } from 'zod'

/** Hints that something changed; the store is the truth, screens read it again. */
export const events = {
  'run.changed': z.object({ tenantId: z.string(), runId: z.string() }),
  'tenant.changed': z.object({ tenantId: z.string() }),
  'inventory.changed': z.object({ tenantId: z.string() }),
  'backups.changed': z.object({ tenantId: z.string() }),
  'drift.changed': z.object({ tenantId: z.string() }),
  'schedules.changed': z.object({ tenantId: z.string() }),
  /** Something ended that somebody may be waiting for; the host says it too where nobody looks at the window. */
  'notification.added': z.object({
    id: z.string(),
    tenantId: z.string(),
    runId: z.string(),
    tone: z.enum(['success', 'warning', 'danger']),
    title: z.string(),
    body: z.string(),
  }),
  /** Somebody chose a notification of the operating system: the window shows its run. */
  'run.opened': z.object({ tenantId: z.string(), runId: z.string() }),
}

export type EventName = keyof typeof events
export type EventData<Name extends EventName> = z.infer<(typeof events)[Name]>
