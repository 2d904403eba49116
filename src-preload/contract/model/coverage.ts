import { z } from 'zod'

/** What the product can do with a policy type. */
export const TypeCoverage = z.object({
  key: z.string(),
  title: z.string(),
  category: z.array(z.string()),
  /** Captured only where the tenant turned it on. */
  optional: z.boolean(),
  capture: z.literal(true),
  /** By a view of its own, or by the one that reads Microsoft's contract. */
  readable: z.enum(['own', 'contract']),
  diff: z.literal(true),
  restore: z.enum(['full', 'partial', 'update-only', 'preview-only']),
  /** Why it is not restored in full. */
  reason: z.string().nullable(),
  /** Targets that an assignment may have; nothing for types that nobody assigns. */
  assignments: z.array(z.string()),
  filters: z.boolean(),
  notes: z.string().nullable(),
})
export type TypeCoverage = z.infer<typeof TypeCoverage>
