import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { bundleCli } from './cli-bundle.ts'
import { compileCache } from './compile-cache.ts'
import { root } from './lab.ts'

const args = ['--no-warnings', await bundleCli()]

export interface CliResult {
  readonly code: number
  // What a command printed is looked at by tests, shape by shape.
  readonly json: Record<string, never> & { [key: string]: unknown }
  readonly stderr: string
}

/** How to start the command line as a process of its own. */
export const cliCommand = (words: readonly string[]) => ({
  command: process.execPath,
  args: [...args, ...words],
  cwd: root,
})

/** Starts the command line as a process of its own. */
export const spawnCli = (words: readonly string[], environment: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, [...args, ...words], {
    cwd: root,
    env: { ...compileCache, ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Runs a command with `--json` to its end. */
export function cli(
  data: string,
  words: readonly string[],
  environment: Record<string, string> = {},
): Promise<CliResult> {
  return new Promise((done) => {
    const child = spawnCli(['--data', data, '--json', ...words], environment)
    let [stdout, stderr] = ['', '']
    child.stdout!.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('close', (code) =>
      done({ code: code ?? -1, json: JSON.parse(stdout || 'null') as CliResult['json'], stderr }),
    )
  })
}

/** A simulated Graph in a process of its own. */
export interface CliSimulator {
  readonly url: string
  readonly tenantId: string
  readonly token: string
  readonly authority: string
  readonly certificate: string
  /** Ends the process; a second call changes nothing. */
  stop(): Promise<void>
}

/** The words that connect a simulated tenant whose token stands in an environment variable. */
export const tenantAdd = (name: string, { url, tenantId }: CliSimulator, variable = 'ATLAS_TOKEN'): string[] => [
  'tenant',
  'add',
  '--name',
  name,
  '--graph-url',
  url,
  '--tenant-id',
  tenantId,
  '--token-env',
  variable,
]

/** Starts `atlas simulator` and reads the line it prints when it is ready. */
export async function startCliSimulator(words: readonly string[]): Promise<CliSimulator> {
  const child = spawnCli(['simulator', ...words])
  const closed = new Promise<void>((done) => child.once('close', () => done()))
  const [line] = await new Promise<string[]>((done) =>
    createInterface(child.stdout!).once('line', (text) => done([text])),
  )
  return {
    ...(JSON.parse(line!) as Omit<CliSimulator, 'stop'>),
    stop: () => {
      child.kill('SIGTERM')
      return closed
    },
  }
}

/** Runs a command and kills it with SIGKILL as soon as `reached` says that it is in the middle of its work. */
export async function killWhen(
  words: readonly string[],
  environment: Record<string, string>,
  reached: () => boolean,
): Promise<NodeJS.Signals | null> {
  const child = spawnCli(words, environment)
  const ended = new Promise<NodeJS.Signals | null>((done) => child.once('close', (_code, signal) => done(signal)))
  const watch = setInterval(() => {
    if (reached()) child.kill('SIGKILL')
  }, 5)
  const signal = await ended
  clearInterval(watch)
  return signal
}
