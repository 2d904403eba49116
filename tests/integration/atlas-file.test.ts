import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { captured } from '#tests/support/contents.ts'
import { importInto } from '#tests/support/imported.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'

const scripts = '/deviceManagement/deviceManagementScripts'
const script = (index: number): Json => ({
  id: `61000000-0000-4000-8000-00000000000${index}`,
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
  roleScopeTagIds: ['0'],
  assignments: [],
})

let lab: Lab
let tenantId: TenantId
let tenant: Simulator['tenant']
let path: string
beforeEach(async () => {
  lab = openLab()
  path = join(lab.folder, 'contoso.atlas')
  mkdirSync(lab.folder, { recursive: true })
  const opened = await lab.tenant('Contoso', { deviceManagementScripts: [script(1), script(2)] })
  ;({ id: tenantId } = opened)
  tenant = opened.simulator.tenant
  await backup('First')
  collection(tenant, scripts).get(String(script(1)['id']))!['displayName'] = 'Renamed'
  await backup('Second')
})
afterEach(() => lab.close())

async function backup(name: string): Promise<void> {
  const { runId } = await lab.core.call('backups.create', { tenantId, name })
  await lab.ended(tenantId, runId)
}
async function save(more: { content?: 'history' | 'latest'; passphrase?: string } = {}) {
  const { runId } = await lab.core.call('backups.saveFile', { tenantId, path, ...more })
  const run = await lab.ended(tenantId, runId)
  expect(run).toMatchObject({ status: 'succeeded' })
  return resultOf(run, 'save-file')
}
const versionsOf = async (id: TenantId) =>
  (await lab.core.call('versions.list', { tenantId: id }))
    .map(({ type, name, number, capturedAt }) => [type, name, number, capturedAt].join(' '))
    .toSorted()
const setsOf = async (id: TenantId) =>
  (await lab.core.call('backups.list', { tenantId: id })).map(({ name, createdAt, versions, complete }) => ({
    name,
    createdAt,
    versions,
    complete,
  }))

describe('an atlas file of a tenant', () => {
  it('brings every version and set with its date, into a tenant of its own (0814-1, 0814-5)', async () => {
    await save()
    expect(await lab.core.call('backups.lookAt', { path })).toMatchObject({
      atlasFile: { tenantName: 'Contoso', isEncrypted: false },
    })
    const imported = await importInto(lab, path)
    expect(imported.run).toMatchObject({ status: 'succeeded', result: { unused: 0 } })
    expect(await versionsOf(imported.tenantId)).toEqual(await versionsOf(tenantId))
    expect(await setsOf(imported.tenantId)).toEqual(await setsOf(tenantId))
    const documents = async (id: TenantId) =>
      (await captured(lab, id)).map(({ document }) => JSON.stringify(document)).toSorted()
    expect(await documents(imported.tenantId)).toEqual(await documents(tenantId))
  })

  it('has baselines with their findings, open and acknowledged (0814-7)', async () => {
    const [first] = (await lab.core.call('backups.list', { tenantId })).toReversed()
    const { baselineId } = await lab.core.call('drift.addBaseline', {
      tenantId,
      name: 'Approved',
      source: { tenantId, from: { setId: first!.id } },
    })
    const check = await lab.core.call('drift.check', { tenantId, baselineId, capture: false })
    await lab.ended(tenantId, check.runId)
    const findings = await lab.core.call('drift.findings', { tenantId, baselineId })
    expect(findings.map(({ before, after }) => [before, after])).toContainEqual([script(1)['displayName'], 'Renamed'])
    await lab.core.call('drift.acknowledge', { tenantId, findingIds: [findings[0]!.id], acknowledged: true })
    await save()
    const said = async (id: TenantId) => {
      const [baseline, ...more] = await lab.core.call('drift.baselines', { tenantId: id })
      expect(more).toEqual([])
      const own = await lab.core.call('drift.findings', { tenantId: id, baselineId: baseline!.id })
      return [
        [baseline!.name, baseline!.source, baseline!.createdAt, baseline!.checkedAt, baseline!.acknowledged],
        own.map(({ kind, path: at, before, after, state }) => [kind, at, before, after, state]),
      ]
    }
    const imported = await importInto(lab, path)
    expect(await said(imported.tenantId)).toEqual(await said(tenantId))
    // Once more changes nothing.
    await importInto(lab, path, imported.tenantId)
    expect(await said(imported.tenantId)).toEqual(await said(tenantId))
    // It can be checked again where it is now.
    const [own] = await lab.core.call('drift.baselines', { tenantId: imported.tenantId })
    const again = await lab.core.call('drift.check', {
      tenantId: imported.tenantId,
      baselineId: own!.id,
      capture: false,
    })
    expect(await lab.ended(imported.tenantId, again.runId)).toMatchObject({ status: 'succeeded' })
  })

  it('of a later day adds to what is there, and nothing is there twice (0814-5)', async () => {
    await save()
    const { tenantId: id } = await importInto(lab, path)
    const before = await versionsOf(id)
    expect((await importInto(lab, path, id)).run).toMatchObject({ result: { newVersions: 0 } })
    expect(await versionsOf(id)).toEqual(before)
    collection(tenant, scripts).get(String(script(2)['id']))!['displayName'] = 'Also renamed'
    await backup('Third')
    await save()
    expect((await importInto(lab, path, id)).run).toMatchObject({ status: 'succeeded', result: { newVersions: 1 } })
    expect(await versionsOf(id)).toEqual(await versionsOf(tenantId))
    expect(await setsOf(id)).toEqual(await setsOf(tenantId))
  })

  it('can hold the latest versions alone, behind a passphrase that is stored nowhere (0814-1, 0814-3)', async () => {
    const passphrase = 'correct horse battery staple'
    await save({ content: 'latest', passphrase })
    const { core } = lab
    const imported = await importInto(lab, path)
    expect(imported.run).toMatchObject({
      status: 'failed',
      error: { message: 'The file is protected with a passphrase.' },
    })
    const { runId } = await core.call('backups.import', { tenantId: imported.tenantId, name: 'x', path, passphrase })
    expect(await lab.ended(imported.tenantId, runId)).toMatchObject({ status: 'succeeded' })
    expect(await setsOf(imported.tenantId)).toEqual([])
    expect((await versionsOf(imported.tenantId)).filter((line) => line.includes('Renamed'))).toHaveLength(1)
    const audit = JSON.stringify(await core.call('audit.list', { tenantId, limit: 50 }))
    expect(audit).toContain('backup.saved')
    expect(audit).not.toContain('correct horse')
    const store = readFileSync(join(lab.folder, 'data', 'atlas.db')).toString('latin1')
    expect(store).not.toContain('correct horse')
  })

  it('is not written over by a run that is canceled or fails (0814-1)', async () => {
    await save()
    const whole = readFileSync(path)
    const { runId } = await lab.core.call('backups.saveFile', {
      tenantId,
      path: join(lab.folder, 'nowhere', 'a.atlas'),
    })
    expect(await lab.ended(tenantId, runId)).toMatchObject({ status: 'failed', error: { code: 'badInput' } })
    expect(readFileSync(path).equals(whole)).toBe(true)
    await expect(lab.core.call('backups.saveFile', { tenantId, path: 'a.atlas' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
  })
})
