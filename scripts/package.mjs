// Builds the packages of this system with electron-builder, whose options may follow: `npm run package -- --dir`.
// With ATLAS_UPDATE_URL, the packages know where to look for updates, and `latest*.yml` is written beside them.
// ATLAS_DOWNLOAD_PAGE is the page for people who have to download them by hand.
// Nothing is published: the files go to that address by hand or by a release job.
import { findNode, runNode, toolScript } from './setup.mjs'
import { packageOptions } from './package-options.ts'

const node = findNode()
// A secret that isn't set is an empty variable in a workflow, and electron-builder would look for a certificate there.
for (const [name, value] of Object.entries(process.env))
  if (value === '' && /^(WIN_)?CSC_|^APPLE_/.test(name)) delete process.env[name]
const options = packageOptions(process.env)
if (typeof options === 'string') {
  console.error(options)
  process.exit(2)
}
process.exitCode =
  (await runNode(node, [toolScript('electron-vite'), 'build'])) ||
  (await runNode(node, [toolScript('electron-builder'), '--publish', 'never', ...options, ...process.argv.slice(2)]))
