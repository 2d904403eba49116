import { z } from 'zod'
import { method } from '../method.ts'
import { TenantId } from '../model/ids.ts'
import { Environment, Tenant } from '../model/values.ts'

export const tenants = {
  'tenants.list': method({ effect: 'read', scope: 'app', input: z.strictObject({}), output: z.array(Tenant) }),
  'tenants.add': method({
    effect: 'store',
    scope: 'app',
    input: z.strictObject({
      id: TenantId,
      name: z.string().trim().min(1).max(120),
      environment: Environment,
      /** Base address of Graph without a version, e.g. `https://graph.microsoft.com`. */
      graphUrl: z.url({ protocol: /^https?$/ }),
      /** Name of the environment variable that holds the access token; the token itself is never stored. */
      tokenVariable: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
    }),
    output: Tenant,
  }),
  /** Adds the demo tenant, or answers it when it is there. */
  'tenants.openDemo': method({ effect: 'store', scope: 'app', input: z.strictObject({}), output: Tenant }),
  'tenants.unlock': method({
    effect: 'store',
    scope: 'tenant',
    input: z.strictObject({ tenantId: TenantId, minutes: z.number().int().min(1).max(480), confirm: z.string().optional() }),
    output: Tenant,
  }),
  'tenants.lock': method({ effect: 'store', scope: 'tenant', input: z.strictObject({ tenantId: TenantId }), output: Tenant }),
  /** Demo tenant only: changes policies in the simulated tenant as another administrator would. */
  'tenants.simulateChange': method({
    effect: 'store',
    scope: 'tenant',
    input: z.strictObject({ tenantId: TenantId }),
    output: z.object({ changed: z.array(z.string()) }),
  }),
}
