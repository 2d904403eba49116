import type { TokenClaims } from './access.ts'

const lifetimeS = 90 * 24 * 3_600

/** An access token for the simulated tenant: shaped as a JWT so that clients can read its `tid`. */
export function issueToken(tenantId: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const issued = Math.floor(Date.now() / 1000)
  return [
    part({ typ: 'JWT', alg: 'none' }),
    part({
      aud: 'https://graph.microsoft.com',
      tid: tenantId,
      upn: 'admin@simulated.example',
      iat: issued,
      exp: issued + lifetimeS,
    }),
    crypto.randomUUID().replaceAll('-', ''),
  ].join('.')
}

/** What a token of `issueToken` says: everything is allowed to it. */
export function readToken(token: string): TokenClaims {
  const { iat, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
    iat: number
    exp: number
  }
  return { scopes: null, issued: iat, expires: exp }
}
