import { isObject, text, type Json } from '#domain/json.ts'

/** The tenant (`tid`) that an access token was issued for (G-10), or null if it isn't a readable JWT. */
export function tokenTenant(token: string): string | null {
  const claims = claimsOf(token)
  return claims ? text(claims['tid']).toLowerCase() || null : null
}

/**
 * The permissions that an access token carries: those of an app (`roles`) or of a person (`scp`) (G-256). Microsoft may
 * encrypt the tokens of Graph some day, so nothing may depend on it.
 *
 * @returns null if the token doesn't say
 */
export function tokenPermissions(token: string): readonly string[] | null {
  const claims = claimsOf(token)
  if (!claims) return null
  const { roles, scp } = claims
  if (Array.isArray(roles)) return roles.map(String)
  return typeof scp === 'string' ? scp.split(' ').filter(Boolean) : null
}

function claimsOf(token: string): Json | null {
  const payload = token.split('.')[1]
  if (!payload) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return isObject(claims) ? claims : null
  } catch {
    return null
  }
}
