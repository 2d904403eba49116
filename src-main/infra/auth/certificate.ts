import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Failure } from '#contract/errors.ts'

/** A certificate with its key, as msal takes it. */
export interface ClientCertificate {
  readonly thumbprintSha256: string
  readonly privateKey: string
  readonly x5c: string
}

/**
 * Reads a PEM file that holds a certificate and its private key.
 *
 * @param passphrase opens an encrypted key; it is used and forgotten
 * @throws Failure `badInput` naming what is wrong with the file
 */
export function readCertificate(file: string, passphrase: string | undefined): ClientCertificate {
  let pem: string
  try {
    pem = readFileSync(file, 'utf8')
  } catch (error) {
    throw new Failure('badInput', `The certificate file ${file} cannot be read.`, {
      hint: 'Name a PEM file with the certificate and its private key.',
      cause: error,
    })
  }
  const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0]
  const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/.exec(pem)?.[0]
  if (!certificate || !key)
    throw new Failure('badInput', `The file ${file} must hold a certificate and its private key as PEM.`, {
      hint: 'A .pfx file is converted with: openssl pkcs12 -in file.pfx -out file.pem',
    })
  try {
    const parsed = new X509Certificate(certificate)
    const privateKey = createPrivateKey({ key, ...(passphrase === undefined ? {} : { passphrase }) })
    if (!parsed.checkPrivateKey(privateKey))
      throw new Failure('badInput', `The private key in ${file} does not belong to its certificate.`)
    return {
      thumbprintSha256: parsed.fingerprint256.replaceAll(':', ''),
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      x5c: certificate,
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('badInput', `The private key in ${file} cannot be opened.`, {
      hint: 'Check the passphrase in the environment variable that was named for it.',
      cause: error,
    })
  }
}
