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
  /** Until when writing is allowed; null if the tenant is read-only. */
  unlockedUntil: Moment.nullable(),
  lastSyncAt: Moment.nullable(),
  cloud: Cloud,
  signIn: SignInKind,
  /** User name of the signed-in person; null if nobody is signed in, and for apps. */
  account: z.string().nullable(),
  clientId: z.string().nullable(),
  archivedAt: Moment.nullable(),
  /** Whether Conditional Access policies, named locations and authentication strengths are captured too. */
  capturesEntra: z.boolean(),
  /** Versions from before this time may have been purged. */
  purgedBefore: Moment.nullable(),
})
export type Tenant = z.infer<typeof Tenant>
