import { failure } from '#contract/errors.ts'
import type { TenantRow } from '#app/ports/tenants.ts'
import { words } from './words.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads the access token of a tenant from the environment variable that was given when it was connected. */
export function createEnvironmentTokens(environment: Environment): {
  token(tenant: TenantRow, claims?: string): Promise<string>
} {
  return {
    async token(tenant, claims) {
      const variable = tenant.tokenVariable ?? words.environment.noVariable
      if (claims !== undefined) {
        throw failure('unauthenticated', words.environment.expired(tenant.name, variable))
      }
      const token = tenant.tokenVariable ? environment[tenant.tokenVariable]?.trim() : undefined
      if (!token) {
        throw failure('unauthenticated', words.environment.missing(tenant.name, variable))
      }
      return token
    },
  }
}
