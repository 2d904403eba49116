/**
 * The claims that a 401 asks for (continuous access evaluation): `WWW-Authenticate: Bearer …,
 * error="insufficient_claims", claims="<base64>"` (G-11).
 *
 * @returns the decoded claims, ready for a token request; null when the answer is no challenge
 */
export function readClaimsChallenge(header: string | null): string | null {
  if (header === null || !/error\s*=\s*"insufficient_claims"/i.test(header)) return null
  const encoded = /claims\s*=\s*"([^"]+)"/i.exec(header)?.[1]
  if (!encoded) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  try {
    JSON.parse(text)
    return text
  } catch {
    return null
  }
}
