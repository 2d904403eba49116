/**
 * `npm run deep [-- MINUTES]`: what takes too long for `npm test`. One line for each part; at the end the last lines of
 * each part that failed, and how many passed. The restores of the torture stop after so many minutes, 10 when none are given.
 */
import { join } from 'node:path'
import { environment, findNode, install, root, runNodeAndKeep, temporaryFolder, toolScript } from './setup.mjs'

install()
const node = findNode()
const minutes = process.argv[2] ?? '10'
const parts = [
  { name: 'torture', args: ['--no-warnings', join(root, 'tests', 'torture', 'run.ts'), '--minutes', minutes] },
  {
    name: 'faults',
    args: [
      toolScript('vitest'),
      'run',
      'tests/integration/doubt',
      'tests/integration/faults.test.ts',
      'tests/integration/changes-faults.test.ts',
      'tests/integration/alerts-killed.test.ts',
    ],
  },
  {
    name: 'round trips',
    args: [
      toolScript('vitest'),
      'run',
      ...[
        'round-trip',
        'rollouts-real',
        'restore-properties',
        'equal-stays',
        'review-cases',
        'newer-everywhere',
        'drift',
        'changes',
        'half-made',
        'assistant',
        'import',
        'export',
      ].map((name) => `tests/integration/${name}.test.ts`),
    ],
  },
  {
    name: 'storage',
    args: [toolScript('vitest'), 'run', 'tests/integration/storage', 'tests/integration/encryption'],
    environment: { STORAGE_PLACES: '50' },
  },
  {
    name: 'fuzz',
    args: [toolScript('vitest'), 'run', 'tests/integration/fuzz.test.ts'],
    environment: { FUZZ_INPUTS: '6000' },
  },
  { name: 'build', args: [toolScript('electron-vite'), 'build', '--logLevel', 'warn'] },
  { name: 'shell', args: [toolScript('vitest'), 'run', '--project', 'shell'] },
  { name: 'screens', args: [toolScript('@playwright/test', 'playwright'), 'test', '--grep', '@deep'] },
  {
    name: 'end to end over the shell',
    args: [toolScript('@playwright/test', 'playwright'), 'test', 'round-trip', 'conflict'],
    environment: { ATLAS_HOST: 'shell' },
  },
  { name: 'packages', args: [join(root, 'scripts', 'check-package.mjs')] },
]

const failures = []
for (const { name, args, environment: more = {} } of parts) {
  console.log(`\n── ${name}`)
  const begun = Date.now()
  const { code, tail } = await runNodeAndKeep(node, args, {
    env: { ...environment(node), TMPDIR: temporaryFolder(), ATLAS_DEEP: '1', ATLAS_PROPERTY_RUNS: '25', ...more },
  })
  console.log(`── ${name}: ${code === 0 ? 'ok' : `exit ${code}`}, ${Math.round((Date.now() - begun) / 1000)} s`)
  if (code !== 0) failures.push({ name, tail })
}
for (const { name, tail } of failures) console.log(`\n── ${name} failed. It ended with:\n${tail}`)
console.log(`\n${parts.length - failures.length} passed, ${failures.length} failed`)
process.exit(failures.length === 0 ? 0 : 1)
