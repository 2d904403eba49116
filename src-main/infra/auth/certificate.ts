import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { failure, Failure } from '#contract/errors.ts'
import { words } from './words.ts'

/** A certificate with its key, as msal takes it. */
export interface ClientCertificate {
  readonly thumbprintSha256: string
  readonly privateKey: string
  readonly x5c: string
}

/**
 * Reads a PEM file that holds a certificate and its private key.
 *
 * @param passphrase for an encrypted key, which isn't stored
 * @throws Failure `badInput` that says what is wrong with the file
 */
export function readCertificate(file: string, passphrase: string | undefined): ClientCertificate {
  let pem: string
  try {
    pem = readFileSync(file, 'utf8')
  } catch (error) {
    throw failure('badInput', words.certificate.unreadable(file), { cause: error })
  }
  const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0]
  const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/.exec(pem)?.[0]
  if (!certificate || !key) throw failure('badInput', words.certificate.incomplete(file))
  try {
    const parsed = new X509Certificate(certificate)
    const privateKey = createPrivateKey({ key, ...(passphrase === undefined ? {} : { passphrase }) })
    if (!parsed.checkPrivateKey(privateKey)) throw new Failure('badInput', words.certificate.otherKey(file))
    return {
      thumbprintSha256: parsed.fingerprint256.replaceAll(':', ''),
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      x5c: certificate,
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw failure('badInput', words.certificate.locked(file), { cause: error })
  }
}
