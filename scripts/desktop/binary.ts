import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

const binaryNames: Readonly<Record<string, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

/**
 * Path of the installed binary, or null where there is none or one of another version than the package's.
 * Requiring the package to ask it would start a download.
 *
 * @param folder the `electron` package
 */
export function electronBinary(folder: string, environment: Environment = process.env): string | null {
  const override = environment['ELECTRON_OVERRIDE_DIST_PATH']
  const path = join(folder, 'path.txt')
  // The installer writes it last. Without it, the binary may have been cut off.
  if (override === undefined && !existsSync(path)) return null
  const name = existsSync(path) ? readFileSync(path, 'utf8').trim() : (binaryNames[process.platform] ?? 'electron')
  const binary = join(override ?? join(folder, 'dist'), name)
  if (!existsSync(binary)) return null
  return override !== undefined || installedVersion(folder) === electronVersion(folder) ? binary : null
}

/** The version that the package wants. */
export function electronVersion(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version
}

function installedVersion(folder: string): string | null {
  const file = join(folder, 'dist', 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : null
}

export interface Installation {
  /** The `electron` package. */
  readonly folder: string
  readonly environment?: Environment
  /** How long no byte may arrive before the download counts as failed. */
  readonly silenceMs?: number
  /** Told how many bytes have arrived, at most twice a second. */
  readonly report?: (bytes: number) => void
}

/**
 * Runs the package's own `install-electron`. It takes its mirror from the environment (Electron docs: Advanced
 * installation instructions) and checks the checksum of what it gets.
 *
 * @returns null when the binary is installed, otherwise the reason as a sentence
 */
export async function installElectron({
  folder,
  environment = process.env,
  silenceMs = 60_000,
  report = () => {},
}: Installation): Promise<string | null> {
  // What is there is of another version, or was cut off.
  rmSync(join(folder, 'path.txt'), { force: true })
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
  // The installer downloads to the temporary folder and unpacks to dist: a temporary folder of its own shows what arrives.
  const temporary = mkdtempSync(join(tmpdir(), 'tenantatlas-electron-'))
  const child = spawn(process.execPath, [join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      // Node's own switches for the proxy variables and the system's certificates (Node docs: Command-line API).
      NODE_USE_ENV_PROXY: '1',
      NODE_USE_SYSTEM_CA: '1',
      NODE_NO_WARNINGS: '1',
      ...environment,
      TMPDIR: temporary,
      TMP: temporary,
      TEMP: temporary,
      ELECTRON_GET_NO_PROGRESS: '1',
    },
  })
  const stop = () => child.kill()
  process.once('exit', stop)
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (complaint += text))
  const ended = new Promise<{ readonly problem: string | null }>((resolve) => {
    child.once('error', (error) => resolve({ problem: error.message }))
    child.once('close', (code) => resolve({ problem: code === 0 ? null : reason(complaint, environment) }))
  })
  const silence = watchSilence([temporary, join(folder, 'dist')], silenceMs, report)
  const first = await Promise.race([ended, silence.exceeded])
  silence.stop()
  if (first === 'silent') {
    child.kill()
    await ended
  }
  process.off('exit', stop)
  rmSync(temporary, { recursive: true, force: true })
  if (first === 'silent') return `${source(environment)} sent nothing for ${Math.round(silenceMs / 1000)} seconds.`
  if (first.problem !== null) return first.problem
  return electronBinary(folder, environment) === null ? 'The download did not contain the Electron binary.' : null
}

/** Resolves `exceeded` when the folders have not changed for the given time. */
function watchSilence(
  folders: readonly string[],
  silenceMs: number,
  report: (bytes: number) => void,
): { readonly exceeded: Promise<'silent'>; stop(): void } {
  let stop = () => {}
  const exceeded = new Promise<'silent'>((resolve) => {
    let size = 0
    let most = 0
    let changedAt = Date.now()
    const look = () => {
      const now = folders.reduce((sum, folder) => sum + sizeOf(folder), 0)
      if (now !== size) {
        // It shrinks when the download is moved away to be unpacked.
        size = now
        changedAt = Date.now()
        if (now > most) report((most = now))
      } else if (Date.now() - changedAt >= silenceMs) resolve('silent')
    }
    const timer = setInterval(look, Math.min(500, silenceMs / 4))
    stop = () => clearInterval(timer)
  })
  return { exceeded, stop: () => stop() }
}

/** Bytes below a path; 0 for what goes away meanwhile. */
function sizeOf(path: string): number {
  try {
    const stat = statSync(path)
    return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : stat.size
  } catch {
    return 0
  }
}

/** The first line of the installer's complaint, or what it means. */
function reason(complaint: string, environment: Environment): string {
  const line =
    complaint
      .split('\n')
      .find((text) => text.trim() !== '')
      ?.trim() ?? 'The installer ended without a message.'
  if (line.includes('fetch failed')) return `${source(environment)} cannot be reached.`
  if (/checksum/i.test(line)) return 'The download has the wrong checksum and was not used.'
  const status = /Response code (\d+)/.exec(line)?.[1]
  return status === undefined ? line : `${source(environment)} answered ${status}.`
}

/** Host that the binary comes from. */
function source(environment: Environment): string {
  const mirror = environment['npm_config_electron_mirror'] ?? environment['ELECTRON_MIRROR']
  return mirror !== undefined && URL.canParse(mirror) ? new URL(mirror).host : 'github.com'
}
