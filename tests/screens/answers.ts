import type { Page, WebSocketRoute } from '@playwright/test'
import type { AppError } from '#contract/errors.ts'
import { createAssembler, RequestFrame } from '#contract/wire.ts'

/** What the page gets as the answer to a call: what the host said, nothing, an error, or something else. */
export type Answer = 'asItIs' | 'none' | { readonly error: AppError } | { readonly result: unknown }

/** Answers the calls of a page in the place of the host. */
export interface Answers {
  /** From now on. Pages that are loaded already keep what they read. */
  become(answer: (method: string, result: unknown) => Answer): void
  /** The methods of the calls that wait for their answer. */
  waiting(): string[]
}

/** Stands between a page and the web host, from the next time that the page is loaded. */
export async function answersOf(page: Page): Promise<Answers> {
  let decide: (method: string, result: unknown) => Answer = () => 'asItIs'
  let open = new Map<number, string>()
  await page.routeWebSocket(/^ws:\/\/127\.0\.0\.1/, (socket: WebSocketRoute) => {
    const host = socket.connectToServer()
    const assemble = createAssembler()
    open = new Map()
    socket.onMessage((text) => {
      const { id, method } = RequestFrame.parse(JSON.parse(String(text)))
      open.set(id, method)
      host.send(text)
    })
    host.onMessage((text) => {
      const frame = assemble(String(text))
      if (frame === null) return
      const method = 'id' in frame ? open.get(frame.id) : undefined
      if (!('id' in frame) || method === undefined) return socket.send(JSON.stringify(frame))
      open.delete(frame.id)
      const answer = decide(method, 'result' in frame ? frame.result : undefined)
      if (answer === 'none') return
      socket.send(JSON.stringify(answer === 'asItIs' ? frame : { id: frame.id, ...answer }))
    })
  })
  return {
    become: (answer) => void (decide = answer),
    waiting: () => [...open.values()],
  }
}
