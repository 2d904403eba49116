import type { Access, SignInWay } from '#contract/model/clouds.ts'
import type { StoredCertificate } from '#contract/model/certificates.ts'
import type { TenantRow } from './tenants.ts'

/** What a person has to do to continue a sign-in. */
export type SignInPrompt =
  | { readonly how: 'browser'; readonly url: string }
  | { readonly how: 'deviceCode'; readonly url: string; readonly code: string; readonly expiresAt: string }
  | { readonly how: 'broker' }

export interface SignInRequest {
  readonly tenant: TenantRow
  readonly how: SignInWay
  readonly access: Access
  readonly signal: AbortSignal
  prompt(prompt: SignInPrompt): Promise<void>
}

/** The signed-in account and its permissions. */
export interface SignedIn {
  readonly account: string
  /** Tenant that the token was issued for. */
  readonly tenantId: string
  readonly scopes: readonly string[]
  /** The broker of the system signed the account in. */
  readonly usesBroker: boolean
  /** What msal calls the account. */
  readonly homeAccountId: string | null
}

/** Access tokens, which are never stored in clear text. */
export interface TokenSource {
  /**
   * A token for the tenant. With claims, Graph rejected the previous token and requires these claims (continuous access
   * evaluation), so a new token is fetched without the cache.
   *
   * @throws Failure `unauthenticated` when a person has to sign in
   */
  token(tenant: TenantRow, access: 'read' | 'write', claims?: string): Promise<string>
}

/** Certificates with a key that the system keeps and uses, but never hands out. */
export interface SystemCertificates {
  /** Those that haven't expired. @throws Failure `badInput` if the store can't be read */
  list(): Promise<StoredCertificate[]>
  /** The certificate of a thumbprint (DER). @throws Failure `notFound` */
  read(thumbprint: string): Promise<Buffer>
  /** Signs with the key of a certificate (RSA-PSS with SHA-256). @throws Failure `notFound`, `badInput` */
  sign(thumbprint: string, data: Buffer): Promise<Buffer>
}

/** Sign-in to Microsoft Entra. */
export interface Auth extends TokenSource {
  /** The id of a tenant by its id or one of its domains. @throws Failure `notFound`, `unreachable` */
  lookUp(authority: string, idOrDomain: string): Promise<string>
  /** Lets a person sign in. @throws Failure `unauthenticated`, `cancelled`, `wrongTenant` */
  signIn(request: SignInRequest): Promise<SignedIn>
  /** Forgets the tokens of an account, or of all accounts. Accounts of the broker stay signed in to Windows. */
  signOut(tenant: TenantRow, account: string | null): Promise<void>
  /** Whether the system has a broker that can sign in with its accounts. */
  hasBroker(): Promise<boolean>
  /** The certificate store of the system; null if it has none that can sign. */
  readonly certificates: SystemCertificates | null
}
