/** `node scripts/install-electron.ts`: installs the Electron of the lockfile, as `npm start` does it. */
import { dirname } from 'node:path'
import { createRequire } from 'node:module'
import { electronBinary, installElectron } from './desktop/binary.ts'

const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
const problem = electronBinary(folder) === null ? await installElectron({ folder }) : null
if (problem !== null) {
  console.error(problem)
  process.exit(1)
}
console.log(electronBinary(folder))
