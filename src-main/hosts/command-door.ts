import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Core } from '#app/core.ts'
import { maxFrameBytes } from '#contract/wire.ts'
import { inLog, type DoorLog } from './door-log.ts'
import { openFrameDoor } from './frame-door.ts'

/** How commands find the app that is open on a data folder. The file is only readable by its owner. */
export const CommandAddress = z.object({
  /** A socket in a folder of this user; a named pipe on Windows. */
  address: z.string(),
  /** The first line that a command has to send. On Windows, other users can reach a named pipe. */
  token: z.string(),
  version: z.string(),
})
export type CommandAddress = z.infer<typeof CommandAddress>

/** Where the address is written. */
export const addressFile = (dataFolder: string): string => join(dataFolder, 'commands.json')

/** What the app answers to the right token. */
export const welcome = '{"welcome":true}'

export interface CommandDoor {
  close(): void
}

/**
 * Lets commands of this user work with the core of an open app, through the same frames and checks as its window. An
 * app that can't open the door goes on without it: commands then say that the app is open.
 */
export async function openCommandDoor(
  core: Core,
  options: { readonly dataFolder: string; readonly version: string; readonly log: DoorLog },
): Promise<CommandDoor> {
  const { dataFolder, version, log } = options
  const token = randomBytes(32).toString('hex')
  const isWindows = process.platform === 'win32'
  // Short, because the path of a socket may only have about a hundred bytes (man 7 unix). Only its owner may enter it.
  const folder = isWindows ? null : mkdtempSync(join(tmpdir(), 'tenantatlas-'))
  // A random name: nobody can take a named pipe before the app does.
  const address = folder === null ? `\\\\.\\pipe\\tenantatlas-${randomBytes(16).toString('hex')}` : join(folder, 's')
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    serve(core, socket, token, log)
  })
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
    if (folder !== null) rmSync(folder, { recursive: true, force: true })
    // Another app may have taken over the data folder.
    if (readAddress(dataFolder)?.token === token) rmSync(addressFile(dataFolder), { force: true })
  }
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve))
    if (folder !== null) chmodSync(address, 0o600)
    rmSync(addressFile(dataFolder), { force: true })
    const written: CommandAddress = { address, token, version }
    writeFileSync(addressFile(dataFolder), JSON.stringify(written), { mode: 0o600 })
  } catch (error) {
    log('commands can not reach this app', inLog(error))
    close()
  }
  server.on('error', (error) => log('the door for commands failed', inLog(error)))
  return { close }
}

/** The address in a data folder; null if there is none that can be used. */
export function readAddress(dataFolder: string): CommandAddress | null {
  try {
    return CommandAddress.parse(JSON.parse(readFileSync(addressFile(dataFolder), 'utf8')))
  } catch {
    return null
  }
}

/** Reads lines until the connection ends. It may break at any time, and closes then. */
export function linesOf(socket: Socket, hear: (line: string) => void): void {
  socket.on('error', () => {})
  createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })
    .on('line', hear)
    // Node passes the errors of the socket on.
    .on('error', () => {})
}

/** One command: its token, then a frame in each line. */
function serve(core: Core, socket: Socket, token: string, log: DoorLog): void {
  let waiting = 0
  // A line that never ends would fill the memory.
  socket.on('data', (chunk: Buffer) => {
    const end = chunk.lastIndexOf(10)
    waiting = end < 0 ? waiting + chunk.length : chunk.length - end - 1
    if (waiting > maxFrameBytes) socket.destroy()
  })
  let receive = (line: string): void => {
    if (!isSame(line, token)) {
      log('refused a command without the token')
      // Lines that came with it may still be read.
      receive = () => {}
      socket.destroy()
      return
    }
    const door = openFrameDoor(core, (frame) => socket.write(`${frame}\n`), log)
    socket.once('close', () => door.close())
    receive = (text) => void door.receive(text)
    socket.write(`${welcome}\n`)
  }
  linesOf(socket, (line) => receive(line))
}

function isSame(given: string, token: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(token)]
  return left.length === right.length && timingSafeEqual(left, right)
}
