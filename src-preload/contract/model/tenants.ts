import { z } from 'zod'
import { Cloud, SignInKind } from './clouds.ts'
import { Moment } from './moments.ts'

export const Environment = z.enum(['production', 'test', 'demo'])
export type Environment = z.infer<typeof Environment>

export const Tenant = z.object({
  id: z.string(),
  name: z.string(),
  environment: Environment,
  colour: z.string(),
  graphUrl: z.string().nullable(),
  /** When writing is allowed until, or null when the tenant is read-only. */
  unlockedUntil: Moment.nullable(),
  lastSyncAt: Moment.nullable(),
  cloud: Cloud,
  signIn: SignInKind,
  /** User name of who is signed in; null when nobody is, and for apps. */
  account: z.string().nullable(),
  clientId: z.string().nullable(),
  archivedAt: Moment.nullable(),
  /** Conditional access, named locations and authentication strengths are captured too. */
  capturesEntra: z.boolean(),
  /** Versions from before then may have been purged. */
  purgedBefore: Moment.nullable(),
})
export type Tenant = z.infer<typeof Tenant>
