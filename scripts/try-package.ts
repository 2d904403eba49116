/**
 * `npm run try-package [-- FOLDER]`: tries the app that was packaged for this system, from `dist` or a folder: its
 * command line with exit codes and output, and then its window with the end-to-end tests of every host.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const from = resolve(process.argv[2] ?? join(root, 'dist'))
/** Where electron-builder leaves the app before it is packed, and its program. */
const layouts: Readonly<Record<string, { readonly folder: RegExp; readonly program: string }>> = {
  linux: { folder: /^linux-.*unpacked$|^linux-unpacked$/, program: 'tenantatlas' },
  win32: { folder: /^win-.*unpacked$|^win-unpacked$/, program: 'TenantAtlas.exe' },
  darwin: { folder: /^mac/, program: 'TenantAtlas.app/Contents/MacOS/TenantAtlas' },
}
const layout = layouts[process.platform]
if (!layout) throw new Error(`Nothing is packaged for ${process.platform}.`)
// The one of this processor: electron-builder names it only where it isn't x64.
const folders = readdirSync(from).filter((name) => layout.folder.test(name))
const folder = folders.find((name) => name.includes('arm64') === (process.arch === 'arm64')) ?? folders[0]
if (folder === undefined) throw new Error(`There is no packaged app in ${from}. To make one, run: npm run package`)
const program = join(from, folder, layout.program)

const data = mkdtempSync(join(tmpdir(), 'tenantatlas-try-'))
let failures = 0
function command(words: readonly string[], code: number, says: RegExp): void {
  const started = spawnSync(program, ['--', '--atlas', ...words, '--data', data], {
    encoding: 'utf8',
    timeout: 120_000,
  })
  const said = `${started.stdout}${started.stderr}`
  const isRight = started.status === code && says.test(said)
  if (!isRight) failures += 1
  console.log(`${isRight ? 'ok    ' : 'FAILED'} atlas ${words.join(' ')}: exit code ${started.status}`)
  if (!isRight) console.log(said)
}
try {
  command(['--version'], 0, /^\d+\.\d+\.\d+/)
  command(['tenant', 'demo', '--json'], 0, /^\{/)
  command(['capture', '--tenant', 'Contoso Demo', '--json'], 0, /"runId"/)
  command(['verify', '--json'], 0, /^\{/)
  command(['tenant', 'list', '--no-such-option'], 2, /no-such-option/)
} finally {
  rmSync(data, { recursive: true, force: true, maxRetries: 5 })
}
const tests = spawnSync(
  process.execPath,
  [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', 'round-trip', 'conflict'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ATLAS_HOST: program } },
)
process.exit(failures === 0 && tests.status === 0 ? 0 : 1)
