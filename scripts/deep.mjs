/**
 * `npm run deep [-- MINUTES]`: what takes too long for `npm test`. One line for each part, and at the end how many
 * passed. The restores of the torture stop after so many minutes, 15 when none are given.
 */
import { join } from 'node:path'
import { environment, findNode, install, root, runNode, temporaryFolder, toolScript } from './setup.mjs'

install()
const node = findNode()
const minutes = process.argv[2] ?? '15'
const parts = [
  { name: 'torture', args: ['--no-warnings', join(root, 'tests', 'torture', 'run.ts'), '--minutes', minutes] },
  {
    name: 'faults',
    args: [toolScript('vitest'), 'run', 'tests/integration/doubt', 'tests/integration/faults.test.ts'],
  },
  {
    name: 'round trips',
    args: [
      toolScript('vitest'),
      'run',
      ...[
        'round-trip',
        'restore-properties',
        'equal-stays',
        'review-cases',
        'newer-everywhere',
        'drift',
        'half-made',
      ].map((name) => `tests/integration/${name}.test.ts`),
    ],
  },
  {
    name: 'storage',
    args: [toolScript('vitest'), 'run', 'tests/integration/storage'],
    environment: { STORAGE_PLACES: '50' },
  },
  { name: 'build', args: [toolScript('electron-vite'), 'build', '--logLevel', 'warn'] },
  { name: 'screens', args: [toolScript('@playwright/test', 'playwright'), 'test', '--grep', '@deep'] },
  {
    name: 'end to end over the shell',
    args: [toolScript('@playwright/test', 'playwright'), 'test', 'round-trip', 'conflict'],
    environment: { ATLAS_HOST: 'shell' },
  },
  { name: 'packages', args: [join(root, 'scripts', 'check-package.mjs')] },
]

let failed = 0
for (const { name, args, environment: more = {} } of parts) {
  console.log(`\n── ${name}`)
  const begun = Date.now()
  const code = await runNode(node, args, {
    env: { ...environment(node), TMPDIR: temporaryFolder(), ATLAS_DEEP: '1', ATLAS_PROPERTY_RUNS: '25', ...more },
  })
  console.log(`── ${name}: ${code === 0 ? 'ok' : `exit ${code}`}, ${Math.round((Date.now() - begun) / 1000)} s`)
  if (code !== 0) failed += 1
}
console.log(`\n${parts.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
