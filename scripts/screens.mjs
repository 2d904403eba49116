/**
 * `npm run screens [-- --accept]`: takes every screen in every look and state, and compares them with those that were accepted. With
 * `--accept`, what is taken now is what is expected from now on: look at it first, in test-results/screens and test-results/states.
 */
import { environment, findNode, install, root, runNode, temporaryFolder, toolScript } from './setup.mjs'

install()
const node = findNode()
const environmentOf = { ...environment(node), TMPDIR: temporaryFolder() }
const built = await runNode(node, [toolScript('electron-vite'), 'build', '--logLevel', 'warn'], {
  cwd: root,
  env: environmentOf,
})
if (built !== 0) process.exit(built)
process.exit(
  await runNode(node, [toolScript('@playwright/test', 'playwright'), 'test', 'look', 'states', '--grep', '@deep'], {
    cwd: root,
    env: { ...environmentOf, ...(process.argv.includes('--accept') ? { ATLAS_ACCEPT: '1' } : {}) },
  }),
)
