import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { missingIn } from '#scripts/new-type/check.ts'
import { createType } from '#scripts/new-type/create.ts'
import { root } from '#tests/support/lab.ts'

const key = 'androidForWorkEnrollmentProfiles'
const typeFile = 'src-main/domain/policy-types/configuration/android-for-work-enrollment-profiles.ts'
const demoFile = 'scripts/demo/types/android-for-work-enrollment-profiles.ts'
let copy = ''
let written: string[] = []

const read = (file: string): string => readFileSync(join(copy, file), 'utf8')
const change = (file: string, edit: (content: string) => string): void =>
  writeFileSync(join(copy, file), edit(read(file)))
const missing = (): string[] => missingIn(copy).map(({ file, line, what }) => `${file}:${line} ${what}`)
const run = (tool: string, ...options: string[]) =>
  spawnSync(process.execPath, [join(root, 'node_modules', tool), ...options], { cwd: copy, encoding: 'utf8' })

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'tenantatlas-type-'))
  for (const path of ['src-main/domain', 'src-preload/contract', 'scripts', 'resources', 'package.json'])
    cpSync(join(root, path), join(copy, path), { recursive: true })
  for (const file of ['tsconfig.base.json', '.oxlintrc.json', '.oxfmtrc.json'])
    cpSync(join(root, file), join(copy, file))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  written = createType(copy, key, 'configuration')
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

it('every policy type of the product is complete', () => {
  expect(missingIn(root)).toEqual([])
})

it('a new type compiles, is formatted and passes the linter', () => {
  expect(written).toEqual([typeFile, 'src-main/domain/policy-types/registry.ts', demoFile, 'scripts/make-demo-seed.ts'])
  const options = { extends: './tsconfig.base.json', include: written, compilerOptions: { types: ['node'] } }
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(options))
  const types = run(
    'typescript/bin/tsc',
    '-p',
    '.',
    '--noEmit',
    '--emitDeclarationOnly',
    'false',
    '--composite',
    'false',
  )
  expect(types.stdout).toBe('')
  expect(types.status).toBe(0)
  expect(run('oxfmt/bin/oxfmt', '--check', ...written).status).toBe(0)
  expect(run('oxlint/bin/oxlint', ...written).stdout).toContain('Found 0 warnings and 0 errors')
})

it('the checker names each thing that a new type lacks, with file and line, until nothing is missing', () => {
  const todos = (file: string) => read(file).split('// TODO:').length - 1
  expect(todos(typeFile)).toBeGreaterThan(8)
  expect(missing().filter((entry) => entry.startsWith(`${typeFile}:`))).toHaveLength(todos(typeFile))
  for (const words of [
    'permission area',
    'title, noun and category',
    'readable view',
    'restore order',
    'Describe what',
  ])
    expect(missing().join('\n')).toMatch(new RegExp(`${typeFile}:\\d+ .*${words}`))
  change(typeFile, (content) => content.replaceAll(/^ *\/\/.*\n/gm, ''))

  expect(missing()).toContainEqual(expect.stringMatching(`^${demoFile}:3 Make two or three believable objects`))
  change(demoFile, (content) => content.replaceAll(/^ *\/\/.*\n/gm, ''))

  expect(missing()).toEqual([
    `resources/demo/${key}/all.json:1 Make the demo tenant again: npm run demo-seed.`,
    expect.stringMatching(`^resources/graph-types.json:2 Add this record, corrected by what you know: {"key":"${key}"`),
  ])
  const seed = join(copy, 'resources/demo', key, 'all.json')
  mkdirSync(dirname(seed), { recursive: true })
  writeFileSync(seed, '[{ "id": "1" }]')
  change('resources/graph-types.json', (content) => content.replace('[', `[ { "key": "${key}" },`))
  expect(missing()).toEqual([])

  change('src-main/domain/policy-types/registry.ts', (content) => content.replace(`  ${key},\n`, ''))
  change('scripts/make-demo-seed.ts', (content) => content.replace(`    ${key}: ${key}(),\n`, ''))
  change(typeFile, (content) => content.replace(/rootType: '\w+'/, "rootType: 'unheardOf'"))
  change('src-main/domain/policy-types/directory-kinds.ts', (content) => content.replace("'users'", `'${key}'`))
  expect(missing().map((entry) => entry.replace(/:\d+ /, ' '))).toEqual([
    `src-main/domain/policy-types/registry.ts Add ${key} to the list, with its import.`,
    `src-main/domain/policy-types/directory-kinds.ts Remove ${key}: it is a policy type now.`,
    `scripts/make-demo-seed.ts Add demo objects: ${key}: ${key}().`,
    `${typeFile} Set rootType to an entity type in resources/graph-contract.json.`,
  ])
})

it('a type that is there, and a collection that Graph does not have, are refused with a sentence', () => {
  expect(() => createType(copy, key, 'configuration')).toThrow(`${typeFile} is there already.`)
  expect(() => createType(copy, 'mobileAps', 'apps')).toThrow('has no collection mobileAps. Check the spelling')
})
