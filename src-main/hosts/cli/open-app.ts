import { connect, type Socket } from 'node:net'
import type { Listener } from '#app/core.ts'
import { failure, Failure, type AppError } from '#contract/errors.ts'
import type { EventData, EventName } from '#contract/events.ts'
import { RunId, TenantId } from '#contract/model/ids.ts'
import { createAssembler, maxFrameBytes, type WholeFrame } from '#contract/wire.ts'
import { isEnded } from '#domain/runs/states.ts'
import {
  answersWithinMs,
  Greeting,
  linesOf,
  proofOf,
  question,
  readAddress,
  type CommandAddress,
} from '../command-door.ts'
import type { CommandCore } from './session.ts'
import { words } from '../words.ts'

/** The core of an open app, as commands use it. */
export interface OpenApp extends CommandCore {
  close(): void
}

/**
 * Connects to the app that is open on a data folder. A command that works through it does what the window would do, and
 * nothing has to be locked.
 *
 * @returns null if no app is open, or none that commands can reach
 * @throws Failure `busy` if the app is of another version, whose methods may differ
 */
export async function connectToOpenApp(dataFolder: string, version: string): Promise<OpenApp | null> {
  const address = readAddress(dataFolder)
  if (address === null) return null
  const connection = await greeted(address)
  if (connection === null) return null
  if (address.version !== version) {
    connection.socket.destroy()
    throw failure('busy', words.openApp.otherVersion(address.version, version))
  }
  return speak(connection)
}

/** A connection on which the app has proven itself. An app that ended badly leaves an address behind. */
function greeted({ address, token }: CommandAddress): Promise<Connection | null> {
  return new Promise((resolve) => {
    const asked = question()
    const socket = connect(address, () => socket.write(`${asked}\n`))
    const give = (found: Connection | null) => {
      socket.setTimeout(0).off('close', fail)
      if (found === null) socket.destroy()
      resolve(found)
    }
    const fail = () => give(null)
    const connection: Connection = { socket, hear: () => {} }
    let hear = (line: string): void => {
      const greeting = Greeting.safeParse(parsed(line))
      // Anybody may listen at an address that was left behind.
      if (!greeting.success || greeting.data.proof !== proofOf('app', token, asked)) return fail()
      socket.write(`${proofOf('command', token, greeting.data.asks)}\n`)
      hear = (text) => connection.hear(text)
      give(connection)
    }
    socket.setTimeout(answersWithinMs, fail).once('close', fail)
    linesOf(socket, (line) => hear(line))
  })
}

/** A line as JSON; undefined if it isn't. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

interface Connection {
  readonly socket: Socket
  /** Set by whoever reads what follows. */
  hear: (line: string) => void
}

const asFailure = ({ code, message, ...more }: AppError): Failure => new Failure(code, message, more)

interface Waiting {
  resolve(result: never): void
  reject(error: unknown): void
}

function speak(connection: Connection): OpenApp {
  const { socket } = connection
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<Listener>()
  const gone = new Set<(error: Failure) => void>()
  const assemble = createAssembler()
  let last = 0
  let isClosed = false
  connection.hear = (line) => {
    let frame: WholeFrame | null
    try {
      frame = assemble(line)
    } catch {
      socket.destroy()
      return
    }
    if (frame === null) return
    if ('event' in frame) {
      for (const listener of listeners) listener(frame.event as EventName, frame.data as EventData<EventName>)
      return
    }
    const call = waiting.get(frame.id)
    waiting.delete(frame.id)
    if ('error' in frame) call?.reject(asFailure(frame.error))
    else call?.resolve(frame.result as never)
  }
  socket.once('close', () => {
    isClosed = true
    const error = failure('cancelled', words.openApp.closed)
    for (const { reject } of waiting.values()) reject(error)
    for (const tell of gone) tell(error)
  })

  const app: OpenApp = {
    call: (method, input) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(failure('cancelled', words.openApp.closed))
        const id = (last += 1)
        const frame = JSON.stringify({ id, method, input })
        // The app would refuse a longer one without an answer.
        if (Buffer.byteLength(frame) > maxFrameBytes / 2) return reject(failure('badInput', words.openApp.tooLarge))
        waiting.set(id, { resolve, reject })
        socket.write(`${frame}\n`)
      }),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async finished(runId) {
      const changed = Promise.withResolvers<void>()
      const look = async (tenantId: string): Promise<void> => {
        const run = await app.call('runs.get', { tenantId: TenantId.parse(tenantId), runId: RunId.parse(runId) })
        if (isEnded(run.status)) changed.resolve()
      }
      const stop = app.subscribe((name, data) => {
        if (name === 'run.changed' && 'runId' in data && data.runId === runId)
          look(data.tenantId).catch((error: unknown) => changed.reject(error))
      })
      gone.add(changed.reject)
      // The app may be closed while this looks for the run.
      changed.promise.catch(() => {})
      try {
        // It may have ended before anybody listened. Other tenants don't know it.
        for (const { id } of await app.call('tenants.list', {})) await look(id).catch(() => {})
        await changed.promise
      } finally {
        stop()
        gone.delete(changed.reject)
      }
    },
    // The app knows the true state of its runs, and starts due schedules by itself.
    adopt: () => Promise.resolve(),
    runDue: () => Promise.resolve({ started: [], failed: [] }),
    close: () => socket.destroySoon(),
  }
  return app
}
