import tls from 'node:tls'

/**
 * Lets this process trust what the operating system trusts: companies that look into TLS install their own
 * authority there, and Node has a list of its own. Node before 22.19 cannot; there `NODE_EXTRA_CA_CERTS` helps.
 */
export function trustSystemCertificates(): void {
  if (typeof tls.setDefaultCACertificates !== 'function') return
  tls.setDefaultCACertificates([...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])])
}
