#!/usr/bin/env node
/** The command line: `npm run atlas -- …`, and the package's `atlas` command. */
import { join } from 'node:path'
import { findNode, install, root, runNode } from './setup.mjs'

install()
process.exit(
  await runNode(
    findNode(),
    ['--no-warnings', join(root, 'src-main', 'hosts', 'cli', 'main.ts'), ...process.argv.slice(2)],
    { cwd: process.cwd() },
  ),
)
