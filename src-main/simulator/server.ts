import { createWriteStream, type WriteStream } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Answer, Call } from './call.ts'
import { errorBody, ODataError } from './errors.ts'
import type { Fault, FaultPlan } from './faults.ts'
import { isObject, objects, text } from './json.ts'
import { addressOf, isTooDeep, readBody, survive } from './listener.ts'
import type { Service } from './service.ts'

export interface ServerOptions {
  readonly service: Service
  /** 0 for any free port. */
  readonly port: number
  /** The published types in XML. They need no token. */
  readonly metadata?: (() => string) | undefined
  readonly latencyMs?: number | undefined
  readonly faults?: FaultPlan | undefined
  /** Whether a request is never answered. */
  readonly hangs?: ((method: string, path: string) => boolean) | undefined
  /** File that gets one NDJSON line a request: method, path, body, status, and when. */
  readonly record?: string | undefined
  /** Called after each request that may have changed the tenant. */
  readonly onWrite?: (() => void) | undefined
}

/** A running simulated Graph. */
export interface SimulatorServer {
  readonly url: string
  close(): Promise<void>
}

/** Serves the tenant over HTTP on the loopback interface. Nothing that a client sends stops it. */
export async function listen(options: ServerOptions): Promise<SimulatorServer> {
  const record = options.record ? createWriteStream(options.record, { flags: 'a' }) : undefined
  record?.on('error', (error) => console.error(`The record ${options.record} cannot be written: ${error.message}`))
  const server = createServer((request, response) => {
    serve(options, record, request, response).catch((error: unknown) => sendError(response, error))
  })
  survive(server)
  server.keepAliveTimeout = 30_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await new Promise<void>((resolve) => (record ? record.end(resolve) : resolve()))
    },
  }
}

async function serve(
  options: ServerOptions,
  record: WriteStream | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = Date.now()
  const method = request.method ?? 'GET'
  const url = addressOf(request, originOf(request))
  const path = url.pathname + url.search
  const raw = await readBody(request)
  const fault = options.faults?.(method, path)
  const delay = (options.latencyMs ?? 0) + (fault?.delayMs ?? 0)
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay))
  const note = (status: number, answer?: Answer) =>
    record?.write(
      `${JSON.stringify({ method, path, body: parsed(raw), status, startedAt, endedAt: Date.now(), ...details(answer) })}\n`,
    )
  if (method === 'GET' && url.pathname === '/beta/$metadata' && options.metadata) {
    note(200)
    response.writeHead(200, { 'Content-Type': 'application/xml', 'request-id': crypto.randomUUID() })
    response.end(options.metadata())
    return
  }
  if (neverAnswered(options, method, path, raw)) {
    note(0)
    return
  }
  if (fault?.cut === 'before') {
    note(0)
    request.socket.destroy()
    return
  }
  const requestId = crypto.randomUUID()
  const answer = carryOut(
    options.service,
    { method, url, body: undefined, headers: headersOf(request) },
    raw,
    requestId,
    fault,
  )
  note(answer.status, answer)
  if (method !== 'GET' && (answer.status < 400 || fault?.takesEffect)) options.onWrite?.()
  if (fault?.cut === 'after') {
    request.socket.destroy()
    return
  }
  send(request, response, answer, fault, requestId, url)
}

/** A batch waits for each of its parts. */
function neverAnswered({ hangs }: ServerOptions, method: string, path: string, raw: Buffer): boolean {
  if (!hangs) return false
  const body = path.endsWith('/$batch') ? parsed(raw) : null
  const parts = isObject(body) ? objects(body['requests']) : []
  return hangs(method, path) || parts.some((part) => hangs(text(part['method']), `/beta${text(part['url'])}`))
}

/** A request that never reached the service, or whose answer could not be written. */
function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const known =
    error instanceof ODataError
      ? error
      : new ODataError(500, 'InternalError', `An internal server error has occurred: ${String(error)}`)
  const requestId = crypto.randomUUID()
  // What is left of the request is not read.
  response
    .writeHead(known.status, { 'Content-Type': 'application/json', 'request-id': requestId, Connection: 'close' })
    .end(JSON.stringify(errorBody(known, requestId, requestId)))
}

