import { z } from 'zod'

/** Hints that something changed; the store is the truth, screens read it again. */
export const events = {
  'run.changed': z.object({ tenantId: z.string(), runId: z.string() }),
  'tenant.changed': z.object({ tenantId: z.string() }),
  'inventory.changed': z.object({ tenantId: z.string() }),
  'backups.changed': z.object({ tenantId: z.string() }),
}

export type EventName = keyof typeof events
export type EventData<Name extends EventName> = z.infer<(typeof events)[Name]>
