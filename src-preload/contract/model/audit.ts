import { z } from 'zod'
import { Moment } from './moments.ts'

export const AuditEntry = z.object({
  id: z.number(),
  at: Moment,
  tenantId: z.string().nullable(),
  action: z.string(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof AuditEntry>
