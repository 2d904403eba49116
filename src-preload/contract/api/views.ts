import { z } from 'zod'
import { method } from '../method.ts'
import { TenantId, ViewId } from '../model/ids.ts'
import { SavedView } from '../model/views.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })
const nothing = z.object({})

export const views = {
  'views.list': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['views.changed'],
    input: ofTenant,
    output: z.array(SavedView),
  }),
  'views.save': method({
    effect: 'store',
    scope: 'tenant',
    audited: null,
    changes: ['views.changed'],
    input: ofTenant.extend({ name: z.string().trim().min(1).max(100), query: z.record(z.string(), z.unknown()) }),
    output: SavedView,
  }),
  'views.remove': method({
    effect: 'store',
    scope: 'tenant',
    owns: { viewId: 'view' },
    audited: null,
    changes: ['views.changed'],
    input: ofTenant.extend({ viewId: ViewId }),
    output: nothing,
  }),
}
