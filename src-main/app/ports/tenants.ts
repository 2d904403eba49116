import type { Cloud, SignInKind } from '#contract/model/clouds.ts'
import type { CaptureSwitches, Environment } from '#contract/model/tenants.ts'

/** A connected tenant. */
export interface TenantRow extends CaptureSwitches {
  readonly id: string
  readonly name: string
  readonly environment: Environment
  readonly colour: string
  readonly graphUrl: string | null
  readonly tokenVariable: string | null
  readonly unlockedUntil: string | null
  readonly lastSyncAt: string | null
  readonly cloud: Cloud
  /** Origin of the sign-in authority, e.g. `https://login.microsoftonline.com`; null where no person or app signs in. */
  readonly authority: string | null
  /** App registration that signs in. */
  readonly clientId: string | null
  readonly signIn: SignInKind
  /** User name of the account that is used. */
  readonly account: string | null
  /** Graph scopes that the sign-in of this account was granted. */
  readonly scopes: readonly string[]
  /** The broker of the system signed this account in, and renews its tokens. */
  readonly usesBroker: boolean
  /** What msal calls this account; null for a sign-in of an older version. User names can change hands. */
  readonly homeAccountId: string | null
  /** PEM file with certificate and key for app-only sign-in, and the variable that holds its passphrase. */
  readonly certificateFile: string | null
  readonly certificateVariable: string | null
  /** Thumbprint (SHA-1, 40 hexadecimal digits) of a certificate of the Windows certificate store for app-only sign-in. */
  readonly certificateThumbprint: string | null
  /** Client secret for app-only sign-in, sealed by the vault. */
  readonly clientSecret: Uint8Array | null
  readonly archivedAt: string | null
  /** The git folder (full path) into which each capture is exported. */
  readonly repository: string | null
  /** Programs that speak the Model Context Protocol may read what is stored of it. */
  readonly allowsAssistant: boolean
  /** The atlas file (full path) that is only open to read. */
  readonly openedFile: string | null
  /** Versions from before this time may have been purged, so earlier states are incomplete. */
  readonly purgedBefore: string | null
}

/** The required properties of a new tenant. The others are optional. */
export type NewTenant = Pick<TenantRow, 'id' | 'name' | 'environment' | 'colour' | 'graphUrl' | 'signIn'> &
  Partial<Omit<TenantRow, 'account' | 'scopes' | 'usesBroker' | 'homeAccountId'>>

/** What changes; what is left out or undefined stays. */
export type TenantChange = {
  readonly [
    Name in
      | keyof CaptureSwitches
      | 'name'
      | 'environment'
      | 'colour'
      | 'archivedAt'
      | 'clientSecret'
      | 'repository'
      | 'openedFile'
      | 'allowsAssistant'
  ]?: TenantRow[Name] | undefined
}

/** An account that is signed in to a tenant. */
export interface AccountRow {
  /** User name. */
  readonly account: string
  readonly scopes: readonly string[]
  readonly usesBroker: boolean
  readonly homeAccountId: string | null
  readonly signedInAt: string
}

/** Token caches of tenants, sealed by the vault, so that they are useless elsewhere. */
export interface TokenCacheRepository {
  find(tenantId: string): Promise<Uint8Array | null>
  save(tenantId: string, sealed: Uint8Array, at: string): Promise<void>
  remove(tenantId: string): Promise<void>
}

export interface TenantRepository {
  list(): Promise<TenantRow[]>
  find(id: string): Promise<TenantRow | undefined>
  insert(row: NewTenant, at: string): Promise<void>
  change(id: string, change: TenantChange): Promise<void>
  /** Who is signed in, the latest sign-in first. */
  accounts(id: string): Promise<AccountRow[]>
  /** Keeps an account with its permissions, and uses it from now on. */
  signedIn(id: string, signedIn: Omit<AccountRow, 'signedInAt'>, at: string): Promise<void>
  /** Uses another account that is signed in, or none. */
  useAccount(id: string, account: string | null): Promise<void>
  /** Forgets an account. If it was used, none is used from now on: another one may have other rights. */
  signedOut(id: string, account: string): Promise<void>
  /**
   * Removes a tenant and everything captured from it. Its audit entries stay, and so does content that other tenants
   * share.
   */
  remove(id: string): Promise<void>
  setUnlockedUntil(id: string, until: string | null): Promise<void>
  setSynced(id: string, at: string): Promise<void>
}
