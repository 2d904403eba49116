import { z } from 'zod'
import { AlertChannelId } from './ids.ts'
import { Moment } from './moments.ts'
import { Severity } from './severity.ts'

/** What an alert is about. */
export const AlertKind = z.enum([
  'finding',
  'captureFailed',
  'captureOverdue',
  'scheduleNotStarted',
  'signInExpired',
  'conflict',
  'expiry',
])
export type AlertKind = z.infer<typeof AlertKind>

/** When a channel sends alerts of a severity. */
export const AlertTiming = z.enum(['now', 'daily', 'off'])
export type AlertTiming = z.infer<typeof AlertTiming>

/** What a channel sends, and when. */
export const AlertRules = z.strictObject({
  kinds: z.array(AlertKind).min(1),
  timing: z.strictObject({ high: AlertTiming, medium: AlertTiming, low: AlertTiming }),
  /** When the daily message is sent, in the time zone: `07:00`. */
  dailyAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** IANA name. */
  zone: z.string().min(1).max(100),
})
export type AlertRules = z.infer<typeof AlertRules>

const Address = z.string().trim().max(4_000)

/** Where a channel sends to. It is sealed, and nobody can read it again. */
export const AlertTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('teams'), url: Address }),
  /** The key signs what is sent. */
  z.strictObject({ kind: z.literal('webhook'), url: Address, key: z.string().min(16).max(500) }),
  z.strictObject({
    kind: z.literal('mail'),
    host: z.string().trim().min(1).max(255),
    port: z.number().int().min(1).max(65_535),
    /** `tls` from the start, `starttls` before anything else is said, or nothing. */
    security: z.enum(['tls', 'starttls', 'none']),
    user: z.string().max(320).nullable(),
    password: z.string().max(1_000).nullable(),
    from: z.email(),
    to: z.array(z.email()).min(1).max(20),
  }),
  z.strictObject({ kind: z.literal('system') }),
])
export type AlertTarget = z.infer<typeof AlertTarget>
export type AlertChannelKind = AlertTarget['kind']

export const AlertMessageState = z.enum(['waiting', 'sending', 'sent', 'failed'])
export type AlertMessageState = z.infer<typeof AlertMessageState>

/** How a message to a channel is doing. */
export const AlertMessage = z.object({
  id: z.string(),
  channelId: AlertChannelId,
  channelName: z.string(),
  state: AlertMessageState,
  /** When it was sent, or is tried next. */
  at: Moment,
  /** Why it wasn't sent the last time. */
  problem: z.string().nullable(),
})
export type AlertMessage = z.infer<typeof AlertMessage>

export const AlertChannel = z.object({
  id: AlertChannelId,
  kind: z.enum(['teams', 'webhook', 'mail', 'system']),
  name: z.string(),
  /** Where it sends to, without what is secret of it: a host. */
  shown: z.string(),
  rules: AlertRules,
  /** The newest message that was sent or failed. */
  last: AlertMessage.nullable(),
  /** Messages with alerts that failed, and can be sent again. */
  failed: z.number(),
})
export type AlertChannel = z.infer<typeof AlertChannel>

export const Alert = z.object({
  id: z.string(),
  kind: AlertKind,
  severity: Severity,
  title: z.string(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Its page in TenantAtlas, e.g. `/drift/…`. */
  page: z.string(),
  raisedAt: Moment,
  /** Since when it no longer holds. */
  endedAt: Moment.nullable(),
  messages: z.array(AlertMessage),
})
export type Alert = z.infer<typeof Alert>
