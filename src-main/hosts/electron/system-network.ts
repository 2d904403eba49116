import { words } from '../words.ts'
import type { Network } from '#app/ports/ports.ts'

/** What is used of an Electron session. Its requests follow the proxy, the PAC file and the certificates of the system. */
export interface NetworkSession {
  fetch(url: string, init?: RequestInit): Promise<Response>
  resolveProxy(url: string): Promise<string>
  setCertificateVerifyProc(
    proc: (
      request: { readonly hostname: string; readonly certificate: { readonly issuerName: string } },
      callback: (result: number) => void,
    ) => void,
  ): void
}

/** Lets Chromium decide, as it would without us (Electron docs: session.setCertificateVerifyProc). */
const asChromiumSays = -3

/** Requests through Chromium's network stack (decision 21). */
export function createSystemNetwork(session: NetworkSession): Network {
  const issuers = new Map<string, string>()
  session.setCertificateVerifyProc(({ hostname, certificate }, callback) => {
    issuers.set(hostname, certificate.issuerName)
    callback(asChromiumSays)
  })
  const proxyOf = async (url: string): Promise<string | null> => {
    const found = await session.resolveProxy(url).catch(() => 'DIRECT')
    // `PROXY proxy.contoso.com:8080; DIRECT`, in order of preference.
    const [first = 'DIRECT'] = found.split(';')
    return first.trim() === 'DIRECT' ? null : first.trim().replace(/^\w+ /, '')
  }
  return {
    async fetch(input, init) {
      try {
        return await session.fetch(input, init)
      } catch (error) {
        // Electron answers a redirect that isn't followed with an error (electron/electron#43715). Where it leads isn't said.
        if (init?.redirect === 'manual' && String(error).includes('Redirect was cancelled'))
          return new Response(null, { status: 302 })
        // A sign-in to a proxy can't be answered for these requests (electron/electron#44249). Windows and Kerberos
        // accounts are sent without being asked for.
        if (/ERR_(PROXY_AUTH|TUNNEL_CONNECTION_FAILED|UNEXPECTED_PROXY_AUTH)/.test(String(error)))
          throw new Error(words.proxyRefused(await proxyOf(input)))
        throw error
      }
    },
    async describe(url) {
      return {
        proxy: await proxyOf(url),
        certificate: issuers.get(new URL(url).hostname) ?? null,
      }
    },
  }
}
