// Builds the packages of this system with electron-builder, whose options may follow: `npm run package -- --dir`.
// With ATLAS_UPDATE_URL, the packages know where to look for updates, and `latest*.yml` is written beside them.
// Nothing is published: the files go to that address by hand or by a release job.
import { findNode, runNode, toolScript } from './setup.mjs'

const node = findNode()
const url = process.env.ATLAS_UPDATE_URL?.trim()
if (url && !url.startsWith('https://')) {
  console.error('ATLAS_UPDATE_URL has to start with https://.')
  process.exit(2)
}
const updates = url ? ['-c.publish.provider=generic', `-c.publish.url=${url}`] : []
process.exitCode =
  (await runNode(node, [toolScript('electron-vite'), 'build'])) ||
  (await runNode(node, [toolScript('electron-builder'), '--publish', 'never', ...updates, ...process.argv.slice(2)]))
