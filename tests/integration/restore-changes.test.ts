import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VersionId } from '#contract/model/ids.ts'
import type { Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid, objectsOf, recordedTenant } from '#tests/support/restored.ts'
import { configs, restoring, script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run } = restoring(() => lab)

describe('a secret', () => {
  it('behind a mask that changed in the tenant is written again (011-14)', async () => {
    const oma = {
      '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
      id: guid(1),
      displayName: 'OMA',
      roleScopeTagIds: ['0'],
      assignments: [],
      omaSettings: [
        {
          '@odata.type': '#microsoft.graph.omaSettingString',
          displayName: 'Key',
          omaUri: './X',
          isEncrypted: true,
          secretReferenceValueId: 'ref-1',
          value: 'secret one',
        },
      ],
    }
    const tenant = await recordedTenant(lab, 'Tenant', { deviceConfigurations: [oma] })
    const versionIds = await versionsOf(tenant.id, 'deviceConfigurations')
    const live = objectsOf(tenant, configs)[0]!
    // As Intune does it: another value behind the same mask, under another reference.
    tenant.simulator.tenant.secrets.set('ref-2', 'secret two')
    ;(live['omaSettings'] as Json[])[0] = {
      ...(oma.omaSettings[0] as Json),
      value: '****',
      secretReferenceValueId: 'ref-2',
    }
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    expect(plan.items[0]!.action).toBe('update')
  })

  it('that changed in the tenant is written again (011-14)', async () => {
    const wifi = {
      '@odata.type': '#microsoft.graph.windowsWifiConfiguration',
      id: guid(1),
      displayName: 'Wi-Fi',
      roleScopeTagIds: ['0'],
      assignments: [],
      preSharedKey: 'one one one',
      wifiSecurityType: 'wpa2Personal',
      ssid: 'x',
      networkName: 'x',
    }
    const tenant = await recordedTenant(lab, 'Tenant', { deviceConfigurations: [wifi] })
    const versionIds = await versionsOf(tenant.id, 'deviceConfigurations')
    objectsOf(tenant, configs)[0]!['preSharedKey'] = 'two two two'
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    expect(plan.items[0]!.action).toBe('update')
  })
})

describe('a restored object', () => {
  it('that does not keep what was written is no success (011-14)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    // A service that takes the value and does not keep it.
    Object.defineProperty(objectsOf(tenant, scripts)[0]!, 'description', {
      get: () => 'changed',
      set: () => {},
      enumerable: true,
    })
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    expect(objectsOf(tenant, scripts)[0]!['description']).toBe('changed')
    expect(restored.status).toBe('failed')
    expect(await lab.items(tenant.id, restored.id)).toMatchObject([
      {
        state: 'failed',
        error: { message: "Graph accepted the change but didn't store it: change description." },
      },
    ])
  })

  it('gets its priority back without a conflict of its own making (011-14)', async () => {
    const limit = (index: number, priority: number) => ({
      '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration',
      id: `${guid(index)}_Limit`,
      displayName: `Limit ${index}`,
      description: '',
      priority,
      limit: 5,
      roleScopeTagIds: ['0'],
      deviceEnrollmentConfigurationType: 'limit',
      assignments: [],
    })
    const tenant = await recordedTenant(lab, 'Tenant', {
      deviceEnrollmentConfigurations: [limit(1, 1), limit(2, 2), limit(3, 3)],
    })
    await lab.capture(tenant.id)
    const versionIds = (await lab.core.call('versions.list', { tenantId: tenant.id }))
      .filter((entry) => entry.name.startsWith('Limit '))
      .map((entry) => VersionId.parse(entry.id))
    const all = objectsOf(tenant, '/deviceManagement/deviceEnrollmentConfigurations').filter((entry) =>
      String(entry['displayName']).startsWith('Limit '),
    )
    for (const [index, priority] of [3, 1, 2].entries()) (all[index] as Record<string, unknown>)['priority'] = priority
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    const ended = await run(tenant, 'Tenant', plan)
    expect(ended.status).toBe('succeeded')
    expect(all.map((entry) => entry['priority'])).toEqual([1, 2, 3])
  })

  it('keeps a text that looks like a placeholder (011-14)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      deviceManagementScripts: [script(1, { description: 'see {{wiki/page}}' })],
    })
    const versionIds = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'changed'
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    await run(tenant, 'Tenant', plan)
    expect(objectsOf(tenant, scripts)[0]!['description']).toBe('see {{wiki/page}}')
  })
})
