import { z } from 'zod'
import { AppError } from '../errors.ts'
import { Moment } from './moments.ts'

/** What is known of the way to a tenant. */
export const ConnectionState = z.enum([
  'demo',
  'imported',
  'signedOut',
  /** Nobody has asked the service since the app was started. */
  'untried',
  'connected',
  /** The service asked everybody to wait. */
  'throttled',
  'offline',
  /** The sign-in isn't accepted any more. */
  'expired',
  /** The service answers for another tenant, or refuses this one. */
  'refused',
])
export type ConnectionState = z.infer<typeof ConnectionState>

export const Connection = z.object({
  state: ConnectionState,
  /** User name of the person who is signed in; null for apps. */
  account: z.string().nullable(),
  /** What the sign-in includes; null for apps and tokens, whose permissions only the permission check knows. */
  access: z.enum(['read', 'write']).nullable(),
  /** Since when it is so, for what isn't as it should be. */
  since: Moment.nullable(),
  /** When it is worth to try again. */
  nextTry: Moment.nullable(),
  /** Until when the service asked to wait. */
  waitsUntil: Moment.nullable(),
  /** Why it isn't as it should be. */
  problem: AppError.nullable(),
})
export type Connection = z.infer<typeof Connection>
