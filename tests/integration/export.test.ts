import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { removeGone } from '#app/export/file-index.ts'
import { ExportFormat } from '#contract/model/exports.ts'
import type { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { createGraphContract, type ContractData } from '#domain/graph-contract/graph-contract.ts'
import { leftOutByIntuneCd } from '#domain/export/intune-cd-layout.ts'
import { plainDocument } from '#domain/import/plain-document.ts'
import { without } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { captured, contents } from '#tests/support/contents.ts'
import { filesIn, importInto } from '#tests/support/imported.ts'
import { openLab, resources, root, type Lab } from '#tests/support/lab.ts'

const fixtures = resolve(root, '../shared/fixtures/tenant')

const contract = createGraphContract(
  JSON.parse(readFileSync(join(resources, 'graph-contract.json'), 'utf8')) as ContractData,
)

let lab: Lab
let folder: string
beforeEach(() => {
  lab = openLab()
  folder = join(lab.folder, 'out')
})
afterEach(() => lab.close())

async function exportTo(tenantId: TenantId, format: ExportFormat, commit = false) {
  const { runId } = await lab.core.call('tenants.export', { tenantId, folder, format, commit })
  return lab.ended(tenantId, runId)
}
const bytes = (): Record<string, string> =>
  Object.fromEntries(
    filesIn(folder)
      .filter((path) => !path.includes('/.git/'))
      .map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )
/** Where a type is the declared one, naming it says nothing more. */
const said = async (tenantId: TenantId, format?: ExportFormat) =>
  contents(
    (await captured(lab, tenantId)).map((entry) => ({
      ...entry,
      document: without(
        plainDocument(entry.document, contract, policyTypeOf(entry.type).rootType),
        format === 'intuneCD' ? leftOutByIntuneCd : [],
      ),
    })),
    { groups: true },
  )
const script = (name: string, id: number, content = 'Write-Host 1\r\n') => ({
  id: `61000000-0000-4000-8000-00000000000${id}`,
  displayName: name,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  enforceSignatureCheck: false,
  scriptContent: Buffer.from(content).toString('base64'),
  roleScopeTagIds: ['0'],
  assignments: [],
})

describe('an export', () => {
  it.each(ExportFormat.options)(
    'of the demo tenant for %s is equal after its import (0815-1, 0815-2)',
    async (format) => {
      const { id } = await lab.tenant('Source', join(resources, 'demo'))
      await lab.core.call('tenants.change', { tenantId: id, capturesEntra: true })
      await lab.capture(id)
      expect(await exportTo(id, format)).toMatchObject({ status: 'succeeded' })
      const first = bytes()
      await exportTo(id, format)
      expect(bytes()).toEqual(first)
      const imported = await importInto(lab, folder)
      expect(
        imported.files.filter(({ state }) => state === 'failed').map(({ name, error }) => [name, error?.message]),
      ).toEqual([])
      const [before, after] = await Promise.all([id, imported.tenantId].map((tenantId) => said(tenantId, format)))
      const values = new Set(after!.values())
      expect([...before!].filter(([, value]) => !values.has(value)).map(([key]) => key)).toEqual([])
      expect(after!.size).toBe(before!.size)
      const plan = await lab.plan(id, {
        sourceTenantId: imported.tenantId,
        from: { at: new Date().toISOString() },
      })
      expect(plan.items.filter(({ action }) => action === 'update').map(({ type, name }) => [type, name])).toEqual([])
    },
  )

  // All of them in the deep part: each takes ten seconds.
  const layouts = process.env['ATLAS_DEEP'] ? ExportFormat.options : (['intuneCD'] as const)
  it.runIf(existsSync(fixtures))('of real policies is equal after its import, in every layout (0815-1)', async () => {
    const source = await importInto(lab, fixtures)
    for (const format of layouts) {
      rmSync(folder, { recursive: true, force: true })
      await exportTo(source.tenantId, format)
      const imported = await importInto(lab, folder)
      rmSync(folder, { recursive: true, force: true })
      const [before, after] = await Promise.all(
        [source.tenantId, imported.tenantId].map((tenantId) => said(tenantId, format)),
      )
      const values = new Set(after!.values())
      const lost = [...before!].filter(([, value]) => !values.has(value)).map(([key]) => key)
      expect([format, lost]).toEqual([format, []])
      await lab.core.call('tenants.archive', { tenantId: imported.tenantId, archived: true })
      await lab.core.call('tenants.remove', { tenantId: imported.tenantId, confirm: folder })
    }
  })
})

describe('a git folder', () => {
  it('has scripts with their line ends, a page for people, and stable names (0815-2, 0815-3)', async () => {
    const { id, simulator } = await lab.tenant('Contoso', {
      deviceManagementScripts: [script('Same', 1), script('Same', 2), script('a/b: c?', 3), script('CON', 4)],
    })
    await lab.capture(id)
    await exportTo(id, 'git')
    const names = Object.keys(bytes()).filter((name) => name.startsWith('Platform scripts/'))
    expect(names.filter((name) => name.endsWith('.ps1')).toSorted()).toEqual([
      'Platform scripts/Same__61000000-0000-4000-8000-000000000001.ps1',
      'Platform scripts/Same__61000000-0000-4000-8000-000000000002.ps1',
      'Platform scripts/_CON.ps1',
      'Platform scripts/a_b_ c_.ps1',
    ])
    expect(readFileSync(join(folder, 'Platform scripts/a_b_ c_.ps1'), 'utf8')).toBe('Write-Host 1\r\n')
    const json = readFileSync(join(folder, 'Platform scripts/a_b_ c_.json'), 'utf8')
    const document = JSON.parse(json) as Record<string, unknown>
    expect(document).toMatchObject({ 'scriptContent@file': 'a_b_ c_.ps1', displayName: 'a/b: c?' })
    expect(Object.keys(document)).toEqual(Object.keys(document).toSorted())
    expect(readFileSync(join(folder, 'Platform scripts/a_b_ c_.md'), 'utf8')).toContain('# a/b: c?')
    // A policy is gone: its files too. What somebody else put there stays.
    writeFileSync(join(folder, 'README.md'), 'Ours')
    simulator.tenant.collections.get('/deviceManagement/deviceManagementScripts')!.delete(String(script('', 4).id))
    await lab.capture(id)
    expect(await exportTo(id, 'git')).toMatchObject({ result: { removed: 3 } })
    expect(Object.keys(bytes())).toContain('README.md')
    expect(Object.keys(bytes()).filter((name) => name.includes('_CON'))).toEqual([])
  })

  it('is committed where there is a repository, with nothing else (0815-4)', async () => {
    const { id } = await lab.tenant('Contoso', { deviceManagementScripts: [script('One', 1)] })
    await lab.capture(id)
    expect(await exportTo(id, 'git', true)).toMatchObject({
      status: 'partial',
      error: { message: expect.stringContaining("isn't in a git repository") as string },
    })
    expect(existsSync(join(folder, 'Platform scripts/One.json'))).toBe(true)
    const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' })
    mkdirSync(folder, { recursive: true })
    git('init', '--quiet')
    git('config', 'user.name', 'Tester')
    git('config', 'user.email', 'tester@example.com')
    writeFileSync(join(folder, 'mine.txt'), 'not yet')
    const first = resultOf(await exportTo(id, 'git', true), 'export')
    expect(git('rev-parse', 'HEAD').trim()).toBe(first.commit)
    expect(git('log', '-1', '--format=%s').trim()).toMatch(/^Contoso: \d+ policies$/)
    expect(git('status', '--porcelain').trim()).toBe('?? mine.txt')
    expect(resultOf(await exportTo(id, 'git', true), 'export').commit).toBeNull()
    // What nobody asked to commit stays staged.
    git('add', 'mine.txt')
    await exportTo(id, 'git', true)
    expect(git('status', '--porcelain').trim()).toBe('A  mine.txt')
  })
})

describe('a git folder that others use too', () => {
  it('is not written to through links, and its index removes nothing of others (0815-3)', async () => {
    const { id } = await lab.tenant('Contoso', { deviceManagementScripts: [script('One', 1)] })
    await lab.capture(id)
    await exportTo(id, 'git')
    const outside = join(lab.folder, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'precious.json'), 'mine')
    symlinkSync(outside, join(folder, 'docs'))
    const index = JSON.parse(readFileSync(join(folder, '.tenantatlas.json'), 'utf8')) as { files: string[] }
    mkdirSync(join(folder, '.git'))
    writeFileSync(join(folder, '.git', 'config.json'), 'git')
    const others = ['../outside/precious.json', join(outside, 'precious.json'), '.git/config.json', '.', 'a\u0000.json']
    writeFileSync(join(folder, '.tenantatlas.json'), JSON.stringify({ ...index, files: [...index.files, ...others] }))
    expect(await exportTo(id, 'git')).toMatchObject({ status: 'succeeded', result: { removed: 0 } })
    writeFileSync(join(folder, '.tenantatlas.json'), JSON.stringify({ ...index, files: ['docs/precious.json'] }))
    expect(await exportTo(id, 'git')).toMatchObject({
      error: { message: expect.stringContaining('is a link') as string },
    })
    expect(readFileSync(join(outside, 'precious.json'), 'utf8')).toBe('mine')
    expect(existsSync(join(folder, '.git', 'config.json'))).toBe(true)
    rmSync(join(folder, 'Platform scripts/One.ps1'))
    symlinkSync(join(outside, 'precious.json'), join(folder, 'Platform scripts/One.ps1'))
    expect(await exportTo(id, 'git')).toMatchObject({
      error: { message: expect.stringContaining('is a link') as string },
    })
    expect(readFileSync(join(outside, 'precious.json'), 'utf8')).toBe('mine')
  })

  it('has the export of one tenant (0815-3)', async () => {
    const [ours, theirs] = [
      await lab.tenant('Contoso', { deviceManagementScripts: [script('One', 1)] }),
      await lab.tenant('Fabrikam', {}),
    ]
    await lab.capture(ours.id)
    await lab.capture(theirs.id)
    await exportTo(ours.id, 'git')
    const before = bytes()
    expect(await exportTo(theirs.id, 'git')).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('another tenant') as string },
    })
    expect(bytes()).toEqual(before)
  })

  it('keeps a file that only changed its letter case, on a disk that knows none (0815-3)', async () => {
    const disk = new Map([['t/foo.json', 'T/Foo.json']])
    const removed = await removeGone(
      { names: async () => ['Foo.json'], remove: async (_folder, path) => void disk.delete(path.toLowerCase()) },
      '',
      ['T/Foo.json', 'T/Gone.json'],
      ['T/foo.json'],
    )
    expect([removed, disk.size]).toEqual([['T/Gone.json'], 1])
  })

  it('commits what an earlier export removed, and nothing into the repository of a variable (0815-4)', async () => {
    const { id, simulator } = await lab.tenant('Contoso', {
      deviceManagementScripts: [script('One', 1), script('Two', 2)],
    })
    await lab.capture(id)
    mkdirSync(folder, { recursive: true })
    const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' })
    git('init', '--quiet')
    git('config', 'user.name', 'Tester')
    git('config', 'user.email', 'tester@example.com')
    vi.stubEnv('GIT_DIR', join(lab.folder, 'elsewhere'))
    expect(await exportTo(id, 'git', true)).toMatchObject({ status: 'succeeded' })
    vi.unstubAllEnvs()
    expect(git('ls-files')).toContain('Two.json')
    simulator.tenant.collections.get('/deviceManagement/deviceManagementScripts')!.delete(String(script('', 2).id))
    await lab.capture(id)
    await exportTo(id, 'git')
    expect(await exportTo(id, 'git', true)).toMatchObject({ status: 'succeeded' })
    expect(git('ls-files')).not.toContain('Two.json')
    expect(git('status', '--porcelain')).toBe('')
  })
})

