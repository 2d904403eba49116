import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openLab, type Lab } from '#tests/support/lab.ts'

let lab: Lab
afterEach(() => lab.close())

const filter = {
  id: '50000000-0000-4000-8000-000000000001',
  displayName: 'Filter',
  platform: 'windows10AndLater',
  rule: '(device.model -eq "X")',
  assignmentFilterManagementType: 'devices',
}
const script = {
  id: '51000000-0000-4000-8000-000000000001',
  displayName: 'Script',
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
}
const shellScript = { ...script, id: '52000000-0000-4000-8000-000000000001', fileName: 'a.sh' }

it('a backup is not complete if a type was listed only by an attempt that stopped before it captured anything (049-2)', async () => {
  lab = openLab()
  const faultsFile = join(lab.folder, 'faults.json')
  const faults = [
    { path: '/assignmentFilters(\\?|$)', nth: 1, status: 403 },
    { path: '/assignmentFilters(\\?|$)', nth: 3, status: 403 },
    { path: '/deviceShellScripts(\\?|$)', nth: 1, status: 401 },
    { path: '/deviceShellScripts(\\?|$)', nth: 2, status: 401 },
  ]
  writeFileSync(faultsFile, JSON.stringify({ seed: 1, faults }))
  const seed = { assignmentFilters: [filter], deviceManagementScripts: [script], deviceShellScripts: [shellScript] }
  const { id } = await lab.tenant('T', seed, { faultsFile })
  const { runId } = await lab.core.call('backups.create', { tenantId: id, name: 'B', types: Object.keys(seed) })
  await lab.ended(id, runId)
  for (const status of ['failed', 'partial']) {
    await lab.core.call('runs.retry', { tenantId: id, runId })
    expect((await lab.ended(id, runId)).status).toBe(status)
  }
  expect(await lab.core.call('backups.list', { tenantId: id })).toEqual([
    expect.objectContaining({ versions: 2, complete: false }),
  ])
  await lab.core.call('runs.retry', { tenantId: id, runId })
  expect((await lab.ended(id, runId)).status).toBe('succeeded')
  expect(await lab.core.call('backups.list', { tenantId: id })).toContainEqual(
    expect.objectContaining({ versions: 3, complete: true }),
  )
})

it('a run ends even if its notification cannot be stored (049-17)', async () => {
  lab = openLab()
  const { id } = await lab.tenant('T', { deviceManagementScripts: [script] })
  await lab.tamper("CREATE TRIGGER no_more BEFORE INSERT ON notifications BEGIN SELECT RAISE(ABORT, 'no'); END")
  const { runId } = await lab.core.call('runs.capture', { tenantId: id, types: ['deviceManagementScripts'] })
  expect((await lab.ended(id, runId)).status).toBe('succeeded')
})

it('a run whose end cannot be stored fails, and does not hold up the next one (049-17)', async () => {
  lab = openLab()
  const { id } = await lab.tenant('T', { deviceManagementScripts: [script] })
  await lab.tamper(`CREATE TRIGGER no_end BEFORE UPDATE ON runs WHEN NEW.status IN ('succeeded', 'partial')
    BEGIN SELECT RAISE(ABORT, 'no'); END`)
  const { runId } = await lab.core.call('runs.capture', { tenantId: id, types: ['deviceManagementScripts'] })
  const run = await lab.ended(id, runId)
  expect(run).toMatchObject({ status: 'failed', error: { message: "The end of this run couldn't be stored." } })
  expect(await lab.core.call('runs.capture', { tenantId: id, types: ['deviceManagementScripts'] })).toMatchObject({
    reused: false,
  })
})
