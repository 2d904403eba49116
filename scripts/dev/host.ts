import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** The web host while somebody works on it: `node --watch` starts it again when a file of it changes. */
export interface WatchedHost {
  /** Where the host is now, and the token that its page carries; undefined while it starts. */
  current(): { readonly port: number; readonly token: string } | undefined
  /** Resolves when the host is there for the first time. */
  readonly ready: Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the web host on a port of its own. It serves the renderer's sources, whose page says nothing but the token.
 *
 * @param output takes what the host prints
 */
export function startWatchedHost(dataFolder: string, output: (text: string) => void): WatchedHost {
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--enable-source-maps',
      '--watch',
      '--watch-preserve-output',
      join(root, 'src-main', 'hosts', 'web', 'main.ts'),
      '--no-open',
      '--data',
      dataFolder,
      '--renderer',
      join(root, 'src-renderer'),
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const ready = Promise.withResolvers<void>()
  let current: ReturnType<WatchedHost['current']>
  const take = (text: string) => {
    output(text)
    const url = /TenantAtlas is at (http:\S+)/.exec(text)?.[1]
    if (url === undefined) return
    void tokenOf(url).then((token) => {
      current = { port: Number(new URL(url).port), token }
      ready.resolve()
    }, ready.reject)
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', output)
  child.once('exit', (code) => ready.reject(new Error(`The web host ended with ${code}.`)))
  return { current: () => current, ready: ready.promise, stop: () => stop(child) }
}

/** The token that the host put into its page. */
async function tokenOf(url: string): Promise<string> {
  const page = await (await fetch(url)).text()
  return /name="atlas-token" content="([^"]*)"/.exec(page)?.[1] ?? ''
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
