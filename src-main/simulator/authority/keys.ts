import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto'

/** The authority's signing key: what it signs, its published key set verifies. */
export interface SigningKeys {
  readonly keySet: object
  /** A JWT of these claims, RS256. */
  jwt(claims: object): string
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export function makeSigningKeys(): SigningKeys {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const kid = crypto.randomUUID()
  const jwk = { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }
  return {
    keySet: { keys: [jwk] },
    jwt(claims) {
      const content = `${encode({ typ: 'JWT', alg: 'RS256', kid })}.${encode(claims)}`
      return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`
    },
  }
}
