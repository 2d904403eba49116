import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '#tests/support/lab.ts'

it('the linter reports code that reaches across the layers, with a message that teaches (000-1)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-lint-'))
  try {
    const configuration = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as {
      ignorePatterns: string[]
      $schema?: string
    }
    delete configuration.$schema
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify({ ...configuration, ignorePatterns: [] }))
    for (const place of [
      'src-main/domain',
      'src-main/simulator',
      'src-renderer/features',
      'src-main/infra/graph',
      'src-main/app',
    ]) {
      mkdirSync(join(folder, place), { recursive: true })
      copyFileSync(join(root, 'tests/fixtures/lint/violation.ts'), join(folder, place, 'violation.ts'))
    }
    const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '.'], {
      cwd: folder,
      encoding: 'utf8',
    })
    for (const said of [
      'The domain is pure',
      'The domain does no I/O',
      'The simulated Graph knows nothing of the product',
      'The renderer knows the contract and itself',
      'Infra knows the ports of the app only',
      'I/O belongs behind a port',
    ]) {
      expect(stdout).toContain(said)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
