import { isObject, text } from '#domain/json.ts'

/** The tenant (`tid`) that an access token was issued for, or null if it isn't a readable JWT. */
export function tokenTenant(token: string): string | null {
  const payload = token.split('.')[1]
  if (!payload) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return isObject(claims) ? text(claims['tid']).toLowerCase() || null : null
  } catch {
    return null
  }
}
