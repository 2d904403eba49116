import { z } from 'zod'
import { method } from '../method.ts'
import { mostNotifications, Notification } from '../model/notifications.ts'

export const notifications = {
  /** Recent notifications of all tenants, newest first. */
  'notifications.list': method({
    effect: 'read',
    scope: 'app',
    changedBy: ['notification.added', 'notifications.changed', 'tenant.changed'],
    input: z.strictObject({ limit: z.number().int().min(1).max(mostNotifications).default(50) }),
    output: z.array(Notification),
  }),
  'notifications.markRead': method({
    effect: 'store',
    scope: 'app',
    audited: null,
    changes: ['notifications.changed'],
    input: z.strictObject({ ids: z.union([z.literal('all'), z.array(z.string()).min(1)]) }),
    output: z.object({}),
  }),
}
