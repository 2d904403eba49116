import { z } from 'zod'
import { TypeCompatibility } from './compatibility.ts'
import { PermissionUse } from './registration.ts'
import { Moment } from './moments.ts'

/** Result of a permission check for reading or writing one policy type. */
export const Grant = z.enum(['granted', 'missing', 'notAsked', 'refused', 'unlicensed', 'unknown'])
export type Grant = z.infer<typeof Grant>

export const TypeHealth = z.object({
  type: z.string(),
  title: z.string(),
  read: Grant,
  write: Grant,
  /** A scope that would be enough, if one is missing. */
  readNeeds: z.string(),
  writeNeeds: z.string(),
  /** The message of Graph, if it refused. */
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
  /** Names of the Intune roles of the account; null if they can't be read. */
  roles: z.array(z.string()).nullable(),
  types: z.array(TypeHealth),
  /** The way to Graph: a proxy if there is one, and who issued the certificate that answered. */
  connection: z
    .object({ service: z.string(), proxy: z.string().nullable(), certificate: z.string().nullable() })
    .nullable()
    .default(null),
  /** What the permissions lack, and what they needn't have; null if they can't be read. */
  permissions: PermissionUse.nullable().default(null),
  /** How the routes of each type work in this tenant. */
  compatibility: z.array(TypeCompatibility).default([]),
})
export type Health = z.infer<typeof Health>

/** One step of creating the least-privilege role. */
export const OnboardingStep = z.object({
  what: z.enum(['role', 'assignment']),
  name: z.string(),
  action: z.enum(['create', 'update', 'unchanged']),
  detail: z.array(z.string()),
})
export type OnboardingStep = z.infer<typeof OnboardingStep>
