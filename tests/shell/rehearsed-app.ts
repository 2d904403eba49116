import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import type { Input, MethodName, Output } from '#contract/api/api.ts'
import { browser } from '../support/browser.ts'

const root = resolve(import.meta.dirname, '../..')

interface Told {
  readonly told: string
  readonly detail: Record<string, unknown>
}

/** A Chromium that windows can open in. */
export interface Screen {
  readonly devtools: string
  close(): Promise<void>
}

/** Starts Chromium with an open DevTools port. */
export async function openScreen(): Promise<Screen> {
  const { launchOptions } = await browser()
  const profile = mkdtempSync(join(tmpdir(), 'tenantatlas-screen-'))
  const child = spawn(
    launchOptions.executablePath ?? chromium.executablePath(),
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--remote-debugging-port=0',
      '--window-size=1280,800',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const devtools = await devToolsOf(child)
  return {
    devtools,
    async close() {
      await ended(child, 'SIGKILL')
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The address that a Chromium with an open DevTools port says on stderr. */
export function devToolsOf(child: ChildProcess): Promise<string> {
  return new Promise((found, fail) => {
    let text = ''
    child.stderr!.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1]
      if (address) found(address)
    })
    child.once('exit', (code) => fail(new Error(`Chromium ended with ${code}: ${text}`)))
  })
}

export interface StartOptions {
  /** Kept over a restart. */
  readonly folder?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Arguments after the app's folder. */
  readonly args?: readonly string[]
}

/** The built app, running over the stand-in for Electron. */
export interface RehearsedApp {
  readonly child: ChildProcess
  readonly folder: string
  /** What the shell asked of the operating system so far. */
  readonly asked: readonly Told[]
  /** Resolves with the detail of the next thing of this name that is told, or of the last one that was. */
  heard(what: string, matches?: (detail: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>
  /** Does something to the app as the operating system or a person would. */
  does<Result = unknown>(deed: string, detail?: object): Promise<Result>
  /** The page of the window. */
  page(): Promise<Page>
  /** Calls the core as the page does, through the preload script. */
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>
  output(): string
  stop(): Promise<void>
}

/** Starts `out/main/main.js`, unchanged. */
export function startApp(screen: Screen, options: StartOptions = {}): RehearsedApp {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'tenantatlas-shell-'))
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--import',
      join(import.meta.dirname, 'stand-in', 'register.mjs'),
      join(root, 'out', 'main', 'main.js'),
      ...(options.args ?? []),
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        SHELL_ROOT: root,
        SHELL_FOLDER: folder,
        SHELL_DEVTOOLS: screen.devtools,
        TENANTATLAS_DATA: join(folder, 'data'),
        ...options.environment,
      },
    },
  )
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream!.on('data', (chunk: Buffer) => void (text += String(chunk)))
  const asked: Told[] = []
  const waiting = new Set<(told: Told) => void>()
  const deeds = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let last = 0
  child.on('message', (message: Told | { done: number; result?: unknown; error?: string }) => {
    if (typeof message !== 'object' || message === null) return
    if ('told' in message) {
      asked.push(message)
      for (const hear of waiting) hear(message)
    } else if ('done' in message) {
      const deed = deeds.get(message.done)
      if (message.error === undefined) deed?.resolve(message.result)
      else deed?.reject(new Error(message.error))
    }
  })
  const end = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  let connected: Promise<Browser> | undefined
  const app: RehearsedApp = {
    child,
    folder,
    asked,
    ended: end,
    output: () => text,
    heard: (what, matches = () => true) =>
      new Promise((resolve, reject) => {
        const isIt = (told: Told) => told.told === what && matches(told.detail)
        const known = asked.findLast(isIt)
        if (known) return resolve(known.detail)
        const hear = (told: Told) => {
          if (!isIt(told)) return
          waiting.delete(hear)
          resolve(told.detail)
        }
        waiting.add(hear)
        void end.then((code) => reject(new Error(`The app ended with ${code} before "${what}".\n${text}`)))
      }),
    does: (deed, detail = {}) =>
      new Promise((resolve, reject) => {
        const id = (last += 1)
        deeds.set(id, { resolve: resolve as (value: unknown) => void, reject })
        child.send({ deed, detail, id })
        void end.then(() => reject(new Error(`The app ended.\n${text}`)))
      }),
    async page() {
      const { target } = await app.heard('loaded')
      connected ??= chromium.connectOverCDP(screen.devtools)
      for (const page of (await connected).contexts().flatMap((context) => context.pages())) {
        const tools = await page.context().newCDPSession(page)
        const { targetInfo } = await tools.send('Target.getTargetInfo')
        await tools.detach()
        // The page of an app that was killed stays in the browser.
        if (targetInfo.targetId === target) return page
      }
      throw new Error(`There is no page of the app.\n${text}`)
    },
    async call<M extends MethodName>(method: M, input: Input<M>) {
      const id = 1_000_000 + (last += 1)
      const page = await app.page()
      const answer = await page.evaluate(callAtlas, JSON.stringify({ id, method, input }))
      if (answer.error !== undefined) throw new Error(`${method}: ${JSON.stringify(answer.error)}`)
      return answer.result as Output<M>
    },
    async stop() {
      await ended(child, 'SIGKILL')
      await (await connected)?.close()
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  return app
}

/** Ends a process and waits until it is gone. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise<void>((done) => {
    child.once('exit', () => done())
    child.kill(signal)
  })
}

interface Bridge {
  send(frame: string): void
  onFrame(listener: (frame: string) => void): void
}

/** Runs in the page: sends a frame and waits for the one with the same number. */
function callAtlas(frame: string): Promise<{ id: number; result?: unknown; error?: unknown }> {
  const { atlas } = globalThis as unknown as { atlas: Bridge }
  const { id } = JSON.parse(frame) as { id: number }
  return new Promise((resolve) => {
    atlas.onFrame((text) => {
      const answer = JSON.parse(text) as { id: number }
      if (answer.id === id) resolve(answer)
    })
    atlas.send(frame)
  })
}
