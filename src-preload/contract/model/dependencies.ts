import { z } from 'zod'
import { PolicyId } from './ids.ts'

/** An object that depends on others, or that others depend on. */
export const GraphNode = z.object({
  /** `kind/id`. */
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  name: z.string(),
  policyId: PolicyId.nullable(),
  /** Others refer to it, but it isn't in the tenant. */
  missing: z.boolean(),
  inbound: z.number(),
  outbound: z.number(),
})
export type GraphNode = z.infer<typeof GraphNode>

export const GraphEdge = z.object({ from: z.string(), to: z.string(), relation: z.string() })
export type GraphEdge = z.infer<typeof GraphEdge>
