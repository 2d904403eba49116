import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import type { Json } from '../json.ts'
import { withoutClearSecrets } from '../policy-types/building-blocks/secrets.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import { guid, live, odata, planner, source } from './planning.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)

describe('secrets', () => {
  const wifi = (more: Json): Json => ({
    ...odata('iosWiFiConfiguration'),
    displayName: 'W',
    networkName: 'N',
    ssid: 'S',
    wiFiSecurityType: 'wpa2Personal',
    roleScopeTagIds: ['0'],
    assignments: [],
    ...more,
  })
  it('that the backup does not hold stay as they are in the tenant (007-8)', () => {
    const there = { deviceConfigurations: [live('deviceConfigurations', guid(1), wifi({ preSharedKey: '****' }))] }
    const [renamed] = plan([source('deviceConfigurations', guid(1), wifi({ preSharedKey: null, ssid: 'T' }))], {
      sameTenant: true,
      live: there,
    })
    expect(renamed?.steps).toMatchObject([{ purpose: 'Change ssid' }])
  })

  it('that are masked are never written (007-8)', () => {
    const oma = (value: string): Json => ({
      ...odata('windows10CustomConfiguration'),
      displayName: 'O',
      roleScopeTagIds: ['0'],
      assignments: [],
      omaSettings: [{ ...odata('omaSettingString'), displayName: 'Key', omaUri: './A', value, isEncrypted: true }],
    })
    for (const mask of ['****', '********', '••••••']) {
      expect(
        plan([source('deviceConfigurations', guid(2), oma(mask))], { live: { deviceConfigurations: [] } })[0],
      ).toMatchObject({ action: 'blocked', reason: expect.stringContaining('never writes a masked value') as string })
    }
    expect(
      plan([source('deviceConfigurations', guid(2), oma('*'))], { live: { deviceConfigurations: [] } })[0],
    ).toMatchObject({ action: 'create' })
  })

  it('that Graph did not hand out are named in a warning (007-9)', () => {
    const warned = (document: Json) =>
      plan([source('deviceConfigurations', guid(1), document)], {
        live: { deviceConfigurations: [] },
      })[0]?.warnings.join() ?? ''
    expect(warned(wifi({ preSharedKey: null }))).toContain('preshared key')
    expect(
      warned({
        ...odata('windowsWifiConfiguration'),
        displayName: 'W',
        networkName: 'N',
        ssid: 'S',
        wifiSecurityType: 'wpa2Personal',
        roleScopeTagIds: ['0'],
        assignments: [],
      }),
    ).toContain('preshared key')
    expect(warned(wifi({ wiFiSecurityType: 'wpaEnterprise' }))).toBe('')
  })

  it('of which Graph shows only the end are not kept: product keys (007-6)', () => {
    const type = policyTypeOf('deviceConfigurations')
    for (const shown of ['#####-#####-#####-#####-AB12C', '*****-*****-*****-*****-AB12C']) {
      const { document, clear } = withoutClearSecrets(type, {
        ...odata('editionUpgradeConfiguration'),
        displayName: 'E',
        productKey: shown,
      })
      expect([...clear]).toEqual([])
      expect(document['productKey']).toBe('****')
    }
  })

  it('that Graph shows whole are kept apart from the document (007-6)', () => {
    const type = policyTypeOf('deviceConfigurations')
    expect([...withoutClearSecrets(type, { productKey: 'ABCDE-12345-ABCDE-12345-ABCDE' }).clear.values()]).toEqual([
      'ABCDE-12345-ABCDE-12345-ABCDE',
    ])
  })
})
