import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { compileCache } from './compile-cache.ts'

const root = resolve(import.meta.dirname, '../..')
const otherDay = join(import.meta.dirname, 'other-day.mjs')

/** When the pages and hosts of this process began, for what they believe. */
const began = Date.now()

/** Lets the pages of a context believe that it is another moment, as `startWebHost` does with its host. */
export async function openAt(page: Page, day: string): Promise<void> {
  await page.addInitScript(`globalThis.atlasTestShift = ${shiftTo(day)};\n${readFileSync(otherDay, 'utf8')}`)
}

const shiftTo = (day: string): number => Date.parse(day) - began

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
    /** The moment in which it believes that it starts, as ISO 8601. */
    readonly day?: string | null
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
      env: {
        ...compileCache,
        ...process.env,
        TENANTATLAS_VAULT_KEY: 'a passphrase for tests',
        ...(options.day
          ? { ATLAS_TEST_SHIFT: String(shiftTo(options.day)), NODE_OPTIONS: `--import ${pathToFileURL(otherDay).href}` }
          : {}),
        ...options.environment,
      },
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
