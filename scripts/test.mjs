/** `npm test`: types, lint, unit and integration tests, specs, end to end. One last line: `N passed, N failed`. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { environment, findNode, install, root, temporaryFolder, toolScript } from './setup.mjs'

install()
const node = findNode()
const results = join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
let passed = 0
let failed = 0

/** A check that passes or fails as a whole. */
async function check(name, args) {
  const code = await run(name, args)
  if (code === 0) passed += 1
  else failed += 1
}

/** A test runner whose JSON report is counted; a runner that dies without a report is one failure. */
async function suite(name, args, report, count) {
  const code = await run(name, args)
  const file = join(results, report)
  const counts = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0 }
  passed += counts.passed
  failed += code !== 0 && counts.failed === 0 ? 1 : counts.failed
}

function run(name, args) {
  const started = Date.now()
  console.log(`\n── ${name}`)
  return new Promise((resolve) => {
    const child = spawn(node, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...environment(node), TMPDIR: temporaryFolder() },
    })
    child.on('exit', (code) => {
      console.log(`── ${name}: ${code === 0 ? 'ok' : `exit ${code}`}, ${((Date.now() - started) / 1000).toFixed(1)} s`)
      resolve(code ?? 1)
    })
  })
}

await check('types', [toolScript('typescript', 'tsc'), '-b'])
await check('format', [toolScript('oxfmt'), '--check'])
await check('lint', [toolScript('oxlint'), '--type-aware'])
await check('unused code', [toolScript('knip')])
await check('build', [toolScript('electron-vite'), 'build', '--logLevel', 'warn'])
await suite(
  'unit and integration',
  [
    toolScript('vitest'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(results, 'vitest.json')}`,
  ],
  'vitest.json',
  (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
)
await check('specs', [join(root, 'scripts', 'specs.ts'), '--quiet'])
if (existsSync(join(root, 'playwright.config.ts'))) {
  await suite(
    'end to end',
    [toolScript('@playwright/test', 'playwright'), 'test', '--grep-invert', '@deep', '--workers', '3'],
    'playwright.json',
    (report) => ({
      passed: report.stats.expected,
      failed: report.stats.unexpected + report.stats.flaky,
    }),
  )
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
