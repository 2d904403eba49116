import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '#tests/support/lab.ts'

const fixture = join(root, 'tests', 'fixtures', 'lint')
const files = readdirSync(fixture, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(fixture, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))

interface Override {
  readonly rules: { readonly 'no-restricted-imports'?: [string, { patterns: { message: string }[] }] }
}
interface Configuration {
  ignorePatterns: string[]
  readonly overrides: readonly Override[]
}
const configuration = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as Configuration

describe('the rails', () => {
  let folder: string
  const found = new Map<string, string[]>()

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenantatlas-lint-'))
    cpSync(fixture, folder, { recursive: true })
    writeFileSync(
      join(folder, '.oxlintrc.json'),
      JSON.stringify({ ...configuration, $schema: undefined, ignorePatterns: [] }),
    )
    const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '-f', 'json', '.'], {
      cwd: folder,
      encoding: 'utf8',
    })
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { filename: string; code: string; message: string; help?: string }[]
    }
    for (const { filename, code, message, help } of diagnostics.filter((entry) => /no-restricted/.test(entry.code)))
      found.set(filename, [...(found.get(filename) ?? []), `${code}: ${message} ${help ?? ''}`])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(files)('report %s, once, with the message that teaches (000-1)', (file) => {
    const [comment] = readFileSync(join(fixture, file), 'utf8').split('\n')
    const reports = found.get(file) ?? []
    expect(reports).toHaveLength(1)
    expect(reports[0]).toContain(comment!.replace('// ', ''))
  })

  it('have a violation of each rule in the fixture (000-1)', () => {
    const messages = new Set(
      configuration.overrides.flatMap(({ rules }) =>
        (rules['no-restricted-imports']?.[1].patterns ?? []).map(({ message }) => message),
      ),
    )
    const reported = [...found.values()].flat().join('\n')
    expect([...messages].filter((message) => !reported.includes(message))).toEqual([])
    expect(found.size).toBe(files.length)
  })
})
