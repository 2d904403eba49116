import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { GraphConnection, Read } from '#app/ports/graph.ts'
import type { TenantRow } from '#app/ports/tenants.ts'
import { Failure } from '#contract/errors.ts'
import { systemClock } from '#infra/clock.ts'
import { addressWithin } from './addresses.ts'
import { createGraphConnector } from './connector.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

interface Seen {
  readonly path: string
  readonly authorization: string | undefined
}

/** A server that answers by path, and the requests that reached it. */
async function serve(answer: (path: string) => { status?: number; headers?: Record<string, string>; body?: object }) {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    seen.push({ path, authorization: request.headers.authorization })
    const { status = 200, headers = {}, body } = answer(path)
    response.writeHead(status, { 'request-id': 'request-1', ...headers }).end(body && JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

const tenantId = '10000000-0000-4000-8000-000000000001'

/** A connection to a service whose collections carry a link, alone and as the part of a batch. */
async function connect(
  link: (url: string) => unknown,
  things: { status?: number; headers?: Record<string, string> } = {},
) {
  const list = (url: string) => ({ value: [{ id: '1' }], '@odata.nextLink': link(url) })
  const service = await serve((path) => {
    if (path.startsWith('/beta/organization')) return { body: { value: [{ id: tenantId }] } }
    if (path.startsWith('/beta/$batch'))
      return { body: { responses: [{ id: '1', status: 200, headers: {}, body: list(service.url) }] } }
    if (path.startsWith('/beta/deviceManagement/last')) return { body: { value: [{ id: '2' }] } }
    return { body: list(service.url), ...things }
  })
  const none = () => Promise.reject(new Error('not used'))
  const connector = createGraphConnector({
    fetch: (input, init) => fetch(input, init),
    clock: systemClock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    tokens: { token: async () => 'secret-token' },
    demo: { connect: none },
  })
  const tenant = { id: tenantId, name: 'Tenant', graphUrl: service.url } as TenantRow
  return { service, connection: await connector.connect(tenant, new AbortController().signal) }
}

const readers: readonly ((connection: GraphConnection) => Promise<unknown>)[] = [
  ({ reader }) => reader.list('/deviceManagement/things'),
  ({ reader }) => reader.batch([{ path: '/deviceManagement/things', list: true }]),
]

it('resolves links against the service, and takes no other origin, credentials or path (902-5)', () => {
  const service = 'https://graph.microsoft.com'
  const kept = [
    '/beta/x?$skiptoken=a%252b',
    'https://graph.microsoft.com/v1.0/x',
    'HTTPS://GRAPH.microsoft.com:443/beta/x',
  ]
  expect(kept.map((link) => addressWithin(service, link))).toEqual([
    'https://graph.microsoft.com/beta/x?$skiptoken=a%252b',
    'https://graph.microsoft.com/v1.0/x',
    'https://graph.microsoft.com/beta/x',
  ])
  const refused = [
    '',
    '7/x',
    ':7/beta/x',
    '.evil.example/x',
    '@evil.example/beta/x',
    '//evil.example/beta/x',
    '/\\evil.example/beta/x',
    '\\\\evil.example/beta/x',
    'https:evil.example/beta/x',
    'https://graph.microsoft.com.evil.example/beta/x',
    'https://graph.microsoft.com:8443/beta/x',
    'https://graph.microsoft.com@evil.example/beta/x',
    'https://a:b@graph.microsoft.com/beta/x',
    'http://graph.microsoft.com/beta/x',
    'https://graph.microsoft.com/beta',
    'https://graph.microsoft.com/betatest/x',
    'https://graph.microsoft.com/beta/../other/x',
    'https://graph.microsoft.com/beta/%2e%2e/other/x',
    'javascript:alert(1)',
    'data:text/plain,x',
    'blob:https://graph.microsoft.com/beta/x',
    'http://[',
    '\u0000',
  ]
  expect(refused.map((link) => addressWithin(service, link)).filter((address) => address !== null)).toEqual([])
})

it('follows a page link within the service to the end (902-5)', async () => {
  for (const link of [(url: string) => `${url}/beta/deviceManagement/last`, () => '/beta/deviceManagement/last']) {
    const { connection } = await connect(link)
    expect(await readers[0]!(connection)).toEqual([{ id: '1' }, { id: '2' }])
    expect(await readers[1]!(connection)).toEqual([{ ok: true, value: [{ id: '1' }, { id: '2' }] }])
  }
})

it('fails a read whose page link leads out of the service, with the request id, and sends no token (902-5)', async () => {
  const stranger = await serve(() => ({ body: { value: [] } }))
  const links: readonly ((url: string) => unknown)[] = [
    () => stranger.url,
    () => `${stranger.url}/beta/x`,
    () => stranger.url.replace('http:', ''),
    (url) => url.replace('//', `//${stranger.url.slice('http://'.length)}@`),
    (url) => `${url}/other/x`,
    () => '7/x',
    () => '.evil.example/x',
    () => 7,
    () => ({ href: '/beta/x' }),
  ]
  for (const link of links) {
    const { service, connection } = await connect(link)
    for (const read of readers) {
      const before = service.seen.length
      const failure = await read(connection).catch((error: unknown) => error)
      // A list inside a batch is a problem of its own, beside the answers of the others.
      const [part] = Array.isArray(failure) ? (failure as Read<unknown>[]) : []
      const problem = failure instanceof Failure ? failure.error : part?.ok === false ? part.problem : undefined
      expect(problem).toMatchObject({
        code: 'graphRefused',
        message: 'Graph returned a link to the next page that points to another service.',
        requestId: 'request-1',
      })
      expect(service.seen).toHaveLength(before + 1)
    }
  }
  expect(stranger.seen).toEqual([])
})

it('follows no redirect: a read fails with the request id, a write is of unknown outcome (902-6)', async () => {
  const stranger = await serve(() => ({ body: { value: [] } }))
  for (const status of [301, 302, 303, 307, 308]) {
    const { service, connection } = await connect(() => undefined, {
      status,
      headers: { Location: `${stranger.url}/beta/deviceManagement/things` },
    })
    const failure = await readers[0]!(connection).catch((error: unknown) => error)
    expect((failure as Failure).error).toMatchObject({
      message: 'Graph redirected the request to another address.',
      requestId: 'request-1',
    })
    const writer = connection.writer(async () => {})
    expect(await writer.write({ method: 'POST', path: '/deviceManagement/things', body: {} })).toMatchObject({
      outcome: 'unknown',
    })
    // The organization, the read and the write: nothing was repeated.
    expect(service.seen).toHaveLength(3)
  }
  expect(stranger.seen).toEqual([])
})
