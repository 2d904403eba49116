import type { Input, MethodName, Output } from '#contract/api/api.ts'
import type { AppError } from '#contract/errors.ts'
import { maxFrameBytes } from '#contract/wire.ts'
import { openTransport } from './transport.ts'
import { words } from './words.ts'

/** A call that the core refused. */
export class CallError extends Error {
  readonly error: AppError

  constructor(error: AppError) {
    super(error.message)
    this.error = error
  }
}

interface Pending {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: CallError) => void
}

const transport = openTransport()
const pending = new Map<number, Pending>()
const eventListeners = new Set<(event: string, data: unknown) => void>()
const stateListeners = new Set<(connected: boolean) => void>()
let nextId = 0

transport.onFrame((frame) => {
  if ('event' in frame) {
    for (const listener of eventListeners) listener(frame.event, frame.data)
    return
  }
  const call = pending.get(frame.id)
  pending.delete(frame.id)
  if ('error' in frame) call?.reject(new CallError(frame.error))
  else call?.resolve(frame.result)
})
transport.onState((connected) => {
  if (!connected) {
    // Whether the calls in flight arrived is unknown: they fail instead of waiting for ever.
    for (const call of pending.values())
      call.reject(
        new CallError({
          code: 'unreachable',
          ...words.disconnected,
        }),
      )
    pending.clear()
  }
  for (const listener of stateListeners) listener(connected)
})

/** Calls a method of the contract. @throws CallError */
export function call<Name extends MethodName>(method: Name, input: Input<Name>): Promise<Output<Name>> {
  const id = (nextId += 1)
  return new Promise<unknown>((resolve, reject) => {
    const frame = JSON.stringify({ id, method, input })
    // The host would drop a larger frame without an answer.
    if (frame.length > maxFrameBytes / 2)
      return reject(
        new CallError({
          code: 'badInput',
          ...words.tooLarge,
        }),
      )
    pending.set(id, { resolve, reject })
    transport.send(frame)
  }) as Promise<Output<Name>>
}

/** Calls the listener for each event of the core; the returned function ends that. */
export function onEvent(listener: (event: string, data: unknown) => void): () => void {
  eventListeners.add(listener)
  return () => void eventListeners.delete(listener)
}

/** Calls the listener when the host becomes reachable or unreachable; the returned function ends that. */
export function onConnection(listener: (connected: boolean) => void): () => void {
  stateListeners.add(listener)
  return () => void stateListeners.delete(listener)
}
