import { connect } from 'node:net'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { createServer, mergeConfig, type Plugin, type ViteDevServer } from 'vite'
import config from '../../electron.vite.config.ts'
import type { WatchedHost } from './host.ts'

/**
 * Vite's server for the renderer, with hot reload. The page gets the host's token, and its socket is passed on to the
 * host. Only the development server does so: what ships serves its own page (docs/decisions/008-web-host.md).
 *
 * @param port 0 for any free one
 */
export async function startDevServer(host: WatchedHost, port: number): Promise<ViteDevServer> {
  const renderer = 'renderer' in config ? config.renderer : undefined
  const server = await createServer(
    mergeConfig(renderer ?? {}, {
      configFile: false,
      logLevel: 'warn',
      base: '/',
      plugins: [pageOf(host)],
      server: { host: '127.0.0.1', port, strictPort: port !== 0 },
    }),
  )
  server.httpServer?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.headers['sec-websocket-protocol']?.startsWith('atlas.')) passOn(host, request, socket, head)
  })
  return server.listen()
}

/** Puts the token into the page as the host does; there is no content security policy here, and so no nonce. */
const pageOf = (host: WatchedHost): Plugin => ({
  name: 'atlas:page',
  transformIndexHtml: (html) => html.replaceAll('{{token}}', host.current()?.token ?? '').replaceAll('{{nonce}}', ''),
})

/** Passes the page's socket on to the host, which takes only its own name and origin. */
function passOn(host: WatchedHost, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { port } = host.current() ?? { port: 0 }
  const name = `127.0.0.1:${port}`
  const upstream = connect(port, '127.0.0.1')
  const end = () => {
    socket.destroy()
    upstream.destroy()
  }
  socket.on('error', end).on('close', end)
  upstream.on('error', end).on('close', end)
  upstream.on('connect', () => {
    const headers = { ...request.headers, host: name, origin: `http://${name}` }
    const lines = Object.entries(headers).map(([key, value]) => `${key}: ${String(value)}`)
    upstream.write(`${[`GET / HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`)
    upstream.write(head)
    socket.pipe(upstream).pipe(socket)
  })
}
