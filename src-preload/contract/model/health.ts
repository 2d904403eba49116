import { z } from 'zod'
import { Moment } from './moments.ts'

/** What a check found for reading or for writing one policy type. */
export const Grant = z.enum(['granted', 'missing', 'notAsked', 'refused', 'unlicensed', 'unknown'])
export type Grant = z.infer<typeof Grant>

export const TypeHealth = z.object({
  type: z.string(),
  title: z.string(),
  read: Grant,
  write: Grant,
  /** Scope that would do, where one is missing. */
  readNeeds: z.string(),
  writeNeeds: z.string(),
  /** What Graph said, where it refused. */
  note: z.string().nullable(),
})
export type TypeHealth = z.infer<typeof TypeHealth>

/** The result of a permission check. */
export const Health = z.object({
  checkedAt: Moment,
  tenantName: z.string(),
  account: z.string().nullable(),
  scopes: z.array(z.string()),
  licence: z.enum(['active', 'missing', 'unknown']),
  /** Names of the Intune roles that the account holds, with their scope tags; null when they cannot be read. */
  roles: z.array(z.string()).nullable(),
  types: z.array(TypeHealth),
})
export type Health = z.infer<typeof Health>

/** One step of the role that gives a group the least that TenantAtlas needs. */
export const OnboardingStep = z.object({
  what: z.enum(['role', 'assignment']),
  name: z.string(),
  action: z.enum(['create', 'update', 'unchanged']),
  detail: z.array(z.string()),
})
export type OnboardingStep = z.infer<typeof OnboardingStep>
