import { generate } from 'selfsigned'

/** A certificate for the loopback interface and the key that goes with it, both PEM. */
export interface ServerCertificate {
  readonly certificate: string
  readonly key: string
}

const dayMs = 24 * 3_600_000

/** Makes a certificate for `localhost` and 127.0.0.1 that is its own authority: a client that trusts it trusts this server only. */
export async function makeServerCertificate(): Promise<ServerCertificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - dayMs),
    notAfterDate: new Date(Date.now() + 30 * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
  return { certificate: cert, key }
}
