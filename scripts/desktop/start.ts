/** The desktop app; where Electron cannot be installed or started, the same app in the browser. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { electronBinary, electronVersion, installElectron } from './binary.ts'
import { launchElectron, type LaunchResult } from './launch.ts'
import { sandboxArguments } from './sandbox.ts'

const root = join(import.meta.dirname, '..', '..')
const args = process.argv.slice(2)
const rest = args.filter((argument) => argument !== '--browser')

if (!args.includes('--browser') && !process.env['CI']) {
  const result = await startDesktop()
  if ('exitCode' in result) process.exit(result.exitCode)
  console.log(`${result.problem} TenantAtlas opens in the browser instead.`)
}
process.exit(await startInBrowser())

/** Installs Electron where it is missing, and starts the app. */
async function startDesktop(): Promise<LaunchResult> {
  const folder = join(root, 'node_modules', 'electron')
  if (electronBinary(folder) === null) {
    console.log(`Installing Electron ${electronVersion(folder)} …`)
    const problem = await installElectron({ folder, report: showProgress })
    if (process.stdout.isTTY) process.stdout.write('\r')
    if (problem !== null) return { problem: `Electron could not be installed. ${problem}` }
  }
  const binary = electronBinary(folder)!
  const logFile = join(root, '.cache', 'electron.log')
  const result = await launchElectron({ binary, args: [...sandboxArguments(binary), root, ...rest], logFile })
  return 'exitCode' in result
    ? result
    : { problem: `Electron could not be started. ${result.problem} Its log is ${logFile}.` }
}

function startInBrowser(): Promise<number> {
  const child = spawn(process.execPath, ['--no-warnings', join(root, 'out', 'main', 'web.js'), ...rest], {
    cwd: root,
    stdio: 'inherit',
  })
  // A terminal sends Ctrl+C to the child too.
  process.on('SIGINT', () => {}).on('SIGTERM', () => void child.kill('SIGTERM'))
  return new Promise((resolve) => void child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0))))
}

/** Bytes that have arrived, on one line of a terminal. */
function showProgress(bytes: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${(bytes / 1_000_000).toFixed(0)} MB`)
}
