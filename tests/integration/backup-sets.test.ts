import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { resultOf } from '#contract/model/runs.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { script } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

async function twoSets() {
  const tenant = await lab.tenant('Tenant', {
    deviceManagementScripts: [script(1, { displayName: 'Changing' }), script(2, { displayName: 'Same' })],
  })
  const backUp = async (name: string) => {
    const { runId } = await lab.core.call('backups.create', { tenantId: tenant.id, name })
    return resultOf(await lab.ended(tenant.id, runId), 'backup').setId!
  }
  const first = await backUp('First')
  const scripts = collection(tenant.simulator.tenant, '/deviceManagement/deviceManagementScripts')
  const changing = [...scripts.values()].find((entry) => entry['displayName'] === 'Changing') as Record<string, unknown>
  changing['description'] = 'second'
  const second = await backUp('Second')
  return { id: tenant.id, first, second }
}

it('a set has a note and tags, which change nothing of its content (016-5)', async () => {
  const { id: tenantId, first } = await twoSets()
  const { content: before } = await lab.core.call('backups.get', { tenantId, setId: first })
  const set = await lab.core.call('backups.describe', {
    tenantId,
    setId: first,
    note: ' Before the rollout ',
    tags: ['quarterly', 'audit'],
  })
  expect(set).toMatchObject({ name: 'First', note: 'Before the rollout', tags: ['quarterly', 'audit'] })
  const after = await lab.core.call('backups.get', { tenantId, setId: first })
  expect(after).toMatchObject({ note: 'Before the rollout', content: before })
})

it('deleting a set says what it frees, keeps versions until a purge, and is refused for a baseline (016-5)', async () => {
  const { id: tenantId, first, second } = await twoSets()
  const frees = await lab.core.call('backups.frees', { tenantId, setId: first })
  expect(frees.versions).toBe(1)
  expect(frees.size).toBeGreaterThan(0)
  expect(await lab.core.call('backups.frees', { tenantId, setId: second })).toEqual({ versions: 0, size: 0 })
  const { baselineId } = await lab.core.call('drift.addBaseline', {
    tenantId,
    name: 'Agreed',
    source: { tenantId, from: { setId: first } },
  })
  await expect(lab.core.call('backups.remove', { tenantId, setId: first })).rejects.toThrow(
    'The baseline "Agreed" uses',
  )
  await lab.core.call('drift.removeBaseline', { tenantId, baselineId })
  const versions = await lab.core.call('versions.list', { tenantId })
  await lab.core.call('backups.remove', { tenantId, setId: first })
  expect((await lab.core.call('backups.list', { tenantId })).map(({ name }) => name)).toEqual(['Second'])
  expect((await lab.core.call('versions.list', { tenantId })).map(({ id }) => id)).toEqual(versions.map(({ id }) => id))
})

it('an export of a set has the versions that the set holds (016-5)', async () => {
  const { id: tenantId, first } = await twoSets()
  const folder = join(lab.folder, 'exported')
  const { runId } = await lab.core.call('tenants.export', { tenantId, folder, setId: first })
  expect((await lab.ended(tenantId, runId)).status).toBe('succeeded')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8'))
  expect(texts.filter((text) => text.includes('Changing'))).toHaveLength(1)
  expect(texts.some((text) => text.includes('second'))).toBe(false)
})
