import { z } from 'zod'
import { Cloud, SignInKind } from './clouds.ts'
import { Moment } from './moments.ts'

export const Environment = z.enum(['production', 'test', 'demo'])
export type Environment = z.infer<typeof Environment>

/** Groups of types that a tenant captures only if they are turned on. */
export const OptionalTypes = z.enum(['entra', 'devices', 'services'])
export type OptionalTypes = z.infer<typeof OptionalTypes>

/** What a tenant captures beside its Intune policies. */
export const CaptureSwitches = z.object({
  /** Conditional Access, and other policies of Microsoft Entra. */
  capturesEntra: z.boolean(),
  /** Lists of devices: Autopilot devices and corporate device identifiers. */
  capturesDevices: z.boolean(),
  /** The direct members of groups. */
  capturesGroupMembers: z.boolean(),
  /** Windows 365, the Windows Update deployment service and Microsoft 365 Apps. */
  capturesServices: z.boolean(),
  /** Users, devices and the members of assigned groups, to say who gets what. It is personal data, and in no capture. */
  readsRecipients: z.boolean(),
})
export type CaptureSwitches = z.infer<typeof CaptureSwitches>

/** The switch that turns on a group of types. */
export const switchOf = {
  entra: 'capturesEntra',
  devices: 'capturesDevices',
  services: 'capturesServices',
} as const satisfies Readonly<Record<OptionalTypes, keyof CaptureSwitches>>

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
  /** User name of the account that is used; null if nobody is signed in, and for apps. */
  account: z.string().nullable(),
  clientId: z.string().nullable(),
  /** An app signs in with a client secret, which expires. */
  hasClientSecret: z.boolean(),
  archivedAt: Moment.nullable(),
  ...CaptureSwitches.shape,
  /** Programs that speak the Model Context Protocol may read what is stored of it. */
  allowsAssistant: z.boolean(),
  /** The git folder (full path) into which each capture is exported and committed. */
  repository: z.string().nullable(),
  /** The atlas file (full path) that is only open to read here; null for every tenant that stays. */
  openedFile: z.string().nullable(),
  /** Versions from before this time may have been purged. */
  purgedBefore: Moment.nullable(),
})
export type Tenant = z.infer<typeof Tenant>

/** An account that is signed in to a tenant. */
export const Account = z.object({
  account: z.string(),
  signedInAt: Moment,
  /** Requests are sent with this account. */
  isUsed: z.boolean(),
  /** Its sign-in includes write access to Intune. */
  canWrite: z.boolean(),
})
export type Account = z.infer<typeof Account>
