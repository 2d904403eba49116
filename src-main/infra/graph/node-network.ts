import { connect, type PeerCertificate } from 'node:tls'
import type { Network } from '#app/ports/ports.ts'

const timeoutMs = 5_000

/**
 * Requests with Node's fetch. It follows the proxy variables where `NODE_USE_ENV_PROXY` is set (Node docs).
 *
 * @param trust makes this process trust more certificates; called before the first request, because it takes a while
 * and most commands make none
 */
export function createNodeNetwork(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  trust: () => Promise<void> = () => Promise.resolve(),
): Network {
  let trusting: Promise<void> | undefined
  const prepare = (): Promise<void> => (trusting ??= trust())
  return {
    async fetch(input, init) {
      await prepare()
      return fetch(input, init)
    },
    async describe(address) {
      await prepare()
      const url = new URL(address)
      const proxy = proxyFor(url, environment)
      return { proxy, certificate: proxy === null && url.protocol === 'https:' ? await issuerOf(url) : null }
    },
  }
}

function proxyFor(url: URL, environment: Readonly<Record<string, string | undefined>>): string | null {
  if (environment['NODE_USE_ENV_PROXY'] !== '1') return null
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const value = environment[name] ?? environment[name.toUpperCase()]
  // A proxy's address can hold a password.
  return value !== undefined && URL.canParse(value) ? new URL(value).host : null
}

/** Who issued the certificate of a service; null if that can't be found out. */
function issuerOf({ hostname, port }: URL): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(
      { host: hostname, port: Number(port) || 443, servername: hostname, timeout: timeoutMs },
      () => {
        resolve(nameOf(socket.getPeerCertificate()))
        socket.end()
      },
    )
    socket.once('timeout', () => socket.destroy())
    socket.once('error', () => resolve(null))
    socket.once('close', () => resolve(null))
  })
}

const nameOf = ({ issuer }: PeerCertificate): string | null => {
  const name = issuer?.CN ?? issuer?.O
  return (Array.isArray(name) ? name[0] : name) ?? null
}
