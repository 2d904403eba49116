import { z } from 'zod'
import { PolicyId } from './ids.ts'
import { Moment } from './moments.ts'
import { OptionalTypes } from './tenants.ts'

/** What TenantAtlas supports for a policy type. */
export const TypeCoverage = z.object({
  key: z.string(),
  title: z.string(),
  category: z.array(z.string()),
  /** Captured only if it is turned on for the tenant. */
  optional: OptionalTypes.nullable(),
  /** Nobody has seen its routes answer in a real tenant yet. */
  isUnproven: z.boolean(),
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

/** What is known of the types that Graph publishes, and what a tenant has beside them. */
export const ContractCoverage = z.object({
  /** `published` types were fetched from the tenant's cloud; `built-in` ones ship with the app. */
  source: z.enum(['built-in', 'published']),
  fetchedAt: Moment.nullable(),
  /** When the published types were last asked for. */
  triedAt: Moment.nullable(),
  /** What isn't known yet, by Graph type and place in the object. An empty path is the type itself. */
  unknown: z.array(
    z.object({
      graphType: z.string(),
      path: z.string(),
      what: z.enum(['type', 'property', 'value']),
      policies: z.array(z.object({ policyId: PolicyId, name: z.string() })),
    }),
  ),
})
export type ContractCoverage = z.infer<typeof ContractCoverage>

/** Something that a backup leaves out on purpose. */
export const NotBackedUp = z.object({ title: z.string(), path: z.string().nullable(), reason: z.string() })
export type NotBackedUp = z.infer<typeof NotBackedUp>
