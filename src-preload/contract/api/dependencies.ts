import { z } from 'zod'
import { method } from '../method.ts'
import { TenantId } from '../model/ids.ts'
import { GraphEdge, GraphNode } from '../model/dependencies.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })

export const dependencies = {
  /** What a node refers to and what refers to it, up to this number of steps. Everything if no node is given. */
  'dependencies.graph': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['inventory.changed'],
    input: ofTenant.extend({
      focus: z.string().optional(),
      depth: z.number().int().min(1).max(10).default(1),
      direction: z.enum(['both', 'inbound', 'outbound']).default('both'),
    }),
    output: z.object({ nodes: z.array(GraphNode), edges: z.array(GraphEdge), cycles: z.array(z.array(z.string())) }),
  }),
}