/** The address that the client used for this server: links of answers begin with it. */
function originOf(request: IncomingMessage): string {
  const origin = `http://${request.headers.host ?? ''}`
  return URL.canParse(origin) ? new URL(origin).origin : 'http://127.0.0.1'
}

function carryOut(service: Service, call: Call, raw: Buffer, requestId: string, fault: Fault | undefined): Answer {
  let body: unknown
  const isFile = /^(image|text)\/|octet-stream/.test(call.headers?.['content-type'] ?? '')
  if (isFile) return service({ ...call, body: raw }, requestId, fault)
  try {
    body = raw.length === 0 ? undefined : JSON.parse(raw.toString('utf8'))
  } catch {
    const error = new ODataError(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Ensure Content-Type header is set and payload is of valid JSON format.',
    )
    return { status: 400, body: errorBody(error, requestId, requestId) }
  }
  if (isTooDeep(body)) {
    const error = new ODataError(400, 'BadRequest', 'The request payload is nested too deeply.')
    return { status: 400, body: errorBody(error, requestId, requestId) }
  }
  return service({ ...call, body }, requestId, fault)
}

/** Bodies above this size are compressed for clients that take it. */
const compressFrom = 1_024

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  fault: Fault | undefined,
  requestId: string,
  url: URL,
): void {
  const body =
    answer.body && fault?.endlessNextLink && Array.isArray(answer.body['value'])
      ? { ...answer.body, '@odata.nextLink': url.href }
      : answer.body
  const bytes = answer.stream?.bytes ?? Buffer.from(spoiled(body ? JSON.stringify(body) : '', fault))
  const compress = bytes.length > compressFrom && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  response.writeHead(answer.status, {
    ...(answer.stream ? { 'Content-Type': answer.stream.type } : {}),
    ...(body
      ? {
          'Content-Type':
            fault?.body === 'html'
              ? 'text/html'
              : 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
        }
      : {}),
    ...(compress ? { 'Content-Encoding': 'gzip' } : {}),
    ...(fault?.clockSkewMs === undefined ? {} : { Date: new Date(Date.now() + fault.clockSkewMs).toUTCString() }),
    'request-id': requestId,
    'client-request-id': String(request.headers['client-request-id'] ?? requestId),
    'Strict-Transport-Security': 'max-age=31536000',
    Vary: 'Accept-Encoding',
    'x-ms-ags-diagnostic': JSON.stringify({
      ServerInfo: { DataCenter: 'Simulated', Slice: 'E', Ring: '1', ScaleUnit: '001', RoleInstance: 'SIM' },
    }),
    ...answer.headers,
  })
  response.end(compress ? gzipSync(bytes) : bytes)
}

/** The text of a body after a fault has been at it. */
function spoiled(body: string, fault: Fault | undefined): string {
  switch (fault?.body) {
    case 'badJson':
      return `${body.slice(0, -1)},,`
    case 'truncated':
      return body.slice(0, body.length / 2)
    case 'html':
      return '<html><body>Service Unavailable</body></html>'
    case undefined:
      return body
  }
}

/** What the record says beside the request: the wait that was asked for, and the parts of a batch. */
function details(answer: Answer | undefined): object {
  const retryAfter = answer?.headers?.['Retry-After']
  const responses = answer?.body && Array.isArray(answer.body['responses']) ? objects(answer.body['responses']) : []
  return {
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(responses.length === 0
      ? {}
      : {
          parts: responses.map((part) => ({
            id: part['id'],
            status: part['status'],
            ...(isObject(part['headers']) && part['headers']['Retry-After']
              ? { retryAfter: text(part['headers']['Retry-After']) }
              : {}),
          })),
        }),
  }
}

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )

function parsed(raw: Buffer): unknown {
  if (raw.length === 0) return null
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return raw.toString('utf8')
  }
}
