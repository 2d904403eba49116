import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { z } from 'zod'
import type { Core } from '#app/core.ts'
import { maxFrameBytes } from '#contract/wire.ts'
import { inLog, type DoorLog } from './door-log.ts'
import { openFrameDoor } from './frame-door.ts'

/** How long a side may take to prove itself. */
export const answersWithinMs = 5_000

/** How commands find the app that is open on a data folder. The file is only readable by its owner. */
export const CommandAddress = z.object({
  /** A socket in a folder of this user; a named pipe on Windows. */
  address: z.string(),
  /** What both sides have to know. On Windows, other users can reach a named pipe. */
  token: z.string(),
  version: z.string(),
})
export type CommandAddress = z.infer<typeof CommandAddress>

/** Where the address is written. */
export const addressFile = (dataFolder: string): string => join(dataFolder, 'commands.json')

/**
 * How both sides prove that they know the token, which itself is never sent: whoever listens at an address that an app
 * left behind learns nothing.
 *
 * @param asked a random text of the other side
 */
export const proofOf = (who: 'app' | 'command', token: string, asked: string): string =>
  createHmac('sha256', token).update(`${who} ${asked}`).digest('hex')

/** A random text that the other side has to answer. */
export const question = (): string => randomBytes(32).toString('hex')

/** The first answer of an app: it knows the token, and asks whether the command does. */
export const Greeting = z.object({ proof: z.string(), asks: z.string() })

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
  const token = question()
  const { address, folder } = place()
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
    if (address === null) throw new Error('no place for a socket')
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve))
    if (folder !== null) chmodSync(address, 0o600)
    const written: CommandAddress = { address, token, version }
    // In one step, because a command may look at any moment.
    const partial = `${addressFile(dataFolder)}.${process.pid}`
    rmSync(partial, { force: true })
    writeFileSync(partial, JSON.stringify(written), { mode: 0o600 })
    renameSync(partial, addressFile(dataFolder))
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

/** Where the app listens: a socket that only its owner can reach, or a named pipe. Null if there is no place. */
function place(): { readonly address: string | null; readonly folder: string | null } {
  // A random name: nobody can take a named pipe before the app does.
  if (process.platform === 'win32')
    return { address: `\\\\.\\pipe\\tenantatlas-${question().slice(0, 32)}`, folder: null }
  try {
    // Short, because the path of a socket may only have about a hundred bytes (man 7 unix). Only its owner may enter it.
    const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-'))
    return { address: join(folder, 's'), folder }
  } catch {
    return { address: null, folder: null }
  }
}

/**
 * Reads lines until the connection ends. It may break at any time, and closes then. Only a line feed ends a line: Node's
 * readline also takes characters that JSON doesn't escape.
 *
 * @param longest in characters; a line that never ends would fill the memory
 */
export function linesOf(socket: Socket, hear: (line: string) => void, longest = Number.POSITIVE_INFINITY): void {
  const decoder = new StringDecoder('utf8')
  let begun = ''
  socket.on('error', () => {})
  socket.on('data', (chunk: Buffer) => {
    const lines = decoder.write(chunk).split('\n')
    lines[0] = begun + lines[0]!
    begun = lines.pop()!
    for (const line of lines) if (!socket.destroyed) hear(line)
    if (begun.length > longest) socket.destroy()
  })
}

/** One command: its question, its proof, then a frame in each line. */
function serve(core: Core, socket: Socket, token: string, log: DoorLog): void {
  const asks = question()
  socket.setTimeout(answersWithinMs, () => socket.destroy())
  const open = (proof: string): void => {
    if (!isSame(proof, proofOf('command', token, asks))) {
      log('refused a command without the token')
      socket.destroy()
      return
    }
    socket.setTimeout(0)
    const door = openFrameDoor(core, (frame) => socket.write(`${frame}\n`), log)
    socket.once('close', () => door.close())
    receive = (text) => void door.receive(text)
  }
  let receive = (asked: string): void => {
    const greeting: z.infer<typeof Greeting> = { proof: proofOf('app', token, asked), asks }
    socket.write(`${JSON.stringify(greeting)}\n`)
    receive = open
  }
  linesOf(socket, (line) => receive(line), maxFrameBytes)
}

function isSame(given: string, token: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(token)]
  return left.length === right.length && timingSafeEqual(left, right)
}
