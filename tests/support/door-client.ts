import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Input, MethodName, Output } from '#contract/api/api.ts'
import { AppError, Failure } from '#contract/errors.ts'
import { RunId, type TenantId } from '#contract/model/ids.ts'
import type { Run } from '#contract/model/runs.ts'
import { createAssembler } from '#contract/wire.ts'

/** A well-behaved client of the web host, as the renderer is one. */
export interface DoorClient {
  /** @throws Failure */
  call<Name extends MethodName>(method: Name, input: Input<Name>): Promise<Output<Name>>
  /** Calls again at each event until the answer passes. */
  until<Name extends MethodName>(
    method: Name,
    input: Input<Name>,
    passes: (output: Output<Name>) => boolean,
  ): Promise<Output<Name>>
  /** The run, after it has ended. */
  ended(tenantId: TenantId, runId: string): Promise<Run>
  /** Whether the connection has never been lost. */
  isOpen(): boolean
  close(): void
}

/** The token that the page of a web host carries. */
export async function tokenOf(url: string): Promise<string> {
  const page = await (await fetch(url)).text()
  return /content="([0-9a-f]{48})"/.exec(page)![1]!
}

export async function connectClient(url: string): Promise<DoorClient> {
  const socket = new WebSocket(url.replace('http', 'ws'), `atlas.${await tokenOf(url)}`, {
    headers: { Origin: url.replace(/\/$/, '') },
  })
  await once(socket, 'open')
  const assemble = createAssembler()
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>()
  const listeners = new Set<() => void>()
  let isOpen = true
  let count = 0
  socket.on('close', () => {
    isOpen = false
    for (const { reject } of pending.values()) reject(new Error('The connection was lost.'))
  })
  socket.on('message', (data: Buffer) => {
    const frame = assemble(data.toString())
    if (frame && 'event' in frame) for (const listener of listeners) listener()
    if (!frame || 'event' in frame) return
    const call = pending.get(frame.id)
    pending.delete(frame.id)
    if ('error' in frame) {
      const { code, message } = AppError.parse(frame.error)
      call?.reject(new Failure(code, message))
    } else call?.resolve(frame.result)
  })
  const call: DoorClient['call'] = (method, input) => {
    const id = (count += 1)
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve: resolve as (value: unknown) => void, reject })
      socket.send(JSON.stringify({ id, method, input }))
    })
  }
  const until: DoorClient['until'] = async (method, input, passes) => {
    for (;;) {
      const { promise, resolve } = Promise.withResolvers<void>()
      listeners.add(resolve)
      try {
        const output = await call(method, input)
        if (passes(output)) return output
        await promise
      } finally {
        listeners.delete(resolve)
      }
    }
  }
  return {
    call,
    until,
    ended: (tenantId, runId) =>
      until('runs.get', { tenantId, runId: RunId.parse(runId) }, (run) => run.endedAt !== null),
    isOpen: () => isOpen,
    close: () => socket.close(),
  }
}
