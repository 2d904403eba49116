import type { Delivered } from '#app/ports/alerts.ts'
import type { Network } from '#app/ports/ports.ts'
import { words } from './words.ts'

/** Why an address can't be used, as a sentence; null if it can. */
export function urlProblem(address: string): string | null {
  if (!URL.canParse(address)) return words.noUrl
  const { protocol, hostname, username, password } = new URL(address)
  if (username !== '' || password !== '') return words.passwordInUrl
  if (protocol === 'https:') return null
  // Nobody listens in between on this computer.
  return protocol === 'http:' && isOwn(hostname) ? null : words.noHttps
}

const isOwn = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'

/** The host of an address. The rest of a webhook is a secret. */
export const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '')

/** Statuses after which the same request can work later. All others say that something has to change. */
const later = new Set([408, 425, 429])

/** Posts JSON. Redirects aren't followed: they would carry the message to an address that nobody entered. */
export async function post(
  network: Pick<Network, 'fetch'>,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  clock: { now(): Date },
): Promise<Delivered> {
  const host = hostOf(url)
  let response: Response
  try {
    response = await network.fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'TenantAtlas', ...headers },
      body,
      redirect: 'manual',
      signal,
    })
  } catch {
    return { state: 'later', problem: signal.aborted ? words.tooSlow(host) : words.unreachable(host) }
  }
  // Nobody reads what it answers, and a body that isn't read keeps the connection.
  await response.body?.cancel().catch(() => {})
  const { status } = response
  if (status >= 200 && status < 300) return { state: 'sent' }
  if (later.has(status) || status >= 500) {
    const after = retryAfter(response.headers.get('Retry-After'), clock.now())
    return { state: 'later', problem: words.busy(host, status), ...(after === null ? {} : { after }) }
  }
  if (status === 0 || (status >= 300 && status < 400)) return { state: 'never', problem: words.redirects(host) }
  return { state: 'never', problem: status === 404 || status === 410 ? words.gone(host) : words.refused(host, status) }
}

/** Milliseconds of a Retry-After, in seconds or as a date (RFC 9110, 10.2.3); null if there is none. */
function retryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null
  const milliseconds = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now.getTime()
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : null
}
