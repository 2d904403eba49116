import { X509Certificate } from 'node:crypto'
import { generate } from 'selfsigned'
import { beforeAll, describe, expect, it } from 'vitest'
import { verifyPublisher } from './verify-publisher.ts'

let certificate = ''
beforeAll(async () => {
  const pems = await generate(
    [
      { name: 'commonName', value: 'TenantAtlas GmbH' },
      { name: 'organizationName', value: 'TenantAtlas GmbH' },
      { name: 'countryName', value: 'DE' },
    ],
    { keySize: 2048, algorithm: 'sha256' },
  )
  certificate = new X509Certificate(pems.cert).raw.toString('base64')
})
const signed =
  (status = 0) =>
  async () =>
    JSON.stringify({ status, certificate })

describe('the publisher of an update of Windows (905-23)', () => {
  it('is compared by name, or by every part of a distinguished name', async () => {
    expect(await verifyPublisher(['TenantAtlas GmbH'], 'a.exe', signed())).toBeNull()
    expect(await verifyPublisher(['CN=TenantAtlas GmbH, O=TenantAtlas GmbH, C=DE'], 'a.exe', signed())).toBeNull()
    expect(await verifyPublisher(['CN=TenantAtlas GmbH, C=US'], 'a.exe', signed())).toContain('somebody else')
    expect(await verifyPublisher(['Somebody', 'TenantAtlas'], 'a.exe', signed())).toContain('TenantAtlas GmbH')
    expect(await verifyPublisher([], 'a.exe', signed())).not.toBeNull()
  })

  it('is refused without a valid signature, and where nothing could be checked', async () => {
    expect(await verifyPublisher(['TenantAtlas GmbH'], 'a.exe', signed(3))).toBe('it has no valid signature')
    expect(
      await verifyPublisher(['TenantAtlas GmbH'], 'a.exe', async () => '{"status":0,"certificate":""}'),
    ).not.toBeNull()
    for (const run of [
      async () => '',
      async () => 'nonsense',
      () => Promise.reject(new Error('ATLAS_RESTRICTED')),
      () => Promise.reject(new Error('spawn powershell.exe ENOENT')),
    ])
      expect(await verifyPublisher(['TenantAtlas GmbH'], 'a.exe', run)).toContain("couldn't be checked")
  })
})
