import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root, runNode, toolScript } from './setup.mjs'

const sources = ['src-main', 'src-preload', 'src-renderer', 'electron.vite.config.ts', 'package.json']
const result = join(root, 'out', 'renderer', 'index.html')

/** Builds main, preload and renderer when a source is newer than the last build. */
export async function buildIfStale(node) {
  if (existsSync(result) && newest() < statSync(result).mtimeMs) return 0
  console.error('Building …')
  return runNode(node, [toolScript('electron-vite'), 'build', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] })
}

function newest() {
  return Math.max(...sources.map((name) => newestIn(join(root, name))))
}

function newestIn(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}
