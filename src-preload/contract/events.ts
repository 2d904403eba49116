import { z } from 'zod'
import { ShellCommand } from './model/shell.ts'
import { StorageWork } from './model/storage.ts'

const ofTenant = z.object({ tenantId: z.string() })

/** Hints that something changed. The store is the source of truth, and screens reload it. */
export const events = {
  'run.changed': z.object({ tenantId: z.string(), runId: z.string() }),
  'tenant.changed': ofTenant,
  /** Another state of the way to the tenant. */
  'connection.changed': ofTenant,
  'inventory.changed': ofTenant,
  'backups.changed': ofTenant,
  'plans.changed': ofTenant,
  'drift.changed': ofTenant,
  'schedules.changed': ofTenant,
  /** Deviations from baselines were accepted or withdrawn. */
  'deviations.changed': ofTenant,
  /** A standard or a rollout changed. */
  'standards.changed': ofTenant,
  'views.changed': ofTenant,
  'recipients.changed': ofTenant,
  /** Alerts were raised or sent, or a channel changed. */
  'alerts.changed': ofTenant,
  'audit.changed': ofTenant,
  /** Notifications were read. */
  'notifications.changed': z.object({}),
  /** A run that somebody may be waiting for has ended. The host shows it too if the window isn't in front. */
  'notification.added': z.object({
    id: z.string(),
    tenantId: z.string(),
    runId: z.string(),
    tone: z.enum(['success', 'warning', 'danger']),
    title: z.string(),
    body: z.string(),
  }),
  /** Alerts for the notifications of the system. */
  'alert.announced': z.object({ tenantId: z.string(), title: z.string(), body: z.string(), page: z.string() }),
  /** Something about the window or the operating system changed. */
  'shell.changed': z.object({}),
  /** The database was opened, replaced, encrypted or unlocked: everything may be different. */
  'storage.changed': z.object({}),
  /** How far work on the whole database is, in rows or steps, and whether it can be stopped. */
  'storage.progress': z.object({ work: StorageWork, done: z.number(), total: z.number(), canStop: z.boolean() }),
  /** The menu of the app asks something of the page. */
  'shell.command': z.object({ command: ShellCommand }),
  /** The user selected a notification of the operating system, and the window shows its run. */
  'run.opened': z.object({ tenantId: z.string(), runId: z.string() }),
  /** The same for a page of a tenant. */
  'page.opened': z.object({ tenantId: z.string(), page: z.string() }),
}

export type EventName = keyof typeof events
export type EventData<Name extends EventName> = z.infer<(typeof events)[Name]>
