import { z } from 'zod'
import { method } from '../method.ts'
import { PolicyId, TenantId } from '../model/ids.ts'
import { AskedMoment } from '../model/moments.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })
const nothing = z.object({})

export const lifecycle = {
  'policies.ignore': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ policyIds: z.array(PolicyId).min(1), ignored: z.boolean() }),
    output: nothing,
  }),
  /** Puts policies away in the store, or takes them out again; the tenant is not touched. */
  'policies.archive': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ policyIds: z.array(PolicyId).min(1), archived: z.boolean() }),
    output: nothing,
  }),
  /** Takes away versions from before a moment that nothing needs any more; with `dryRun` says what would go. */
  'policies.purge': method({
    effect: 'store',
    scope: 'tenant',
    input: ofTenant.extend({ olderThan: AskedMoment, dryRun: z.boolean() }),
    output: z.object({ policies: z.number(), versions: z.number(), blobs: z.number(), bytes: z.number() }),
  }),
}
