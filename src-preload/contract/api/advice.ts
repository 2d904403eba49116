import { z } from 'zod'
import { method } from '../method.ts'
import { Advice } from '../model/advice.ts'
import { TenantId } from '../model/ids.ts'

/** What could be tidied up in a tenant, from its latest captures (spec 065). */
export const advice = {
  'advice.list': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['inventory.changed', 'recipients.changed', 'tenant.changed'],
    input: z.strictObject({ tenantId: TenantId }),
    output: z.array(Advice),
  }),
}
