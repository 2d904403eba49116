import type { Person } from './authority/people.ts'
import { isRead, type Call } from './call.ts'
import { intuneMessage, ODataError } from './errors.ts'
import { supporting } from './tenant.ts'
import type { TypeBehaviour } from './types.ts'

/** What a bearer token says to the service. */
export interface TokenClaims {
  /** Delegated scopes; null for a token that may do everything. */
  readonly scopes: readonly string[] | null
  /** Seconds since 1970. */
  readonly expires: number
  /** When it was issued, seconds since 1970: a session revoked later does not accept it. */
  readonly issued: number
  /** Who the token speaks for; left out for an app. */
  readonly person?: Person
}

/** Reads a token; undefined for one that this tenant's authority did not issue. */
export type TokenReader = (token: string) => TokenClaims | undefined

/** Decides about tokens and their scopes. */
export interface Access {
  /** @throws ODataError 401, with a claims challenge for a revoked session (continuous access evaluation) */
  checkToken(call: Call): void
  /** @throws ODataError 403 naming the scopes that would do */
  checkScope(call: Call): void
  /** Who is calling, where it is a person. */
  person(call: Call): Person | undefined
  /** Revokes the tokens issued until now, as an administrator does. */
  revoke(): void
}

export function createAccess(
  read: TokenReader,
  types: ReadonlyMap<string, TypeBehaviour>,
  now: () => number = () => Date.now() / 1000,
): Access {
  let revokedAt = 0
  const claims = (call: Call) => read((call.headers?.['authorization'] ?? '').replace(/^Bearer /i, ''))
  return {
    person: (call) => claims(call)?.person,
    revoke: () => void (revokedAt = now()),
    checkToken(call) {
      const token = claims(call)
      if (!token || token.expires < now()) {
        throw new ODataError(
          401,
          'InvalidAuthenticationToken',
          token
            ? 'Lifetime validation failed, the token is expired.'
            : 'Access token validation failure. Invalid audience, signature or tenant.',
          { 'WWW-Authenticate': 'Bearer realm="", error="invalid_token"' },
        )
      }
      if (token.issued <= revokedAt) {
        const wanted = JSON.stringify({
          access_token: { nbf: { essential: true, value: String(Math.ceil(revokedAt)) } },
        })
        throw new ODataError(
          401,
          'InvalidAuthenticationToken',
          'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies.',
          {
            'WWW-Authenticate': `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(wanted).toString('base64')}"`,
          },
        )
      }
    },
    checkScope(call) {
      const held = claims(call)?.scopes
      if (!held) return
      const enough = neededScopes(call, types)
      if (enough.length === 0 || enough.some((scope) => held.includes(scope))) return
      throw new ODataError(
        403,
        'Forbidden',
        intuneMessage(
          `Application is not authorized to perform this operation. Application must have one of the following scopes: ${enough.join(', ')}`,
        ),
      )
    },
  }
}

/** The scopes of which one is needed (G-13, kept in `resources/graph-types.json`); none where the type says nothing. */
function neededScopes(call: Call, types: ReadonlyMap<string, TypeBehaviour>): readonly string[] {
  const path = call.url.pathname.replace(/^\/(beta|v1\.0)/, '')
  const type = [...types.values()].find(
    (entry) =>
      path === entry.listPath || path.startsWith(`${entry.listPath}/`) || path.startsWith(`${entry.listPath}(`),
  )
  if (!type) return Object.values(supporting).find((entry) => entry.path === path)?.readScopes ?? []
  const read = isRead(call)
  // The clear value of a secret needs the write scope even though it is read (G-117).
  const asRead = read && !path.includes('getOmaSettingPlainTextValue')
  const permissions = asRead ? type.permissionsRead : type.permissionsWrite
  const named = [...new Set([permissions?.least ?? '', ...(permissions?.anyOf ?? [])])].filter((scope) =>
    /^[\w.-]+$/.test(scope),
  )
  const write = asRead ? type.permissionsWrite : undefined
  return [
    ...new Set([...named, ...[write?.least ?? '', ...(write?.anyOf ?? [])].filter((scope) => /^[\w.-]+$/.test(scope))]),
  ]
}
