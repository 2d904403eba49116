import { z } from 'zod'
import { PolicyId } from './ids.ts'

/** What one rule of the advisor says about a tenant. */
export const Advice = z.object({
  id: z.string(),
  title: z.string(),
  why: z.string(),
  severity: z.enum(['high', 'medium', 'low']),
  /** It can't be answered, because users, devices and groups weren't read. */
  isOpen: z.boolean(),
  /** The change of many policies that mends it, where there is one. */
  fix: z.enum(['archive', 'delete', 'unassign']).nullable(),
  findings: z.array(z.object({ policyId: PolicyId, name: z.string(), type: z.string(), detail: z.string() })),
})
export type Advice = z.infer<typeof Advice>
