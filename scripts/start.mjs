/** `npm start`: the Electron app where its binary is there, otherwise the same app in the browser. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { findNode, install, root, runNode } from './setup.mjs'

install()
const node = findNode()
const electron = electronBinary()
if (!electron) console.log('The Electron binary is not installed here: TenantAtlas opens in the browser instead.')
const built = await buildIfStale(node)
if (built !== 0) process.exit(built)
process.exit(electron
  ? await runNode(electron, [root, ...process.argv.slice(2)])
  : await runNode(node, ['--no-warnings', join(root, 'src-main', 'hosts', 'web', 'main.ts'), ...process.argv.slice(2)]))

/** The binary that is already there. Requiring the package would start a download. */
function electronBinary() {
  const folder = join(root, 'node_modules', 'electron')
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
  const name = existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8').trim() : names[process.platform] ?? 'electron'
  const binary = join(override ?? join(folder, 'dist'), name)
  return existsSync(binary) ? binary : null
}
