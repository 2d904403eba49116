import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { WebSocketServer } from 'ws'
import type { Core } from '#app/core.ts'
import { maxFrameBytes } from '#contract/wire.ts'
import { openFrameDoor } from '../frame-door.ts'
import { readRendererFile } from '../renderer-files.ts'

export interface WebServer {
  readonly url: string
  close(): Promise<void>
}

const protocolPrefix = 'atlas.'

/**
 * Serves the renderer and its socket on the loopback interface only. The page carries a token of this start, which
 * the socket takes in its sub-protocol; Host and Origin must be this server's, so that no other page of the browser
 * and no rebound name gets in.
 */
export async function startWebServer(
  core: Core,
  options: { readonly folder: string; readonly port: number },
): Promise<WebServer> {
  const token = randomBytes(24).toString('hex')
  let origin = ''
  const server = createServer((request, response) => {
    if (!isOwnHost(request, origin) || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(403).end()
      return
    }
    void readRendererFile(options.folder, new URL(request.url ?? '/', origin).pathname, token).then((file) => {
      if (file) response.writeHead(200, file.headers).end(request.method === 'HEAD' ? undefined : file.body)
      else response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found')
    })
  })
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    handleProtocols: (protocols) => [...protocols].find((protocol) => protocol.startsWith(protocolPrefix)) ?? false,
  })
  server.on('upgrade', (request, socket, head) => {
    if (!isOwnHost(request, origin) || request.headers.origin !== origin || !hasToken(request, token)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      const door = openFrameDoor(core, (frame) => client.send(frame))
      client.on('message', (data) => void door.receive(String(data)))
      client.on('close', () => door.close())
    })
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

function hasToken(request: IncomingMessage, token: string): boolean {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())
  const expected = Buffer.from(protocolPrefix + token)
  return offered.some(
    (protocol) => Buffer.byteLength(protocol) === expected.length && timingSafeEqual(Buffer.from(protocol), expected),
  )
}
