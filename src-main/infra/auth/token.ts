import type { AuthenticationResult } from '@azure/msal-node'
import type { TenantRow } from '#app/ports/tenants.ts'
import { failure } from '#contract/errors.ts'
import { words } from './words.ts'

/** The Graph of the tenant's cloud as a resource. A simulated Graph uses the global one. */
export function graphOf(tenant: TenantRow): string {
  return tenant.cloud === 'custom' || tenant.graphUrl === null ? 'https://graph.microsoft.com' : tenant.graphUrl
}

/** @throws Failure `unauthenticated` if there is no token */
export function tokenOf(result: AuthenticationResult | null): string {
  if (!result?.accessToken) throw failure('unauthenticated', words.noToken)
  return result.accessToken
}