it('has a file of its own for what other names would share, and for names that are too long (0815-1, 0815-2)', async () => {
  const admx = (name: string, index: number) => ({
    id: `62000000-0000-4000-8000-00000000000${index}`,
    displayName: name,
    description: '',
    roleScopeTagIds: ['0'],
    assignments: [],
    definitionValues: [],
  })
  const { id } = await lab.tenant('Contoso', {
    groupPolicyConfigurations: [
      admx('Edge', 1),
      admx('Edge_Settings', 2),
      admx('店'.repeat(120), 3),
      admx('x'.repeat(255), 4),
    ],
    deviceManagementScripts: [script('NUL.txt', 1), script('One', 2, '"Hello"\n')],
  })
  await lab.capture(id)
  for (const format of ExportFormat.options) {
    rmSync(folder, { recursive: true, force: true })
    const run = await exportTo(id, format)
    expect([format, run.status]).toEqual([format, 'succeeded'])
    expect(resultOf(run, 'export').files).toBe(
      filesIn(folder).filter((path) => !path.endsWith('.tenantatlas.json')).length,
    )
    const imported = await importInto(lab, folder)
    const names = [...imported.documents.keys()]
    expect(names.filter((name) => name.startsWith('groupPolicyConfigurations/'))).toHaveLength(4)
    expect(imported.documents.get('deviceManagementScripts/One')!['scriptContent']).toBe(
      script('', 2, '"Hello"\n').scriptContent,
    )
    await lab.core.call('tenants.archive', { tenantId: imported.tenantId, archived: true })
    await lab.core.call('tenants.remove', { tenantId: imported.tenantId, confirm: folder })
  }
})

it('has no secret in any layout (0815-5)', async () => {
  const { id } = await lab.tenant('Contoso', {
    deviceConfigurations: [
      {
        '@odata.type': '#microsoft.graph.windowsWifiConfiguration',
        id: '61000000-0000-4000-8000-000000000009',
        displayName: 'Wi-Fi',
        preSharedKey: 'correct horse battery staple',
        assignments: [],
      },
    ],
  })
  await lab.capture(id)
  for (const format of ExportFormat.options) {
    await exportTo(id, format)
    const all = filesIn(folder)
      .map((path) => readFileSync(path, 'latin1'))
      .join('')
    expect(all).toContain('Wi-Fi')
    expect(all).not.toContain('correct horse')
  }
})
