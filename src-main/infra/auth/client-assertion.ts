import { createHash, randomUUID, X509Certificate } from 'node:crypto'
import type { Clock } from '#app/ports/ports.ts'
import type { SystemCertificates } from '#app/ports/auth.ts'

const lifetimeSeconds = 5 * 60

/**
 * The signed statement with which an app proves that it has the key of a certificate, where the key can't leave the
 * system (Microsoft identity platform docs: certificate credentials). It is a JWT, signed with PS256.
 */
export async function clientAssertion(
  certificates: Pick<SystemCertificates, 'read' | 'sign'>,
  clock: Pick<Clock, 'now'>,
  subject: { readonly thumbprint: string; readonly clientId: string; readonly tokenEndpoint: string },
): Promise<string> {
  const certificate = new X509Certificate(await certificates.read(subject.thumbprint))
  const now = Math.floor(clock.now().getTime() / 1000)
  const header = {
    alg: 'PS256',
    typ: 'JWT',
    'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url'),
  }
  const claims = {
    aud: subject.tokenEndpoint,
    iss: subject.clientId,
    sub: subject.clientId,
    jti: randomUUID(),
    iat: now,
    nbf: now,
    exp: now + lifetimeSeconds,
  }
  const signed = `${encoded(header)}.${encoded(claims)}`
  const signature = await certificates.sign(subject.thumbprint, Buffer.from(signed))
  return `${signed}.${signature.toString('base64url')}`
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
