import { z } from 'zod'
import { method } from '../method.ts'
import { TenantId } from '../model/ids.ts'
import { SavedView } from '../model/views.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })
const nothing = z.object({})

export const views = {
  'views.list': method({ effect: 'read', scope: 'tenant', input: ofTenant, output: z.array(SavedView) }),
  'views.save': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ name: z.string().trim().min(1).max(100), query: z.record(z.string(), z.unknown()) }),
    output: SavedView,
  }),
  'views.remove': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ viewId: z.string() }),
    output: nothing,
  }),
}
