import { Failure } from '#contract/errors.ts'
import type { TokenSource } from '#app/ports/ports.ts'

/** Reads each tenant's access token from the environment variable that was named when it was connected. */
export function createEnvironmentTokens(environment: Readonly<Record<string, string | undefined>>): TokenSource {
  return {
    async token(tenant, claims) {
      if (claims !== undefined) {
        throw new Failure('unauthenticated', `Graph asks ${tenant.name}'s sign-in to be renewed.`, { hint: `Put a new access token into the environment variable ${tenant.tokenVariable ?? '(none named)'}.` })
      }
      const token = tenant.tokenVariable ? environment[tenant.tokenVariable]?.trim() : undefined
      if (!token) {
        throw new Failure('unauthenticated', `There is no access token for ${tenant.name}.`, { hint: `Set the environment variable ${tenant.tokenVariable ?? '(none named)'} to a Graph access token of the tenant.` })
      }
      return token
    },
  }
}
