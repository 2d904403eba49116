import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab } from '#tests/support/lab.ts'
import { guid } from '#tests/support/restored.ts'

const scripts = '/deviceManagement/deviceManagementScripts'
const script = (index: number): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: Buffer.from('Write-Host hello').toString('base64'),
  roleScopeTagIds: ['0'],
  assignments: [],
})

it('retries only what is open after a list that failed was read, and the rest was forgotten (0816-14)', async () => {
  const lab = openLab()
  onTestFinished(() => lab.close())
  const faultsFile = join(lab.folder, 'faults.json')
  const faults = [
    { path: 'deviceManagementScripts(\\?|$)', status: 400, code: 'BadRequest', message: 'no', times: 3 },
    { path: `deviceConfigurations/${guid(10)}`, status: 403, code: 'Forbidden', message: 'no' },
  ]
  writeFileSync(faultsFile, JSON.stringify({ seed: 1, faults }))
  const configuration = {
    '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
    id: guid(10),
    displayName: 'Fails',
    omaSettings: [],
    roleScopeTagIds: ['0'],
  }
  const { id } = await lab.tenant(
    'Retried',
    { deviceManagementScripts: [script(1), script(2)], deviceConfigurations: [configuration] },
    { faultsFile },
  )
  const first = await lab.capture(id)
  const retried = async () => {
    await lab.core.call('runs.retry', { tenantId: id, runId: first.id })
    return lab.ended(id, first.id)
  }
  const before = await retried()
  expect(before).toMatchObject({ status: 'partial', counts: { failed: 1, pending: 0 } })
  // It forgets what it needn't keep, because another capture has ended.
  await lab.capture(id)
  for (const again of [await retried(), await retried()])
    expect(again).toMatchObject({ status: 'partial', counts: before.counts, total: before.total })
  const names = (await lab.items(id, first.id)).map(({ name }) => name)
  expect(names.filter((name) => name === 'Script 1')).toHaveLength(1)
})

it('counts the versions that are there after a purge (0816-14)', async () => {
  const lab = openLab()
  onTestFinished(() => lab.close())
  const { id, simulator } = await lab.tenant('Purged', { deviceManagementScripts: [script(1), script(2)] })
  const first = await lab.capture(id)
  collection(simulator.tenant, scripts).get(guid(1))!['displayName'] = 'Other'
  await lab.capture(id)
  const at = (await lab.core.call('versions.list', { tenantId: id })).find(({ number }) => number === 2)!.capturedAt
  const { runId } = await lab.core.call('policies.purge', { tenantId: id, olderThan: at })
  expect((await lab.ended(id, runId)).result).toMatchObject({ versions: 1 })
  const run = await lab.core.call('runs.get', { tenantId: id, runId: first.id })
  expect(await lab.items(id, first.id)).toHaveLength(run.counts.done)
})
