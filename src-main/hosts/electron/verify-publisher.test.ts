import { describe, expect, it } from 'vitest'
import { verifyPublisher } from './verify-publisher.ts'

const signed =
  (status = 0, subject = 'CN=TenantAtlas GmbH, O=TenantAtlas GmbH, C=DE', name = 'TenantAtlas GmbH') =>
  async () =>
    JSON.stringify({ status, subject, name })

describe('the publisher of an update of Windows (905-23)', () => {
  it('is compared by name, or by every part of a distinguished name', async () => {
    expect(await verifyPublisher(['TenantAtlas GmbH'], 'a.exe', signed())).toBeNull()
    expect(await verifyPublisher(['CN=TenantAtlas GmbH, O=TenantAtlas GmbH, C=DE'], 'a.exe', signed())).toBeNull()
    expect(await verifyPublisher(['CN=TenantAtlas GmbH, C=US'], 'a.exe', signed())).toContain('somebody else')
    expect(await verifyPublisher(['Somebody', 'TenantAtlas'], 'a.exe', signed())).toContain('TenantAtlas GmbH')
    expect(await verifyPublisher([], 'a.exe', signed())).not.toBeNull()
  })

  it.each([
    ['Contoso, Inc.', 'CN="Contoso, Inc.", O="Contoso, Inc.", L=Bellevue, S=Washington, C=US'],
    ['Müller + Söhne', 'CN="Müller + Söhne", O="Müller + Söhne", S=Bayern, C=DE'],
    ['Fabrikam', 'CN=Fabrikam, SERIALNUMBER=12, OID.2.5.4.15=Private Organization, C=GB'],
  ])('is understood as Windows spells it: %s', async (name, subject) => {
    const run = signed(0, subject, name)
    expect(await verifyPublisher([name], 'a.exe', run)).toBeNull()
    expect(await verifyPublisher([subject], 'a.exe', run)).toBeNull()
    expect(await verifyPublisher([`${subject}, OU=Other`], 'a.exe', run)).toContain(name)
    expect(await verifyPublisher(['Contoso'], 'a.exe', run)).toContain(name)
  })

  it('is refused without a valid signature, and where nothing could be checked', async () => {
    expect(await verifyPublisher(['TenantAtlas GmbH'], 'a.exe', signed(3))).toBe('it has no valid signature')
    expect(await verifyPublisher(['TenantAtlas GmbH'], 'a.exe', signed(0, '', ''))).not.toBeNull()
    for (const run of [
      async () => '',
      async () => 'nonsense',
      () => Promise.reject(new Error('ATLAS_RESTRICTED')),
      () => Promise.reject(new Error('spawn powershell.exe ENOENT')),
    ])
      expect(await verifyPublisher(['TenantAtlas GmbH'], 'a.exe', run)).toContain("couldn't be checked")
  })
})
