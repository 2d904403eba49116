#!/usr/bin/env node
/** The command line: `npm run atlas -- …`, and the package's `atlas` command. It runs what was built. */
import module from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'
import { findNode, install, root, runNode } from './setup.mjs'

install()
const node = findNode()
const built = await buildIfStale(node, 'commands')
if (built !== 0) process.exit(built)
const atlas = join(root, 'out', 'main', 'atlas.js')
if (node === process.execPath) {
  module.enableCompileCache(join(root, '.cache', 'compile'))
  await import(pathToFileURL(atlas).href)
} else {
  process.exit(await runNode(node, ['--no-warnings', atlas, ...process.argv.slice(2)], { cwd: process.cwd() }))
}
