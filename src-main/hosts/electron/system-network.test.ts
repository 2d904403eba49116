import { expect, it } from 'vitest'
import { createSystemNetwork, type NetworkSession } from './system-network.ts'

/** A session whose proxy is decided by a PAC file. */
const networkOf = (answer: string | Error) => {
  let verify: Parameters<NetworkSession['setCertificateVerifyProc']>[0] = () => {}
  const asked: string[] = []
  const network = createSystemNetwork({
    fetch: async (url) => (asked.push(url), new Response('{}')),
    resolveProxy: async () => {
      if (answer instanceof Error) throw answer
      return answer
    },
    setCertificateVerifyProc: (proc) => void (verify = proc),
  })
  return {
    network,
    asked,
    meets: (hostname: string, issuerName: string) => {
      let decided: number | undefined
      verify({ hostname, certificate: { issuerName } }, (result) => void (decided = result))
      return decided
    },
  }
}

it.each([
  ['DIRECT', null],
  ['PROXY proxy.contoso.com:8080; DIRECT', 'proxy.contoso.com:8080'],
  ['HTTPS proxy.contoso.com:443', 'proxy.contoso.com:443'],
  ['DIRECT; PROXY unused:1', null],
  [new Error('no answer'), null],
])('%s is the proxy that the permission check shows (905-15)', async (answer, proxy) => {
  const { network } = networkOf(answer)
  expect(await network.describe('https://graph.microsoft.com/beta')).toEqual({ proxy, certificate: null })
})

it('tells who issued the certificate, and leaves the decision to Chromium (905-15)', async () => {
  const { network, meets } = networkOf('DIRECT')
  // -3 asks Chromium for its own result (Electron docs: session.setCertificateVerifyProc).
  expect(meets('graph.microsoft.com', 'Contoso Inspection CA')).toBe(-3)
  expect((await network.describe('https://graph.microsoft.com/beta')).certificate).toBe('Contoso Inspection CA')
  expect((await network.describe('https://login.microsoftonline.com/')).certificate).toBeNull()
})

it('makes an answer of a redirect that isn’t followed (905-15)', async () => {
  const network = createSystemNetwork({
    fetch: () => Promise.reject(new Error('Redirect was cancelled')),
    resolveProxy: async () => 'DIRECT',
    setCertificateVerifyProc: () => {},
  })
  expect((await network.fetch('https://graph.microsoft.com/', { redirect: 'manual' })).status).toBe(302)
  await expect(network.fetch('https://graph.microsoft.com/')).rejects.toThrow('Redirect was cancelled')
})

it('sends requests through the session (905-15)', async () => {
  const { network, asked } = networkOf('DIRECT')
  await network.fetch('https://graph.microsoft.com/beta/x')
  expect(asked).toEqual(['https://graph.microsoft.com/beta/x'])
})

it('says that a proxy refused, and which (905-15)', async () => {
  const network = createSystemNetwork({
    fetch: () => Promise.reject(new Error('net::ERR_TUNNEL_CONNECTION_FAILED')),
    resolveProxy: async () => 'PROXY proxy.contoso.com:8080',
    setCertificateVerifyProc: () => {},
  })
  await expect(network.fetch('https://graph.microsoft.com/')).rejects.toThrow(
    'the proxy proxy.contoso.com:8080 refused the connection',
  )
})
