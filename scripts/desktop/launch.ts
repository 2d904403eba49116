import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Launch {
  readonly binary: string
  readonly args: readonly string[]
  /** Gets everything that the app prints. */
  readonly logFile: string
  /** How long the app may take to show its window. */
  readonly windowMs?: number
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Where the app's output is shown. */
  readonly echo?: (text: string) => void
}

/** The exit code of an app that showed itself, or why it did not, as a sentence. */
export type LaunchResult = { readonly exitCode: number } | { readonly problem: string }

/** What the app sends to the process that started it: its window is there, or it brought an open app to the front. */
const signsOfLife: ReadonlySet<unknown> = new Set(['window-shown', 'second-instance'])

/** Starts Electron on the built app and resolves when it has ended, or could not show a window. */
export async function launchElectron({
  binary,
  args,
  logFile,
  windowMs = 20_000,
  environment = process.env,
  echo = (text) => void process.stderr.write(text),
}: Launch): Promise<LaunchResult> {
  mkdirSync(dirname(logFile), { recursive: true })
  const log = createWriteStream(logFile)
  const child = spawn(binary, args, { stdio: ['inherit', 'pipe', 'pipe', 'ipc'], env: environment })
  let output = ''
  const take = (text: string) => {
    output = (output + text).slice(-20_000)
    log.write(text)
    echo(text)
  }
  child.stdout?.setEncoding('utf8').on('data', take)
  child.stderr?.setEncoding('utf8').on('data', take)
  let isInterrupted = false
  // A terminal sends Ctrl+C to Electron too, except on Windows, and a second signal would end it before it is done.
  const interrupt = () => {
    isInterrupted = true
    if (child.connected) child.send('quit')
  }
  const stop = () => void child.kill('SIGTERM')
  process.on('SIGINT', interrupt).on('SIGTERM', stop)
  const ended = new Promise<{
    readonly error?: string
    readonly code?: number | null
    readonly signal?: string | null
  }>((resolve) => {
    child.once('error', (error) => resolve({ error: error.message }))
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const shown = new Promise<'shown'>(
    (resolve) => void child.on('message', (message) => void (signsOfLife.has(message) && resolve('shown'))),
  )
  const late = timeout(windowMs)
  child.on('message', (message) => {
    // Somebody may have to unlock the keychain first, and takes as long as they like.
    if (message === 'waiting-for-keychain') late.clear()
    if (message === 'keychain-answered') late.start()
  })
  const first = await Promise.race([shown, ended, late.passed])
  late.clear()
  const stubborn = first === 'late' ? end(child) : null
  const { error, code, signal } = await ended
  stubborn?.clear()
  process.off('SIGINT', interrupt).off('SIGTERM', stop)
  await new Promise<void>((resolve) => void log.end(resolve))
  if (first === 'shown') return { exitCode: code ?? 1 }
  if (first === 'late') return { problem: `It showed no window within ${Math.round(windowMs / 1000)} seconds.` }
  // Whoever interrupts the start does not want the browser either.
  if (isInterrupted || signal === 'SIGINT' || signal === 'SIGTERM') return { exitCode: 1 }
  const line = output
    .split('\n')
    .findLast((text) => text.trim() !== '')
    ?.trim()
  return {
    problem:
      error ??
      `It ended before it showed a window (${signal ?? `exit code ${code}`})${line === undefined ? '.' : `: ${line}`}`,
  }
}

/** Asks the app to end, and ends it where it does not listen. */
function end(child: ChildProcess): { clear(): void } {
  child.kill()
  const patience = setTimeout(() => void child.kill('SIGKILL'), 3_000)
  return { clear: () => clearTimeout(patience) }
}

function timeout(milliseconds: number): { readonly passed: Promise<'late'>; start(): void; clear(): void } {
  let timer: NodeJS.Timeout
  let pass: (late: 'late') => void
  const passed = new Promise<'late'>((resolve) => void (pass = resolve))
  const clear = () => clearTimeout(timer)
  const start = () => {
    clear()
    timer = setTimeout(() => pass('late'), milliseconds)
  }
  start()
  return { passed, start, clear }
}
