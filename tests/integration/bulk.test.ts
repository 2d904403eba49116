import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PolicyId, TenantId } from '#contract/model/ids.ts'
import type { Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const script = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: Buffer.from('Write-Host hello').toString('base64'),
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})
const policies = async (tenantId: TenantId) => (await lab.core.call('policies.list', { tenantId })).policies
const find = async (tenantId: TenantId, name: string): Promise<PolicyId> =>
  (await policies(tenantId)).find((policy) => policy.name === name)!.id

describe('several policies', () => {
  it('capture, back up and export in one run with an item for each (005-1)', async () => {
    const { id } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2), script(3)] })
    await lab.capture(id)
    const policyIds = [await find(id, 'Script 1'), await find(id, 'Script 3')]
    const folder = join(lab.folder, 'export')
    for (const started of [
      await lab.core.call('runs.capture', { tenantId: id, policyIds }),
      await lab.core.call('backups.create', { tenantId: id, name: 'Two', policyIds }),
      await lab.core.call('tenants.export', { tenantId: id, folder, policyIds }),
    ]) {
      expect((await lab.ended(id, started.runId)).status).toBe('succeeded')
      expect((await lab.items(id, started.runId)).map((item) => item.name).toSorted()).toEqual(['Script 1', 'Script 3'])
    }
    expect(readdirSync(join(folder, 'deviceManagementScripts'))).toHaveLength(policyIds.length)
    expect(await lab.core.call('backups.list', { tenantId: id })).toMatchObject([
      { name: 'Two', versions: 2, newVersions: 0 },
    ])
  })
})

describe('inventory syncs', () => {
  it('of the same types are one run (039-1)', async () => {
    const { id } = await lab.tenant('Tenant', {})
    const sync = (types: string[]) => lab.core.call('runs.sync', { tenantId: id, types })
    const [first, same, other] = await Promise.all([
      sync(['deviceManagementScripts', 'roleScopeTags']),
      sync(['roleScopeTags', 'deviceManagementScripts']),
      sync(['roleScopeTags']),
    ])
    expect([same.runId === first.runId, same.reused, other.runId === first.runId]).toEqual([true, true, false])
    for (const { runId } of [first, other]) await lab.ended(id, runId)
  })
})
