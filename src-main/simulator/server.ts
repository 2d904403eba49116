import { createWriteStream, type WriteStream } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { answerBatch } from './batch.ts'
import { errorBody, ODataError } from './errors.ts'
import type { FaultPlan } from './faults.ts'
import type { Json } from './json.ts'
import type { Answer } from './call.ts'
import { answer } from './routes.ts'
import type { Tenant } from './tenant.ts'

export interface ServerOptions {
  readonly tenant: Tenant
  readonly token: string
  /** 0 for any free port. */
  readonly port: number
  readonly latencyMs?: number
  readonly faults?: FaultPlan
  /** File that gets one NDJSON line a request: method, path, body, status. */
  readonly record?: string
  /** Called after each request that may have changed the tenant. */
  readonly onWrite?: () => void
}

/** A running simulated Graph. */
export interface SimulatorServer {
  readonly url: string
  close(): Promise<void>
}

/** Serves the tenant over HTTP on the loopback interface. */
export async function listen(options: ServerOptions): Promise<SimulatorServer> {
  const record = options.record ? createWriteStream(options.record, { flags: 'a' }) : undefined
  const server = createServer((request, response) => {
    void serve(options, record, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
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

async function serve(options: ServerOptions, record: WriteStream | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET'
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`)
  const path = url.pathname + url.search
  const raw = await readBody(request)
  const fault = options.faults?.(method, path)
  const delay = (options.latencyMs ?? 0) + (fault?.delayMs ?? 0)
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay))
  const note = (status: number) => record?.write(`${JSON.stringify({ method, path, body: parsed(raw), status })}\n`)
  if (fault?.cut === 'before') {
    note(0)
    request.socket.destroy()
    return
  }
  const requestId = crypto.randomUUID()
  const clientRequestId = String(request.headers['client-request-id'] ?? requestId)
  const result = fault?.status
    ? refused(new ODataError(fault.status, fault.code ?? 'UnknownError', 'Simulated fault.',
      fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) }), requestId, clientRequestId)
    : handle(options, request, method, url, raw, requestId, clientRequestId)
  note(result.status)
  if (method !== 'GET' && result.status < 400) options.onWrite?.()
  if (fault?.cut === 'after') {
    request.socket.destroy()
    return
  }
  response.writeHead(result.status, {
    ...(result.body ? { 'Content-Type': 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8' } : {}),
    'request-id': requestId,
    'client-request-id': clientRequestId,
    'Strict-Transport-Security': 'max-age=31536000',
    Vary: 'Accept-Encoding',
    'x-ms-ags-diagnostic': JSON.stringify({ ServerInfo: { DataCenter: 'Simulated', Slice: 'E', Ring: '1', ScaleUnit: '001', RoleInstance: 'SIM' } }),
    ...result.headers,
  })
  response.end(result.body ? JSON.stringify(result.body) : undefined)
}

function handle(options: ServerOptions, request: IncomingMessage, method: string, url: URL, raw: Buffer, requestId: string, clientRequestId: string): Answer {
  try {
    if (request.headers.authorization !== `Bearer ${options.token}`) {
      throw new ODataError(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience, signature or tenant.',
        { 'WWW-Authenticate': 'Bearer realm="", error="invalid_token"' })
    }
    const body = raw.length === 0 ? undefined : parseBody(raw)
    const call = { method, url, body }
    return url.pathname.endsWith('/$batch') ? answerBatch(options.tenant, call) : answer(options.tenant, call)
  } catch (error) {
    const known = error instanceof ODataError ? error : new ODataError(500, 'InternalError', `An internal server error has occurred: ${String(error)}`)
    return refused(known, requestId, clientRequestId)
  }
}

const refused = (error: ODataError, requestId: string, clientRequestId: string): Answer =>
  ({ status: error.status, body: errorBody(error, requestId, clientRequestId), headers: error.headers })

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
}

function parseBody(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    throw new ODataError(400, 'BadRequest', 'Unable to read JSON request payload. Ensure Content-Type header is set and payload is of valid JSON format.')
  }
}

function parsed(raw: Buffer): Json | unknown {
  if (raw.length === 0) return null
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return raw.toString('utf8')
  }
}
