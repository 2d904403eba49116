import fc from 'fast-check'
import { connect as connectTls } from 'node:tls'
import { connect } from 'node:net'
import { api } from '#contract/api/api.ts'

/** What somebody sends who means no good, or whose connection is bad. */
export interface Attack {
  readonly bytes: Buffer
  /** What happens after the last byte: the connection is ended or reset, or the server has to close it. */
  readonly after: 'end' | 'reset' | 'wait'
}

/** Sends the bytes over a connection of its own; answers what came back, after the connection is closed. */
export function send(url: string, { bytes, after }: Attack): Promise<string> {
  const { port, protocol } = new URL(url)
  const to = { host: '127.0.0.1', port: Number(port), allowHalfOpen: true }
  return new Promise((done) => {
    const line = connect(to)
    line.on('error', () => {})
    const socket = protocol === 'https:' ? connectTls({ socket: line, rejectUnauthorized: false }) : line
    let answer = ''
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')))
    socket.on('end', () => socket.end())
    socket.on('error', () => {})
    socket.on('close', () => done(answer))
    if (after === 'end') socket.end(bytes)
    else socket.write(bytes, () => void (after === 'reset' && line.resetAndDestroy()))
  })
}

/** Sends all attacks, some at a time. */
export async function sendAll(url: string, attacks: readonly Attack[], atOnce = 24): Promise<void> {
  const left = [...attacks]
  const work = async () => {
    for (let next = left.pop(); next; next = left.pop()) await send(url, next)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

/** The same attacks at each run: a failure can be repeated. */
export const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number): T[] =>
  fc.sample(arbitrary, { numRuns: count, seed: 902 })

const latin = fc.string({
  unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 40,
})
const wordy = fc.string({ unit: fc.constantFrom(...Array.from('/%.?#&=[]@:\\()\'"$;,{}ab27fFcC-_ ')), maxLength: 40 })
const attackOf = (text: fc.Arbitrary<string>, ...after: Attack['after'][]): fc.Arbitrary<Attack> =>
  fc.record({ bytes: text.map((value) => Buffer.from(value, 'latin1')), after: fc.constantFrom(...after) })

const head = (first: string, headers: readonly string[]): string => `${[first, ...headers].join('\r\n')}\r\n\r\n`

/** Malformed and odd requests to a server at an address; `paths` are those that it knows. */
export function requests(url: string, paths: readonly string[]): fc.Arbitrary<Attack> {
  const host = `Host: ${new URL(url).host}`
  const target = fc.oneof(
    fc.constantFrom(
      '/%ff',
      '//',
      '///',
      'http://[',
      'http://',
      'https:',
      '*',
      '?',
      '/..',
      '/%',
      '/%00',
      '/%2e%2e/x.js',
    ),
    fc.constantFrom('/__proto__', '/constructor', '/beta/constructor', '/beta/__proto__/__proto__', `http://other/x`),
    fc.tuple(fc.constantFrom(...paths), wordy).map(([path, more]) => path + more),
    fc.tuple(fc.constantFrom(...paths), wordy).map(([path, more]) => `${path}?${more}`),
    wordy,
    latin,
    fc.constant(`/${'a'.repeat(20_000)}`),
  )
  const method = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS') },
    { weight: 1, arbitrary: fc.constantFrom('CONNECT', 'TRACE', 'PRI', 'get', '', 'GET GET') },
  )
  const header = fc.oneof(
    fc.constantFrom(
      'Host: [',
      'Host:',
      'Content-Length: -1',
      'Content-Length: 99999999999999999999',
      'Content-Length: 5',
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: gzip, chunked',
      'Content-Encoding: gzip',
      'Content-Type: application/json',
      'Expect: 100-continue',
      'Expect: the unexpected',
      'Connection: Upgrade',
      'Upgrade: h2c',
      'Range: bytes=9-1',
      'Accept-Encoding: gzip',
      'Authorization: Bearer',
      'client-request-id: \xff',
      ': no name',
      'no colon',
      ' folded',
    ),
    latin.map((value) => `X-Odd: ${value}`),
  )
  const body = fc.oneof(
    fc.constant(''),
    fc.constantFrom('{', 'null', '[]', '"', '5\r\nhello\r\n0\r\n\r\n', 'zz\r\n', '\x1f\x8b\x08', '[[[['.repeat(2_000)),
    fc.constant(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
    fc.constantFrom('{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}},"displayName":"x"}'),
    fc.json(),
    latin,
  )
  const request = fc
    .record({
      method,
      target,
      headers: fc.array(header, { maxLength: 3 }),
      body,
      version: fc.constantFrom('1.1', '1.0'),
    })
    .map((it) => head(`${it.method} ${it.target} HTTP/${it.version}`, [host, ...it.headers]) + it.body)
  // A body that has the length that is said: it is read to its end.
  const whole = fc.record({ method, target, body }).map((it) => {
    const length = Buffer.byteLength(it.body, 'latin1')
    return (
      head(`${it.method} ${it.target} HTTP/1.1`, [host, 'Connection: close', `Content-Length: ${length}`]) + it.body
    )
  })
  const cut = fc.tuple(request, fc.nat(120)).map(([text, at]) => text.slice(0, at))
  return fc.oneof(
    { weight: 2, arbitrary: attackOf(fc.oneof(request, cut, latin), 'end', 'reset') },
    { weight: 1, arbitrary: attackOf(whole, 'wait', 'wait', 'reset') },
  )
}

const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='

/** The head of a request for a socket that a web host takes with its token. */
export const upgradeHead = (url: string, token: string): string =>
  head('GET / HTTP/1.1', [
    `Host: ${new URL(url).host}`,
    `Origin: ${new URL(url).origin}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    key,
    `Sec-WebSocket-Protocol: atlas.${token}`,
  ])

/** Requests for a socket with something wrong in them. */
export function upgrades(url: string, token: string): fc.Arbitrary<Attack> {
  const { host, origin } = new URL(url)
  const text = fc
    .record({
      origin: fc.constantFrom(origin, 'null', 'https://evil.example', ''),
      version: fc.constantFrom('13', '8', '12', 'x', ''),
      key: fc.constantFrom(key, 'Sec-WebSocket-Key: x', ''),
      protocol: fc.oneof(fc.constantFrom(`atlas.${token}`, `atlas.${'0'.repeat(48)}`, '', ',,', '"'), latin),
      extensions: fc.oneof(fc.constantFrom('permessage-deflate', 'permessage-deflate; =', ';;', '"'), latin),
      upgrade: fc.constantFrom('websocket', 'WebSocket', 'h2c', ''),
      rest: latin,
    })
    .map(
      (it) =>
        head('GET / HTTP/1.1', [
          `Host: ${host}`,
          `Origin: ${it.origin}`,
          'Connection: Upgrade',
          `Upgrade: ${it.upgrade}`,
          `Sec-WebSocket-Version: ${it.version}`,
          ...(it.key ? [it.key] : []),
          `Sec-WebSocket-Protocol: ${it.protocol}`,
          `Sec-WebSocket-Extensions: ${it.extensions}`,
        ]) + it.rest,
    )
  return attackOf(text, 'end', 'reset')
}

const names = fc.constantFrom(
  ...Object.keys(api),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'tenants',
  'tenants.list\u0000',
  'x'.repeat(65),
)

/** What stands in a frame: calls with odd names and inputs, and things that are no calls. */
export const frameTexts: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc
      .record({
        id: fc.oneof(fc.nat(), fc.constantFrom(-1, 1.5, 2 ** 53, '1', null, {})),
        method: fc.oneof(names, fc.constantFrom(7, null, [])),
        input: fc.oneof(fc.jsonValue(), fc.constant({ tenantId: '__proto__' }), fc.constant({})),
      })
      .map((frame) => JSON.stringify(frame)),
  },
  {
    weight: 4,
    arbitrary: names.map(
      (name) => `{"id":1,"method":${JSON.stringify(name)},"input":{"__proto__":{"polluted":1},"constructor":{}}}`,
    ),
  },
  { weight: 4, arbitrary: fc.json() },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '['.repeat(100_000),
      `{"id":1,"method":"a","input":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    ),
  },
)

/** One frame of the WebSocket protocol (RFC 6455, section 5.2), whole or broken. */
function frameBytes(it: {
  first: number
  isMasked: boolean
  payload: Buffer
  length: number | null
  wide: boolean
}): Buffer {
  const length = it.length ?? it.payload.length
  const mask = it.isMasked ? 0x80 : 0
  const size =
    length < 126 && !it.wide
      ? Buffer.from([mask | length])
      : Buffer.concat([Buffer.from([mask | 127]), Buffer.alloc(8)])
  if (size.length > 1) size.writeBigUInt64BE(BigInt(length), 1)
  const maskKey = it.isMasked ? Buffer.from([1, 2, 3, 4]) : Buffer.alloc(0)
  const payload = it.isMasked ? it.payload.map((byte, at) => byte ^ maskKey[at % 4]!) : it.payload
  return Buffer.concat([Buffer.from([it.first]), size, maskKey, payload])
}

/** A socket that opens well, and then sends frames that are whole, broken, too long or malformed. */
export function brokenFrames(url: string, token: string): fc.Arbitrary<Attack> {
  const frame = fc
    .record({
      // Mostly a whole text; else any opcode, reserved bits and fragments.
      first: fc.oneof(fc.constant(0x81), fc.nat(255), fc.constantFrom(0x82, 0x88, 0x89, 0x01, 0x80)),
      isMasked: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
      payload: fc.oneof(
        frameTexts.map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 130 }).map((bytes) => Buffer.from(bytes)),
      ),
      length: fc.oneof(
        { weight: 6, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom(0, 1, 125, 300_000, 2 ** 31, 2 ** 53) },
      ),
      wide: fc.boolean(),
    })
    .map(frameBytes)
  return fc
    .record({
      frames: fc.array(frame, { minLength: 1, maxLength: 3 }),
      after: fc.constantFrom('end' as const, 'reset' as const),
    })
    .map(({ frames, after }) => ({ bytes: Buffer.concat([Buffer.from(upgradeHead(url, token)), ...frames]), after }))
}
