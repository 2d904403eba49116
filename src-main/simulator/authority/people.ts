/** Somebody who can sign in. */
export interface Person {
  readonly id: string
  readonly userName: string
  readonly name: string
  /** Home tenant; signing in to another one is refused. */
  readonly tenantId: string
  /** Delegated scopes that were consented to; asking for another one is refused. */
  readonly consented: readonly string[] | 'all'
  /** Ids of the groups that the person is in. */
  readonly groupIds: readonly string[]
}

/** An app registration. */
export interface App {
  readonly clientId: string
  /** "Allow public client flows" is on, or device codes are refused. */
  readonly publicFlows: boolean
  /** PEM certificates for app-only sign-in. */
  readonly certificates: readonly string[]
  /** Client secrets for app-only sign-in, with their state. */
  readonly secrets?: Readonly<Record<string, 'valid' | 'expired'>>
}

/** An error as the token endpoint answers it (G-12). */
export class OAuthError extends Error {
  readonly code: string
  readonly number: number
  readonly more: object

  constructor(code: string, number: number, message: string, more: object = {}) {
    super(`AADSTS${number}: ${message}`)
    this.code = code
    this.number = number
    this.more = more
  }
}

/** The error as JSON, with the ids that support asks for. */
export const oauthBody = (error: OAuthError): object => ({
  error: error.code,
  error_description: `${error.message} Trace ID: ${crypto.randomUUID()} Correlation ID: ${crypto.randomUUID()} Timestamp: ${new Date().toISOString()}`,
  error_codes: [error.number],
  timestamp: new Date().toISOString(),
  trace_id: crypto.randomUUID(),
  correlation_id: crypto.randomUUID(),
  ...error.more,
})
