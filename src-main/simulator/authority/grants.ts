import { createHash, verify, X509Certificate } from 'node:crypto'
import type { SigningKeys } from './keys.ts'
import { OAuthError, type App, type Person } from './people.ts'

/** The tenant and the address that an authority issues for. */
export interface Issuer {
  readonly tenantId: string
  readonly origin: string
  /** Resource that scopes name, e.g. `https://graph.microsoft.com`. */
  readonly graphResource: string
  readonly accessTokenSeconds: number
}

/** What was granted, until it is redeemed or revoked. */
export interface Grant {
  readonly person: Person
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly nonce: string | null
  readonly challenge: string | null
  readonly redirectUri: string | null
}

const protocolScopes = new Set(['openid', 'profile', 'email', 'offline_access'])
const plain = (scope: string): string => scope.split('/').at(-1)!

/** Scopes without their resource and without those of the protocol. */
export const graphScopes = (scopes: readonly string[]): string[] =>
  scopes.filter((scope) => !protocolScopes.has(scope)).map(plain)

/** @throws OAuthError when an administrator has not consented to a scope */
export function requireConsent(person: Person, scopes: readonly string[]): void {
  if (person.consented === 'all') return
  const missing = graphScopes(scopes).filter((scope) => scope !== '.default' && !person.consented.includes(scope))
  if (missing.length > 0)
    throw new OAuthError(
      'invalid_grant',
      65001,
      `The user or administrator has not consented to use the application. Missing: ${missing.join(' ')}.`,
      { suberror: 'consent_required' },
    )
}

/** Checks the code verifier against the challenge of the authorize request (PKCE, S256). */
export function requireVerifier(grant: Grant, verifier: string | null): void {
  const challenge = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url')
  if (grant.challenge !== challenge)
    throw new OAuthError(
      'invalid_grant',
      50148,
      'The code_verifier does not match the code_challenge supplied in the authorization request.',
    )
}

/** Tokens of a person, as the token endpoint answers them. */
export function personTokens(
  issuer: Issuer,
  keys: SigningKeys,
  grant: Grant,
  refreshToken: string,
): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000)
  const { person, clientId } = grant
  const common = {
    iss: `${issuer.origin}/${issuer.tenantId}/v2.0`,
    iat: now,
    nbf: now,
    exp: now + issuer.accessTokenSeconds,
    tid: person.tenantId,
    oid: person.id,
    sub: person.id,
    ver: '2.0',
  }
  return {
    token_type: 'Bearer',
    scope: [...grant.scopes].join(' '),
    expires_in: issuer.accessTokenSeconds,
    ext_expires_in: issuer.accessTokenSeconds,
    access_token: keys.jwt({
      ...common,
      aud: issuer.graphResource,
      appid: clientId,
      upn: person.userName,
      name: person.name,
      scp: graphScopes(grant.scopes).join(' '),
      xms_cc: ['CP1'],
    }),
    id_token: keys.jwt({
      ...common,
      aud: clientId,
      preferred_username: person.userName,
      name: person.name,
      ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
    }),
    refresh_token: refreshToken,
    client_info: Buffer.from(JSON.stringify({ uid: person.id, utid: person.tenantId })).toString('base64url'),
  }
}

/** A token of an app that proved itself with a certificate. */
export function appToken(issuer: Issuer, keys: SigningKeys, app: App): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000)
  return {
    token_type: 'Bearer',
    expires_in: issuer.accessTokenSeconds,
    ext_expires_in: issuer.accessTokenSeconds,
    access_token: keys.jwt({
      iss: `${issuer.origin}/${issuer.tenantId}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + issuer.accessTokenSeconds,
      tid: issuer.tenantId,
      aud: issuer.graphResource,
      appid: app.clientId,
      idtyp: 'app',
      roles: ['DeviceManagementConfiguration.ReadWrite.All'],
    }),
  }
}

/** Checks a client secret (G-12). @throws OAuthError */
export function requireSecret(app: App, secret: string): void {
  const state = app.secrets?.[secret]
  if (state === undefined)
    throw new OAuthError('invalid_client', 7000215, 'Invalid client secret provided. Send the value, not the ID.')
  if (state === 'expired')
    throw new OAuthError('invalid_client', 7000222, 'The provided client secret keys for the app are expired.')
}

/** Checks the signed assertion of an app against its certificates. @throws OAuthError */
export function requireAssertion(app: App, assertion: string | null, audience: RegExp): void {
  const [header = '', payload = '', signature = ''] = (assertion ?? '').split('.')
  const refuse = (why: string) =>
    new OAuthError(
      'invalid_client',
      700027,
      `The certificate is not registered on the application, or the assertion is not valid: ${why}.`,
    )
  let claims: { aud?: string; exp?: number; iss?: string }
  try {
    claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as typeof claims
  } catch {
    throw refuse('not a JWT')
  }
  if (claims.iss !== app.clientId) throw refuse('issuer')
  if (!audience.test(claims.aud ?? '')) throw refuse('audience')
  if ((claims.exp ?? 0) < Date.now() / 1000) throw refuse('expired')
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { alg?: string }
  const signed = app.certificates.some((pem) => {
    const key = new X509Certificate(pem).publicKey
    const padded = alg === 'PS256' ? { key, padding: 6, saltLength: 32 } : { key }
    return verify('sha256', Buffer.from(`${header}.${payload}`), padded, Buffer.from(signature, 'base64url'))
  })
  if (!signed) throw refuse('signature')
}
