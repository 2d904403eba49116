import { Failure } from '#contract/errors.ts'
import type { TenantRow } from '#app/ports/tenants.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads each tenant's access token from the environment variable that was named when it was connected. */
export function createEnvironmentTokens(environment: Environment): {
  token(tenant: TenantRow, claims?: string): Promise<string>
} {
  return {
    async token(tenant, claims) {
      const variable = tenant.tokenVariable ?? '(none named)'
      if (claims !== undefined) {
        throw new Failure('unauthenticated', `Graph asks ${tenant.name}'s sign-in to be renewed.`, {
          hint: `Put a new access token into the environment variable ${variable}.`,
        })
      }
      const token = tenant.tokenVariable ? environment[tenant.tokenVariable]?.trim() : undefined
      if (!token) {
        throw new Failure('unauthenticated', `There is no access token for ${tenant.name}.`, {
          hint: `Set the environment variable ${variable} to a Graph access token of the tenant.`,
        })
      }
      return token
    },
  }
}
