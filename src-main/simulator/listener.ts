import { gunzipSync } from 'node:zlib'
import type { IncomingMessage, Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import { ODataError } from './errors.ts'

/** Bytes of a body, before and after it is unpacked; more is refused. */
const maxBodyBytes = 64 * 1024 * 1024

/**
 * Gives a server and its connections their error handlers: an `error` event without a listener ends the process
 * (Node docs: events, http `clientError`). Malformed requests get a 400, broken connections are let go.
 */
export function survive(server: Server | SecureServer): void {
  server.on('error', () => {})
  server.on('connection', (socket) => socket.on('error', () => {}))
  server.on('clientError', (_error, socket) => {
    if (!socket.writable) {
      socket.destroy()
      return
    }
    socket.once('finish', () => socket.destroy())
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  server.on('request', (request, response) => {
    request.on('error', () => {})
    response.on('error', () => {})
  })
}

/** The address of a request. @throws ODataError 400 for one that is none */
export function addressOf(request: IncomingMessage, origin: string): URL {
  const target = request.url ?? '/'
  if (!URL.canParse(target, origin)) throw new ODataError(400, 'BadRequest', 'The request address is not valid.')
  return new URL(target, origin)
}

/** The body of a request. @throws ODataError 400 or 413 for one that cannot be unpacked or is too large */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBodyBytes) throw new ODataError(413, 'RequestEntityTooLarge', 'The request body is too large.')
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  if (request.headers['content-encoding'] !== 'gzip') return body
  try {
    return gunzipSync(body, { maxOutputLength: maxBodyBytes })
  } catch {
    throw new ODataError(400, 'BadRequest', 'The request body cannot be unpacked.')
  }
}

/** Levels of a JSON body that are read (OData library: `ODataMessageQuotas.MaxNestingDepth`). */
const maxDepth = 100

/** Whether a JSON value nests deeper than the service reads; works without recursion. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true
    level = level.flatMap((entry) => (typeof entry === 'object' && entry !== null ? Object.values(entry) : []))
  }
  return false
}
