/** A connection to Chromium's DevTools protocol (https://chromedevtools.github.io/devtools-protocol). */
export interface DevTools {
  send<Result = Record<string, unknown>>(method: string, params?: object, sessionId?: string): Promise<Result>
  /** Calls the listener for each event of a session. */
  on(sessionId: string, listener: (method: string, params: Record<string, unknown>) => void): void
  close(): void
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Record<string, unknown>
  readonly result?: unknown
  readonly error?: { readonly message: string }
  readonly sessionId?: string
}

export async function connectDevTools(url: string): Promise<DevTools> {
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  let last = 0
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const listeners = new Map<string, ((method: string, params: Record<string, unknown>) => void)[]>()
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    if (message.id !== undefined) {
      const call = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error) call?.reject(new Error(message.error.message))
      else call?.resolve(message.result)
      return
    }
    for (const listener of listeners.get(message.sessionId ?? '') ?? []) listener(message.method!, message.params ?? {})
  })
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = (last += 1)
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
        socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }))
      }),
    on: (sessionId, listener) => void listeners.set(sessionId, [...(listeners.get(sessionId) ?? []), listener]),
    close: () => socket.close(),
  }
}
