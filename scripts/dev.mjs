/** `npm run dev` and `npm run dev:electron`: install what is missing, then work with hot reload. */
import { join } from 'node:path'
import { findNode, install, root, runNode } from './setup.mjs'

install()
const [kind, ...rest] = process.argv.slice(2)
const script = kind === 'electron' ? 'electron.ts' : 'main.ts'
process.exit(await runNode(findNode(), ['--no-warnings', join(root, 'scripts', 'dev', script), ...rest]))
