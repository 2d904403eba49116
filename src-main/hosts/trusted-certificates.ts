import { setImmediate as turn } from 'node:timers/promises'
import tls from 'node:tls'

/**
 * Lets this process trust the certificates of the operating system. Companies that inspect TLS install their own
 * authority there, but Node uses its own list. Node before 22.19 doesn't support this, but `NODE_EXTRA_CA_CERTS` helps.
 *
 * Each step takes tens of milliseconds, so other work has its turn between them.
 */
export async function trustSystemCertificates(): Promise<void> {
  if (typeof tls.setDefaultCACertificates !== 'function') return
  await turn()
  const system = tls.getCACertificates('system')
  await turn()
  const all = [...new Set([...tls.getCACertificates('default'), ...system])]
  await turn()
  tls.setDefaultCACertificates(all)
}
