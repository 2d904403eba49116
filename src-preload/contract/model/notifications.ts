import { z } from 'zod'
import { RunId } from './ids.ts'
import { Moment } from './moments.ts'

/** So many are kept, and can be asked for at once. */
export const mostNotifications = 200

/** A run that somebody may be waiting for has ended. */
export const Notification = z.object({
  id: z.string(),
  tenantId: z.string(),
  runId: RunId,
  tone: z.enum(['success', 'warning', 'danger']),
  title: z.string(),
  body: z.string(),
  at: Moment,
  readAt: Moment.nullable(),
})
export type Notification = z.infer<typeof Notification>
