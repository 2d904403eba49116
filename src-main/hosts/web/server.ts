import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { Core } from '#app/core.ts'
import { maxFrameBytes } from '#contract/wire.ts'
import { inLog, type DoorLog } from '../door-log.ts'
import { openFrameDoor } from '../frame-door.ts'
import { readRendererFile } from '../renderer-files.ts'
import { guardServer, refuse } from './guard-server.ts'

export interface WebServer {
  readonly url: string
  close(): Promise<void>
}

const protocolPrefix = 'atlas.'
/** Maximum number of bytes that wait for a client that doesn't read, before it is disconnected. */
const maxWaitingBytes = 64 * 1024 * 1024

/**
 * Serves the renderer and its socket on the loopback interface only. The page contains a token of this start, which the
 * socket requires in its subprotocol. Host and Origin must match this server, so that no other page and no DNS
 * rebinding gets access. Any input is answered, refused or logged, and the process continues.
 *
 * @throws Error when the port cannot be used
 */
export async function startWebServer(
  core: Core,
  options: { readonly folder: string; readonly port: number; readonly log: DoorLog },
): Promise<WebServer> {
  const { folder, log } = options
  const token = randomBytes(24).toString('hex')
  let origin = ''

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwnHost(request, origin) || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(403).end()
      return
    }
    const path = pathOf(request, origin)
    if (path === null) {
      response.writeHead(400, { 'Content-Type': 'text/plain' }).end('Bad request')
      return
    }
    const file = await readRendererFile(folder, path, token)
    if (file) response.writeHead(200, file.headers).end(request.method === 'HEAD' ? undefined : file.body)
    else response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found')
  }

  const server = createServer((request, response) => {
    for (const stream of [request, response])
      stream.on('error', (error) => log('a request broke', { error: error.message }))
    answer(request, response).catch((error: unknown) => {
      log('a request could not be answered', inLog(error))
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  })
  guardServer(server, log)

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    handleProtocols: (protocols) => [...protocols].find((protocol) => protocol.startsWith(protocolPrefix)) ?? false,
  })
  sockets.on('error', (error) => log('the socket server had an error', inLog(error)))
  sockets.on('wsClientError', (error, socket) => {
    log('refused a malformed upgrade', { error: error.message })
    refuse(socket, '400 Bad Request')
  })

  function serveClient(client: WebSocket): void {
    const door = openFrameDoor(
      core,
      (frame) => {
        if (client.readyState !== WebSocket.OPEN) return
        if (client.bufferedAmount > maxWaitingBytes) client.terminate()
        else client.send(frame, (error) => error && log('a frame could not be sent', { error: error.message }))
      },
      log,
    )
    // A malformed or oversized frame is an error of its client, which ws closes with the reason.
    client.on('error', (error) => log('a client sent a malformed frame', { error: error.message }))
    client.on(
      'message',
      (data, isBinary) => void door.receive(!isBinary && Buffer.isBuffer(data) ? data.toString() : data),
    )
    client.on('close', () => door.close())
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    try {
      if (!isOwnHost(request, origin) || request.headers.origin !== origin || !hasToken(request, token))
        refuse(socket, '403 Forbidden')
      else sockets.handleUpgrade(request, socket, head, serveClient)
    } catch (error) {
      log('an upgrade failed', inLog(error))
      socket.destroy()
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : options.port}`
  return {
    url: `${origin}/`,
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const isOwnHost = (request: IncomingMessage, origin: string): boolean =>
  `http://${request.headers.host ?? ''}` === origin

/** The path of a request; null for an invalid address or another server. */
function pathOf(request: IncomingMessage, origin: string): string | null {
  const target = request.url ?? '/'
  if (!URL.canParse(target, origin)) return null
  const url = new URL(target, origin)
  return url.origin === origin ? url.pathname : null
}

function hasToken(request: IncomingMessage, token: string): boolean {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())
  const expected = Buffer.from(protocolPrefix + token)
  return offered.some(
    (protocol) => Buffer.byteLength(protocol) === expected.length && timingSafeEqual(Buffer.from(protocol), expected),
  )
}
