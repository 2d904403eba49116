#!/usr/bin/env node
/** The command line: `npm run atlas -- …`, and the package's `atlas` command. It runs what was built. */
import { existsSync } from 'node:fs'
import module from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'
import { environment, findNode, install, root, runNode, smallMalloc } from './setup.mjs'

/** Commands that read or write whole tenants. */
const large = new Set(['capture', 'restore', 'change', 'import', 'export', 'report', 'schedule', 'store'])

install()
const node = findNode()
if (node === process.execPath && process.argv.some((word) => large.has(word))) startSmall()
const built = await buildIfStale(node, 'commands')
if (built !== 0) process.exit(built)
const atlas = join(root, 'out', 'main', 'atlas.js')
if (node === process.execPath) {
  // What this process starts decides for itself.
  for (const name of Object.keys(smallMalloc ?? {})) delete process.env[name]
  module.enableCompileCache(join(root, '.cache', 'compile'))
  await import(pathToFileURL(atlas).href)
} else {
  process.exit(
    await runNode(node, ['--no-warnings', atlas, ...process.argv.slice(2)], {
      cwd: process.cwd(),
      env: { ...smallMalloc, ...environment(node) },
    }),
  )
}

/** Starts this process again where malloc has other settings: it reads them at the start (Node docs: `process.execve`). */
function startSmall() {
  const { argv, env, execArgv, execPath } = process
  // A start that fails can't be caught.
  if (smallMalloc === null || process.execve === undefined || !existsSync(execPath)) return
  if (Object.keys(smallMalloc).every((name) => env[name] !== undefined)) return
  process.execve(execPath, [execPath, ...execArgv, ...argv.slice(1)], { ...smallMalloc, ...env })
}
