import { z } from 'zod'

/** What TenantAtlas supports for a policy type. */
export const TypeCoverage = z.object({
  key: z.string(),
  title: z.string(),
  category: z.array(z.string()),
  /** Captured only if it is turned on for the tenant. */
  optional: z.boolean(),
  capture: z.literal(true),
  /** Shown with its own view, or with the generic one based on Microsoft's contract. */
  readable: z.enum(['own', 'contract']),
  diff: z.literal(true),
  restore: z.enum(['full', 'partial', 'update-only', 'preview-only']),
  /** Why it isn't restored in full. */
  reason: z.string().nullable(),
  /** Possible assignment targets; empty for types without assignments. */
  assignments: z.array(z.string()),
  filters: z.boolean(),
  notes: z.string().nullable(),
})
export type TypeCoverage = z.infer<typeof TypeCoverage>
