/** `npm run dev:electron`: electron-vite's development mode, with the Electron that `npm start` uses. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { electronBinary, installElectron } from '../desktop/binary.ts'
import { sandboxArguments } from '../desktop/sandbox.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = join(root, 'node_modules', 'electron')
const problem = electronBinary(folder) === null ? await installElectron({ folder }) : null
const binary = electronBinary(folder)
if (binary === null) {
  console.error(`Electron could not be installed. ${problem ?? ''} Use npm run dev to work in the browser.`)
  process.exit(1)
}
const child = spawn(
  process.execPath,
  [
    join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
    'dev',
    '--watch',
    '--',
    ...sandboxArguments(binary),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ELECTRON_EXEC_PATH: binary, TENANTATLAS_DATA: join(root, '.cache', 'dev-data') },
  },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
