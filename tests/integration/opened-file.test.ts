import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { TenantId } from '#contract/model/ids.ts'
import type { Json } from '#domain/json.ts'
import { captured } from '#tests/support/contents.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid } from '#tests/support/restored.ts'

const script = (index: number): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: Buffer.from(`Write-Host "Zanzibar ${index}"`).toString('base64'),
  roleScopeTagIds: ['0'],
  assignments: [],
})

let lab: Lab
let tenantId: TenantId
let path: string
beforeEach(async () => {
  lab = openLab()
  path = join(lab.folder, 'contoso.atlas')
  mkdirSync(lab.folder, { recursive: true })
  ;({ id: tenantId } = await lab.tenant('Contoso', { deviceManagementScripts: [script(1), script(2)] }))
  const { runId } = await lab.core.call('backups.create', { tenantId, name: 'First' })
  await lab.ended(tenantId, runId)
  const saved = await lab.core.call('backups.saveFile', { tenantId, path })
  await lab.ended(tenantId, saved.runId)
})
afterEach(() => lab.close())

async function open(): Promise<TenantId> {
  const added = await lab.core.call('tenants.addImported', {
    id: TenantId.parse(crypto.randomUUID()),
    name: 'Contoso',
    openedFile: path,
  })
  const id = TenantId.parse(added.id)
  const { runId } = await lab.core.call('backups.import', { tenantId: id, name: 'Opened', path })
  expect(await lab.ended(id, runId)).toMatchObject({ status: 'succeeded' })
  return id
}
const names = async () => (await lab.core.call('tenants.list', {})).map(({ name }) => name)
const documents = async (id: TenantId) =>
  (await captured(lab, id)).map(({ document }) => JSON.stringify(document)).toSorted()

it('is read, searched, compared and exported like a tenant, beside the one it came from (0814-8)', async () => {
  const file = readFileSync(path)
  const id = await open()
  expect(await names()).toEqual(['Contoso', 'Contoso (contoso.atlas)'])
  expect(await documents(id)).toEqual(await documents(tenantId))
  const { scripts } = await lab.core.call('search.find', { tenantId: id, text: 'Zanzibar' })
  expect(scripts.length).toBe(2)
  const pairs = await lab.core.call('compare.matrix', {
    tenantId: id,
    left: { tenantId: id, from: { now: true } },
    right: { tenantId, from: { now: true } },
  })
  expect(pairs.filter(({ state }) => state !== 'same')).toEqual([])
  const folder = join(lab.folder, 'out')
  const { runId } = await lab.core.call('tenants.export', { tenantId: id, folder, format: 'git' })
  expect(await lab.ended(id, runId)).toMatchObject({ status: 'succeeded' })
  // A second opening has a name of its own.
  await open()
  expect(await names()).toEqual(['Contoso', 'Contoso (contoso.atlas)', 'Contoso (contoso.atlas) 2'])
  expect(readFileSync(path).equals(file)).toBe(true)
})

it('refuses what would change it or refer to it, and says what to do (0814-8)', async () => {
  const id = await open()
  const onlyOpened = {
    code: 'forbidden',
    message: 'Contoso (contoso.atlas) is open read-only.',
    hint: 'Import the file to make changes.',
  }
  const [set] = await lab.core.call('backups.list', { tenantId: id })
  const [policy] = await captured(lab, id)
  for (const refused of [
    () => lab.core.call('tenants.change', { tenantId: id, name: 'Mine' }),
    () => lab.core.call('tenants.archive', { tenantId: id, archived: true }),
    () => lab.core.call('backups.import', { tenantId: id, name: 'Other', path: join(lab.folder, 'other') }),
    () => lab.core.call('runs.capture', { tenantId: id }),
    () => lab.core.call('backups.create', { tenantId: id, name: 'Set' }),
    () =>
      lab.core.call('drift.addBaseline', { tenantId: id, name: 'B', source: { tenantId: id, from: { now: true } } }),
    () => lab.core.call('drift.addBaseline', { tenantId, name: 'B', source: { tenantId: id, from: { now: true } } }),
    () => lab.core.call('restore.plan', { tenantId, sourceTenantId: id, from: { setId: set!.id } }),
    () => lab.core.call('restore.plan', { tenantId: id, from: { setId: set!.id } }),
  ])
    await expect(refused()).rejects.toMatchObject({ error: onlyOpened })
  expect(policy).toBeDefined()
  // And nothing but an opened file can be closed or kept this way.
  await expect(lab.core.call('tenants.closeFile', { tenantId })).rejects.toThrow("isn't a file that is open read-only")
  await expect(lab.core.call('tenants.keepFile', { tenantId, name: 'X' })).rejects.toThrow("isn't a file that is open")
})

it('goes when it is closed, when the app ends, and at the start after one that was cut off (0814-8)', async () => {
  const id = await open()
  const before = await documents(tenantId)
  await lab.core.call('tenants.closeFile', { tenantId: id })
  expect(await names()).toEqual(['Contoso'])
  expect(await documents(tenantId)).toEqual(before)
  await expect(lab.core.call('policies.list', { tenantId: id })).rejects.toThrow("isn't connected")

  // A process that only looks takes nothing away: it doesn't recover.
  await open()
  await lab.reopen()
  expect(await names()).toEqual(['Contoso', 'Contoso (contoso.atlas)'])
  // The next start of the app does, and its end.
  await lab.core.recover()
  expect(await names()).toEqual(['Contoso'])
  await open()
  await lab.reopen()
  expect(await names()).toEqual(['Contoso'])
})

it('is kept by importing it, as a tenant of its own or into one that is there (0814-8)', async () => {
  const id = await open()
  await lab.core.call('tenants.keepFile', { tenantId: id, name: 'Handover' })
  await lab.core.recover()
  expect(await names()).toEqual(['Contoso', 'Handover'])
  expect(await documents(id)).toEqual(await documents(tenantId))
  await lab.core.call('tenants.change', { tenantId: id, name: 'Renamed' })
  const again = await lab.core.call('backups.import', { tenantId: id, name: 'Again', path })
  expect(await lab.ended(id, again.runId)).toMatchObject({ status: 'succeeded', result: { newVersions: 0 } })
})

it('that is foreign or gone says so, and can be closed (0814-8)', async () => {
  writeFileSync(path, 'something else')
  const added = await lab.core.call('tenants.addImported', {
    id: TenantId.parse(crypto.randomUUID()),
    name: 'Contoso',
    openedFile: path,
  })
  const id = TenantId.parse(added.id)
  rmSync(path)
  const { runId } = await lab.core.call('backups.import', { tenantId: id, name: 'Opened', path })
  expect(await lab.ended(id, runId)).toMatchObject({ status: 'failed' })
  await lab.core.call('tenants.closeFile', { tenantId: id })
  expect(await names()).toEqual(['Contoso'])
})
