import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { catalog, importInto, outcomes, writeExport } from '#tests/support/imported.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'

let lab: Lab
let folder: string
beforeEach(() => {
  lab = openLab()
  folder = join(lab.folder, 'export')
  mkdirSync(folder, { recursive: true })
})
afterEach(() => lab.close())
const importPath = (path = folder, into?: TenantId) => importInto(lab, path, into)
const write = (files: Record<string, unknown>, encode?: (text: string) => Uint8Array) =>
  writeExport(folder, files, encode)

describe('an import', () => {
  it('is a tenant that nobody connects to, and whose versions are read, searched and compared (0813-6)', async () => {
    write({ 'a.json': catalog('Edge settings'), 'b.json': catalog('Wi-Fi') })
    const { tenantId, run } = await importPath()
    expect(run).toMatchObject({ status: 'succeeded', result: { versions: 2 } })
    const refused = await lab.capture(tenantId)
    expect(refused).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('was imported from files') as string },
    })
    expect(await lab.core.call('search.find', { text: 'edge', tenantId, current: true })).toMatchObject({
      names: [expect.objectContaining({ name: 'Edge settings' }) as object],
    })
    const connected = await lab.tenant('Connected', {})
    await expect(
      lab.core.call('backups.import', { tenantId: connected.id, name: 'x', path: folder }),
    ).rejects.toMatchObject({ error: { code: 'badInput' } })
  })

  it('that is tried again keeps what it has, and takes what was mended (0813-2)', async () => {
    write({ 'a.json': catalog('Edge'), 'b.json': '{ "name": ' })
    const { tenantId, run } = await importPath()
    expect(run).toMatchObject({ status: 'partial', result: { unused: 1 } })
    write({ 'b.json': catalog('Wi-Fi') })
    await lab.core.call('runs.retry', { tenantId, runId: run.id })
    expect(await lab.ended(tenantId, run.id)).toMatchObject({ status: 'succeeded', result: { unused: 0, versions: 2 } })
    expect((await lab.core.call('backups.list', { tenantId })).map(({ versions }) => versions)).toEqual([2])
  })

  it('keeps a file that contradicts itself out of restores (0813-5)', async () => {
    write({ 'a.json': catalog('Half', { settingCount: 127 }) })
    const { tenantId, run } = await importPath()
    const target = await lab.tenant('Target', {})
    const plan = await lab.plan(target.id, {
      sourceTenantId: tenantId,
      from: { setId: resultOf(run, 'import').setId! },
    })
    expect(plan.items).toMatchObject([{ name: 'Half', action: 'blocked' }])
  })

  it('seals secrets, and leaves none in clear (0813-9)', async () => {
    write({
      'Wi-Fi.json': {
        '@odata.type': '#microsoft.graph.windowsWifiConfiguration',
        id: '10000000-0000-4000-8000-000000000005',
        displayName: 'Wi-Fi',
        preSharedKey: 'correct horse battery staple',
      },
    })
    const { documents } = await importPath()
    expect(JSON.stringify([...documents])).not.toContain('correct horse')
  })

  it('reads a template of CIPP, lists of Graph, and a single file (0813-1)', async () => {
    const { id: _id, name: _name, ...policy } = catalog('')
    write({
      'list.json': { '@odata.context': 'x', '@odata.count': 2, value: [catalog('One'), catalog('Two')] },
      'template.json': {
        Displayname: 'Three',
        Description: 'From a template',
        Type: 'Catalog',
        RAWJson: JSON.stringify(policy),
      },
    })
    const { documents, run } = await importPath()
    expect(run).toMatchObject({ status: 'succeeded', result: { versions: 3, files: 2 } })
    expect([...documents.keys()].toSorted()).toEqual(
      ['One', 'Three', 'Two'].map((name) => `configurationPolicies/${name}`),
    )
    expect((await importPath(join(folder, 'list.json'))).run).toMatchObject({ result: { versions: 2, files: 1 } })
  })
})

describe('what is hostile', () => {
  const zipped = (files: Record<string, Uint8Array>) => {
    const path = join(folder, 'export.bin')
    writeFileSync(path, zipSync(files))
    return path
  }

  it('in a zip stays outside, and a file that unpacks to too much is given up (0813-7)', async () => {
    const path = zipped({
      'SettingsCatalog/Edge.json': strToU8(JSON.stringify(catalog('Edge'))),
      '../../outside.json': strToU8(JSON.stringify(catalog('Outside'))),
      'bomb.json': new Uint8Array(70 * 1024 * 1024),
    })
    const imported = await importPath(path)
    expect(outcomes(imported)).toEqual({
      'SettingsCatalog/Edge.json': ['done', 'Settings catalog: Edge'],
      '../../outside.json': ['failed', 'Its path leads out of the zip.'],
      'bomb.json': ['failed', 'The file has more than 64 MB.'],
    })
    writeFileSync(path, readFileSync(path).subarray(0, 300))
    expect((await importPath(path, imported.tenantId)).run).toMatchObject({
      status: 'failed',
      error: { message: 'The zip is damaged or incomplete, so nothing was imported.' },
    })
  })

  it('in a folder is not followed, opened or obeyed (0813-7)', async () => {
    write({
      'deep.json': `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      'proto.json': '{"displayName":"x","__proto__":{"isAdmin":true}}',
      'good.json': catalog('Good'),
    })
    symlinkSync('/etc', join(folder, 'etc'))
    const imported = await importPath()
    expect(outcomes(imported)).toEqual({
      'deep.json': ['failed', 'The file has more than 200 levels.'],
      etc: ['failed', "A link to another place, which isn't followed."],
      'good.json': ['done', 'Settings catalog: Good'],
      'proto.json': ['failed', 'The file has a property named __proto__, which no policy has.'],
    })
    expect((await importPath(join(folder, 'nowhere'), imported.tenantId)).run).toMatchObject({
      status: 'failed',
      error: { code: 'badInput' },
    })
  })
})
