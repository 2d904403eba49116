import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { inLog, type DoorLog } from '../door-log.ts'

/**
 * Gives a server, its sockets and its malformed requests their error handlers: an `error` event without a listener
 * ends the process (Node docs: events, net, http `clientError`).
 */
export function guardServer(server: Server, log: DoorLog): void {
  server.on('error', (error) => log('the web server had an error', inLog(error)))
  // Also when HTTP releases a socket, because nothing owns it during an upgrade.
  server.on('connection', (socket) =>
    socket.on('error', (error) => log('a connection broke', { error: error.message })),
  )
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    log('refused a malformed request', { error: error.code ?? error.message })
    refuse(socket, error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request')
  })
}

/** Answers a socket without a response object, and ends it. */
export function refuse(socket: Duplex, status: string): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
