import { createAssembler, type WholeFrame } from '#contract/wire.ts'

/** Carries frames between the page and its host. */
export interface Transport {
  send(frame: string): void
  onFrame(listener: (frame: WholeFrame) => void): void
  /** Calls the listener when the host becomes reachable or unreachable. */
  onState(listener: (connected: boolean) => void): void
}

/** The page is in the desktop app, and not in a browser. */
export const isDesktop = window.atlas !== undefined

/** Electron's bridge where the preload script made one, otherwise a socket to the web host. */
export function openTransport(): Transport {
  const bridge = window.atlas
  if (!bridge) return openSocket()
  const assemble = createAssembler()
  return {
    send: (frame) => bridge.send(frame),
    onFrame: (listener) =>
      bridge.onFrame((text) => {
        const frame = assemble(text)
        if (frame) listener(frame)
      }),
    onState: (listener) => listener(true),
  }
}

const retryMs = 1000

function openSocket(): Transport {
  const token = document.querySelector<HTMLMetaElement>('meta[name="atlas-token"]')?.content ?? ''
  const listeners: ((frame: WholeFrame) => void)[] = []
  const watchers: ((connected: boolean) => void)[] = []
  const waiting: string[] = []
  let socket: WebSocket

  function connect(): void {
    // The token goes in the sub-protocol: an address would end up in histories and logs.
    const assemble = createAssembler()
    socket = new WebSocket(`ws://${location.host}/`, `atlas.${token}`)
    socket.addEventListener('open', () => {
      for (const frame of waiting.splice(0)) socket.send(frame)
      for (const watcher of watchers) watcher(true)
    })
    socket.addEventListener('message', (event: MessageEvent<string>) => {
      const frame = assemble(event.data)
      if (frame) for (const listener of listeners) listener(frame)
    })
    socket.addEventListener('close', () => {
      for (const watcher of watchers) watcher(false)
      setTimeout(() => void reconnect(), retryMs)
    })
  }

  /** A host that was started again gives its page a new token: the page is loaded again then. */
  async function reconnect(): Promise<void> {
    const page = await fetch('/', { cache: 'no-store' })
      .then((answer) => answer.text())
      .catch(() => '')
    const current = /name="atlas-token" content="([^"]*)"/.exec(page)?.[1]
    if (current !== undefined && current !== token) location.reload()
    else connect()
  }

  connect()
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame)
      else waiting.push(frame)
    },
    onFrame: (listener) => void listeners.push(listener),
    onState: (listener) => void watchers.push(listener),
  }
}
