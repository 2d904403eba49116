import { connect, type Socket } from 'node:net'
import type { Listener } from '#app/core.ts'
import { failure, Failure, type AppError } from '#contract/errors.ts'
import type { EventData, EventName } from '#contract/events.ts'
import { RunId, TenantId } from '#contract/model/ids.ts'
import { createAssembler } from '#contract/wire.ts'
import { isEnded } from '#domain/runs/states.ts'
import { linesOf, readAddress, welcome } from '../command-door.ts'
import type { CommandCore } from './session.ts'
import { words } from '../words.ts'

const answersWithinMs = 5_000

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
  const socket = await greeted(address.address, address.token)
  if (socket === null) return null
  if (address.version !== version) {
    socket.destroy()
    throw failure('busy', words.openApp.otherVersion(address.version, version))
  }
  return speak(socket)
}

/** A connection that has sent its token and was welcomed. An app that ended badly leaves an address behind. */
function greeted(address: string, token: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(address, () => socket.write(`${token}\n`))
    const give = (found: Socket | null) => {
      socket.setTimeout(0).off('data', hear).off('close', fail)
      if (found === null) socket.destroy()
      resolve(found)
    }
    const fail = () => give(null)
    const hear = (chunk: Buffer) => give(chunk.toString().startsWith(welcome) ? socket : null)
    // A connection that breaks closes, too.
    socket.on('error', () => {})
    socket.setTimeout(answersWithinMs, fail).once('close', fail).once('data', hear)
  })
}

const asFailure = ({ code, message, ...more }: AppError): Failure => new Failure(code, message, more)

interface Waiting {
  resolve(result: never): void
  reject(error: unknown): void
}

function speak(socket: Socket): OpenApp {
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<Listener>()
  const gone = new Set<(error: Failure) => void>()
  const assemble = createAssembler()
  let last = 0
  let isClosed = false
  linesOf(socket, (line) => {
    const frame = line === welcome ? null : assemble(line)
    if (frame === null) return
    if ('event' in frame) {
      for (const listener of listeners) listener(frame.event as EventName, frame.data as EventData<EventName>)
      return
    }
    const call = waiting.get(frame.id)
    waiting.delete(frame.id)
    if ('error' in frame) call?.reject(asFailure(frame.error))
    else call?.resolve(frame.result as never)
  })
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
        waiting.set(id, { resolve, reject })
        socket.write(`${JSON.stringify({ id, method, input })}\n`)
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
    close: () => void socket.end(),
  }
  return app
}
