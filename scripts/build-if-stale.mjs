import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root, runNode, toolScript } from './setup.mjs'

const always = ['src-main', 'src-preload', 'electron.vite.config.ts', 'package.json']
/** The command line has no page. */
const sources = { app: [...always, 'src-renderer'], commands: always }
const results = { app: join(root, 'out', 'renderer', 'index.html'), commands: join(root, 'out', 'main', 'atlas.js') }

/** Builds main, preload and renderer when a source of the app, or of its commands, is newer than the last build. */
export async function buildIfStale(node, of = 'app') {
  const result = results[of]
  if (existsSync(result) && newest(sources[of]) < statSync(result).mtimeMs) return 0
  console.error('Building …')
  return runNode(node, [toolScript('electron-vite'), 'build', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] })
}

const newest = (names) => Math.max(...names.map((name) => newestIn(join(root, name))))

function newestIn(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(
    0,
    ...readdirSync(path, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? newestIn(join(path, entry.name)) : statSync(join(path, entry.name)).mtimeMs,
    ),
  )
}
