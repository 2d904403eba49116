import type { Access } from '#contract/model/clouds.ts'
import type { TenantRow } from './tenants.ts'

/** What a person has to do for a sign-in to go on. */
export type SignInPrompt =
  | { readonly how: 'browser'; readonly url: string }
  | { readonly how: 'deviceCode'; readonly url: string; readonly code: string; readonly expiresAt: string }

export interface SignInRequest {
  readonly tenant: TenantRow
  readonly how: 'browser' | 'deviceCode'
  readonly access: Access
  readonly signal: AbortSignal
  prompt(prompt: SignInPrompt): Promise<void>
}

/** Who is signed in, and for what. */
export interface SignedIn {
  readonly account: string
  /** Tenant that the token was issued for. */
  readonly tenantId: string
  readonly scopes: readonly string[]
}

/** Access tokens; nothing of them is stored in clear. */
export interface TokenSource {
  /**
   * A token for the tenant. With claims, Graph refused the one before and asks for these (continuous access
   * evaluation): a new one is fetched, past the cache.
   *
   * @throws Failure `unauthenticated` when a person has to sign in
   */
  token(tenant: TenantRow, access: 'read' | 'write', claims?: string): Promise<string>
}

/** Sign-in to Microsoft Entra. */
export interface Auth extends TokenSource {
  /** The id of a tenant by its id or one of its domains. @throws Failure `notFound`, `unreachable` */
  lookUp(authority: string, idOrDomain: string): Promise<string>
  /** Lets a person sign in. @throws Failure `unauthenticated`, `cancelled`, `wrongTenant` */
  signIn(request: SignInRequest): Promise<SignedIn>
  /** Forgets the sign-in. */
  signOut(tenant: TenantRow): Promise<void>
}
