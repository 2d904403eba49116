import tls from 'node:tls'

/**
 * Lets this process trust the certificates of the operating system. Companies that inspect TLS install their own
 * authority there, but Node uses its own list. Node before 22.19 doesn't support this, but `NODE_EXTRA_CA_CERTS` helps.
 */
export function trustSystemCertificates(): void {
  if (typeof tls.setDefaultCACertificates !== 'function') return
  tls.setDefaultCACertificates([...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])])
}
