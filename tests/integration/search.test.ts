import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TenantId } from '#contract/model/ids.ts'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'
import { guid } from '#tests/support/restored.ts'

/** Two captured tenants that the questions go to; tests that change a tenant have one of their own. */
let lab: Lab
let one: TenantId
let two: TenantId
beforeAll(async () => {
  lab = openLab()
  one = (await lab.tenant('One', join(resources, 'demo'))).id
  two = (
    await lab.tenant('Two', {
      deviceManagementScripts: [
        script(1, {
          displayName: 'Äußeres',
          scriptContent: Buffer.from('Get-StoreTimeZone -Subnet 10.0.0.0').toString('base64'),
        }),
      ],
    })
  ).id
  for (const id of [one, two]) await lab.capture(id)
}, 120_000)
afterAll(() => lab.close())

const bitlocker = 'BitLocker – silent encryption with key escrow (corporate laptops)'
const find = async (text: string, more: Record<string, unknown> = {}) => {
  const found = await lab.core.call('search.find', { text, ...more })
  return Object.fromEntries(
    Object.entries(found).map(([place, hits]) => [place, hits.map((hit) => hit.name).toSorted()]),
  )
}
const policyNamed = async (tenantId: TenantId, name: string) =>
  (await lab.core.call('policies.list', { tenantId })).policies.find((policy) => policy.name === name)!
const scripts = '/deviceManagement/deviceManagementScripts'
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

describe('search', () => {
  it('finds policies by words of their names (0806-1)', async () => {
    expect((await find('bitlocker silent'))['names']).toEqual([bitlocker])
  })

  it.each([
    ['auß', ['Äußeres']],
    ['aüßeres', ['Äußeres']],
    ['ÄUSSERES', []],
  ])('finds names without their accents, but not without their letters: %s (0806-1)', async (text, names) => {
    expect((await find(text, { tenantId: two }))['names']).toEqual(names)
  })

  it('finds policies by the values of their settings (0806-1)', async () => {
    expect((await find('xts aes 256'))['settings']).toEqual([bitlocker])
  })

  it('finds policies by the text of their scripts, in all tenants or in one (0806-1)', async () => {
    expect((await find('StoreTimeZone'))['scripts']).toEqual(['Set time zone by location', 'Äußeres'])
    expect((await find('StoreTimeZone', { tenantId: two }))['scripts']).toEqual(['Äußeres'])
  })

  it('finds policies by the beginning of an id (0806-1)', async () => {
    const { externalId } = await policyNamed(one, bitlocker)
    expect((await find(externalId.slice(0, 13)))['ids']).toEqual([bitlocker])
    expect((await find('device_vendor_msft_bitlocker_requiredeviceencryption'))['ids']).toEqual([
      'BitLocker – kiosks and POS terminals',
      bitlocker,
    ])
  })

  it('shows the settings in which it found the words (0806-1)', async () => {
    const { versionId } = await policyNamed(one, bitlocker)
    expect(
      await lab.core.call('search.explain', { tenantId: one, versionId: versionId!, text: 'xts aes 256' }),
    ).toMatchObject([{ value: 'XTS-AES 256-bit' }])
  })

  it.each(['"', '*', '(', '日本', ''])('finds nothing for %j, and does not fail (0806-1)', async (text) => {
    expect(await find(text)).toEqual({ names: [], settings: [], scripts: [], ids: [] })
  })

  it.each(['silent OR kiosks', 'bitlocker NOT silent', 'NEAR(bitlocker silent)'])(
    'takes the operators of the index as words: %s (0806-1)',
    async (text) => {
      expect((await find(text))['names']).toEqual([])
    },
  )

  it('finds a policy that is gone only among older versions (0806-1)', async () => {
    const { id, simulator } = await lab.tenant('Gone', { deviceManagementScripts: [script(1)] })
    await lab.capture(id)
    collection(simulator.tenant, scripts).delete(guid(1))
    await lab.capture(id)
    expect((await find('Script 1', { tenantId: id }))['names']).toEqual([])
    expect((await find('Script 1', { tenantId: id, current: false }))['names']).toEqual(['Script 1'])
  })

  it('finds a policy behind another one that has very many versions (0806-1)', async () => {
    const { id, simulator } = await lab.tenant('Many', {
      deviceManagementScripts: [script(1, { displayName: 'Needle one' }), script(2, { displayName: 'Needle two' })],
    })
    await lab.capture(id)
    const policyIds = [(await policyNamed(id, 'Needle one')).id]
    const item = collection(simulator.tenant, scripts).get(guid(1))!
    // More than the index is asked for at once.
    for (let round = 0; round < 18; round += 1) {
      item['description'] = `round ${round}`
      const { runId } = await lab.core.call('runs.capture', { tenantId: id, policyIds })
      await lab.ended(id, runId)
    }
    const found = await lab.core.call('search.find', { text: 'needle', tenantId: id, current: false, limit: 2 })
    expect(found.names.map((hit) => hit.name).toSorted()).toEqual(['Needle one', 'Needle two'])
  })

  it('works beside a version of a type that it does not know (0806-1)', async () => {
    const own = openLab()
    try {
      const { id, simulator } = await own.tenant('Future', { deviceManagementScripts: [script(1), script(2)] })
      await own.capture(id)
      await own.tamper(
        "DELETE FROM version_search; DELETE FROM version_words; DROP TRIGGER versions_no_update; UPDATE version_owners SET type = 'ofTheFuture' WHERE policy_id IN (SELECT policy_id FROM versions WHERE name = 'Script 2')",
      )
      collection(simulator.tenant, scripts).get(guid(1))!['description'] = 'zebra'
      expect((await own.capture(id)).status).toBe('succeeded')
      expect((await own.core.call('search.find', { text: 'zebra' })).settings).toMatchObject([{ name: 'Script 1' }])
    } finally {
      await own.close()
    }
  })
})
