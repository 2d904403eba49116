import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'

const root = resolve(import.meta.dirname, '../..')

/** Writes how much memory the process had at most, in kilobytes, when it exits. */
const meter = `data:text/javascript,${encodeURIComponent(
  `import { writeFileSync } from 'node:fs'
  process.on('exit', () => writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS)))`,
)}`

/** Runs a command of the built command line. @returns what it printed, and the bytes that its process had at most */
export async function runBuilt(
  dataFolder: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<{ output: string; peak: number }> {
  const peakFile = join(dataFolder, '..', 'peak.txt')
  const child = spawn(
    process.execPath,
    ['--no-warnings', `--import=${meter}`, 'scripts/atlas.mjs', '--data', dataFolder, ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...variables, BENCH_PEAK: peakFile } },
  )
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number | null]>])
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}.`)
  return { output, peak: Number(readFileSync(peakFile, 'utf8')) * 1024 }
}
