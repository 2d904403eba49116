import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { compileCache } from './compile-cache.ts'

const root = resolve(import.meta.dirname, '../..')

/** A web host with a data folder of its own, and what ends it. */
export interface WebHost {
  readonly url: string
  readonly dataFolder: string
  readonly child: ChildProcess
  stop(): Promise<void>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

/** Starts the web host and waits until it says where it is. */
export async function startWebHost(
  options: {
    readonly dataFolder?: string
    readonly port?: number
    readonly environment?: Readonly<Record<string, string>>
    /** Runs what was built instead of the sources. */
    readonly isBuilt?: boolean
    /** More options of the web host's command line. */
    readonly args?: readonly string[]
  } = {},
): Promise<WebHost> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'tenantatlas-'))
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      options.isBuilt ? 'out/main/web.js' : 'src-main/hosts/web/main.ts',
      '--data',
      dataFolder,
      '--no-open',
      '--port',
      String(options.port ?? 0),
      ...(options.args ?? []),
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...compileCache, ...process.env, TENANTATLAS_VAULT_KEY: 'a passphrase for tests', ...options.environment },
    },
  )
  const url = await new Promise<string>((found, fail) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const address = /http:\/\/\S+/.exec(text)?.[0]
      if (address) found(address)
    })
    child.once('exit', (code) => fail(new Error(`The web host ended with ${code}.`)))
  })
  return { url, dataFolder, child, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise<void>((done) => {
    child.once('exit', () => done())
    child.kill(signal)
  })
}
