import { afterEach, expect, it } from 'vitest'
import { VersionId } from '#contract/model/ids.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'

let lab: Lab
afterEach(() => lab.close())

const id = (index: number) => `71000000-0000-4000-8000-00000000000${index}`
const root = (index: number, displayName: string) => ({
  '@odata.type': '#microsoft.graph.iosTrustedRootCertificate',
  id: id(index),
  displayName,
  certFileName: 'root.cer',
  trustedRootCertificate: 'R2V0',
})
const [first, second] = [root(8, 'Root A'), root(9, 'Root B')]
const scep = {
  '@odata.type': '#microsoft.graph.iosScepCertificateProfile',
  id: id(5),
  displayName: 'SCEP',
  subjectNameFormat: 'commonName',
  subjectNameFormatString: 'CN={{UserName}}',
  rootCertificate: first,
}
const wifi = {
  '@odata.type': '#microsoft.graph.iosEnterpriseWiFiConfiguration',
  id: id(1),
  displayName: 'Wi-Fi',
  networkName: 'Office',
  ssid: 'office',
  wiFiSecurityType: 'wpaEnterprise',
  eapType: 'eapTls',
  authenticationMethod: 'certificate',
  rootCertificatesForServerValidation: [first, second],
  identityCertificateForClientAuthentication: scep,
}
const path = '/deviceManagement/deviceConfigurations'
type Linked = Readonly<Record<string, { readonly displayName?: string } & readonly { readonly displayName: string }[]>>

it('captures the certificate profiles that a profile refers to, and links their counterparts in another tenant (007-3)', async () => {
  lab = openLab()
  // The Wi-Fi profile comes first in the listing, and what it points at last.
  const source = await lab.tenant('Source', { deviceConfigurations: [wifi, scep, first, second] })
  const target = await lab.tenant('Target')
  await lab.capture(source.id)
  const versions = (await lab.core.call('versions.list', { tenantId: source.id })).filter(
    (version) => version.type === 'deviceConfigurations',
  )
  const body = JSON.parse(
    (
      await lab.core.call('versions.body', {
        tenantId: source.id,
        versionId: versions.find((version) => version.name === 'Wi-Fi')!.id,
      })
    ).text,
  ) as object
  expect(body).toMatchObject({
    rootCertificatesForServerValidation: [{ id: id(8) }, { id: id(9) }],
    identityCertificateForClientAuthentication: { id: id(5) },
  })
  expect((await lab.capture(source.id)).result).toMatchObject({ newVersions: 0 })

  const plan = await lab.plan(target.id, {
    sourceTenantId: source.id,
    from: { versionIds: versions.map((version) => VersionId.parse(version.id)) },
  })
  expect(plan.summary).toMatchObject({ create: 4, blocked: 0 })
  expect(plan.items.map((item) => item.name).indexOf('Wi-Fi')).toBe(3)
  await lab.unlock(target.id, 'Target')
  const { runId } = await lab.core.call('restore.start', { tenantId: target.id, planId: plan.id, confirm: 'Target' })
  expect(await lab.ended(target.id, runId)).toMatchObject({ status: 'succeeded', counts: { done: 4 } })
  const made = () =>
    [...collection(target.simulator.tenant, path).values()].find(
      (item) => item['displayName'] === 'Wi-Fi',
    ) as unknown as Linked
  expect(
    made()
      ['rootCertificatesForServerValidation']!.map((entry) => entry.displayName)
      .toSorted(),
  ).toEqual(['Root A', 'Root B'])
  expect(made()['identityCertificateForClientAuthentication']).toMatchObject({
    displayName: 'SCEP',
    rootCertificate: { displayName: 'Root A' },
  })
  expect(made()['identityCertificateForClientAuthentication']).not.toMatchObject({ id: id(5) })

  // Somebody unlinks; the restore links again and changes nothing else.
  Object.assign(made(), { identityCertificateForClientAuthentication: null, rootCertificatesForServerValidation: [] })
  const again = await lab.plan(target.id, {
    sourceTenantId: source.id,
    from: { versionIds: versions.map((version) => VersionId.parse(version.id)) },
  })
  expect(again.summary).toMatchObject({ update: 1, unchanged: 3 })
  const relinked = await lab.core.call('restore.start', { tenantId: target.id, planId: again.id, confirm: 'Target' })
  expect(await lab.ended(target.id, relinked.runId)).toMatchObject({ status: 'succeeded' })
  expect(made()['rootCertificatesForServerValidation']).toHaveLength(2)
  expect(made()['identityCertificateForClientAuthentication']).toMatchObject({ displayName: 'SCEP' })
})
