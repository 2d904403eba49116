/** `npm start`: installs and builds what is missing, then starts the app. */
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { findNode, install, root, runNode } from './setup.mjs'

install()
const node = findNode()
const built = await buildIfStale(node)
if (built !== 0) process.exit(built)
process.exit(await runNode(node, [join(root, 'scripts', 'desktop', 'start.ts'), ...process.argv.slice(2)]))
