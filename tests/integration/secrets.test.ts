import { generate } from 'selfsigned'
import { createPrivateKey } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterEach, expect, it } from 'vitest'
import { TenantId } from '#contract/model/ids.ts'
import { simulatedDirectory } from '#simulator/authority/directory.ts'
import { startSimulator } from '#simulator/simulator.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, resources, writeSeed, type Lab } from '#tests/support/lab.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

/** What a capture finds in every tenant: a tag, app categories, enrollment defaults, roles, branding. */
const builtIns = seedCounts().policies

let lab: Lab
afterEach(() => lab.close())

const planted = {
  oma: 'Plum-Oma-Secret-1',
  psk: 'Plum-Wifi-Secret-2',
  shared: 'Plum-Vpn-Secret-3',
  setting: 'Plum-Setting-Secret-4',
  parameter: 'Plum-Parameter-Secret-5',
  passphrase: 'Plum-Certificate-Secret-6',
  changed: 'Plum-Changed-Secret-7',
}
const id = (index: number) => `67000000-0000-4000-8000-00000000000${index}`
const secretSetting = {
  settingInstance: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
    settingDefinitionId: 'device_vendor_msft_policy_secret',
    simpleSettingValue: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationSecretSettingValue',
      value: planted.setting,
      valueState: 'notEncrypted',
    },
  },
}
const seed = {
  deviceConfigurations: [
    {
      '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
      id: id(1),
      displayName: 'Custom',
      omaSettings: [
        {
          '@odata.type': '#microsoft.graph.omaSettingString',
          displayName: 'Password',
          omaUri: './Vendor/MSFT/VPNv2/Contoso/PreSharedKey',
          value: planted.oma,
          isEncrypted: true,
        },
      ],
    },
    {
      '@odata.type': '#microsoft.graph.iosWiFiConfiguration',
      id: id(2),
      displayName: 'Wi-Fi',
      networkName: 'Guest',
      ssid: 'guest',
      wiFiSecurityType: 'wpa2Personal',
      preSharedKey: planted.psk,
    },
    {
      '@odata.type': '#microsoft.graph.iosikEv2VpnConfiguration',
      id: id(3),
      displayName: 'VPN',
      connectionName: 'VPN',
      sharedSecret: planted.shared,
    },
  ],
  configurationPolicies: [
    {
      id: id(4),
      name: 'Settings',
      platforms: 'windows10',
      technologies: 'mdm',
      settings: [secretSetting],
      templateReference: { templateId: '' },
    },
  ],
  deviceManagementScripts: [
    { id: id(5), displayName: 'Script', fileName: 'a.ps1', runAsAccount: 'system', scriptContent: 'R2V0' },
  ],
}

it('keeps no secret in clear: not in the database, the log, the audit, the errors or an export (000-4)', async () => {
  lab = openLab()
  const faultsFile = join(lab.folder, 'faults.json')
  writeFileSync(
    faultsFile,
    JSON.stringify([
      {
        method: 'POST',
        path: 'deviceManagementScripts$',
        status: 400,
        code: 'BadRequest',
        message: `The script failed: setup.ps1 -AdminPassword ${planted.parameter} -Quiet`,
      },
    ]),
  )
  const source = await lab.tenant('Source', seed)
  const target = await lab.tenant('Target', {}, { faultsFile })
  await lab.capture(source.id)
  const versions = (await lab.core.call('versions.list', { tenantId: source.id })).filter(
    (version) => version.type in seed,
  )
  const plan = await lab.plan(target.id, {
    sourceTenantId: source.id,
    from: { versionIds: versions.map((version) => version.id) },
  })
  expect(plan.summary).toMatchObject({ create: 5, blocked: 0 })
  await lab.unlock(target.id, 'Target')
  const { runId } = await lab.core.call('restore.start', { tenantId: target.id, planId: plan.id, confirm: 'Target' })
  expect(await lab.ended(target.id, runId)).toMatchObject({ counts: { done: 4, failed: 1 } })
  // The secrets reached the other tenant whole.
  const made = JSON.stringify([
    ...collection(target.simulator.tenant, '/deviceManagement/deviceConfigurations').values(),
    ...collection(target.simulator.tenant, '/deviceManagement/configurationPolicies').values(),
  ])
  for (const secret of [planted.psk, planted.shared, planted.setting]) expect(made).toContain(secret)
  expect([...target.simulator.tenant.secrets.values()]).toEqual([planted.oma])
  expect(
    await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: versions.map((version) => version.id) },
    }),
  ).toMatchObject({ summary: { unchanged: 4, create: 1 } })

  // A secret that changed behind its mask is a new version; nothing else is.
  source.simulator.tenant.secrets.set(`${id(1)}_0`, planted.changed)
  expect((await lab.capture(source.id)).result).toMatchObject({ newVersions: 1, unchanged: 4 + builtIns, newBlobs: 0 })
  expect((await lab.capture(source.id)).result).toMatchObject({ newVersions: 0, unchanged: 5 + builtIns })

  // The older secret can be put back, though no mask tells it from the newer one.
  const [older] = (await lab.core.call('versions.list', { tenantId: source.id })).filter(
    (version) => version.name === 'Custom' && version.number === 1,
  )
  const back = await lab.plan(source.id, { from: { versionIds: [older!.id] } })
  expect(back.items).toMatchObject([{ action: 'update', reason: 'A masked secret value is different.' }])
  await lab.unlock(source.id, 'Source')
  const written = await lab.core.call('restore.start', { tenantId: source.id, planId: back.id, confirm: 'Source' })
  expect(await lab.ended(source.id, written.runId)).toMatchObject({ status: 'succeeded' })
  expect([...source.simulator.tenant.secrets.values()]).toContain(planted.oma)
  expect((await lab.plan(source.id, { from: { versionIds: [older!.id] } })).summary).toMatchObject({ unchanged: 1 })

  const folder = join(lab.folder, 'export')
  const exported = await lab.core.call('tenants.export', { tenantId: source.id, folder })
  await lab.ended(source.id, exported.runId)
  const certificate = await appWithPassphrase()
  expectNowhere([...Object.values(planted), source.simulator.token, target.simulator.token, ...certificate])
})

/** An app that signs in with an encrypted key; answers what must not be found afterwards. */
async function appWithPassphrase(): Promise<string[]> {
  const pems = await generate([{ name: 'commonName', value: 'App' }], { keySize: 2048, algorithm: 'sha256' })
  const key = createPrivateKey(pems.private)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: planted.passphrase })
    .toString()
  const certificateFile = join(lab.folder, 'app.pem')
  writeFileSync(certificateFile, `${pems.cert}\n${key}`)
  const clientId = '68000000-0000-4000-8000-000000000001'
  const simulator = await startSimulator({
    resources,
    seed: writeSeed(join(lab.folder, 'app'), {}),
    name: 'App tenant',
    authority: (tenantId) =>
      simulatedDirectory(tenantId, { apps: [{ clientId, publicFlows: false, certificates: [pems.cert] }] }),
  })
  const trusted = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...trusted, simulator.authority!.certificate])
  process.env['LAB_CERTIFICATE'] = planted.passphrase
  try {
    const tenantId = TenantId.parse(simulator.tenantId)
    await lab.core.call('tenants.connect', {
      id: tenantId,
      name: 'App',
      environment: 'test',
      cloud: 'custom',
      graphUrl: simulator.url,
      authority: simulator.authority!.url,
      clientId,
      certificateFile,
      certificateVariable: 'LAB_CERTIFICATE',
    })
    expect(await lab.capture(tenantId)).toMatchObject({ status: 'succeeded' })
    return [pems.private.split('\n')[1]!]
  } finally {
    delete process.env['LAB_CERTIFICATE']
    tls.setDefaultCACertificates(trusted)
    await simulator.close()
  }
}

/** Reads every byte that the product wrote, also where a secret would stand encoded. */
function expectNowhere(secrets: readonly string[]): void {
  const files = [...filesBelow(join(lab.folder, 'data')), ...filesBelow(join(lab.folder, 'export'))]
  expect(files).toEqual(
    expect.arrayContaining([join(lab.folder, 'data', 'atlas.db'), join(lab.folder, 'data', 'tenantatlas.log')]),
  )
  expect(files.filter((file) => file.startsWith(join(lab.folder, 'export')))).toHaveLength(
    builtIns + Object.values(seed).flat().length,
  )
  for (const file of files) {
    const bytes = readFileSync(file)
    for (const secret of secrets) {
      for (const form of [
        secret,
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        encodeURIComponent(secret),
      ]) {
        expect([file, secret, bytes.includes(form), bytes.includes(Buffer.from(form, 'utf16le'))]).toEqual([
          file,
          secret,
          false,
          false,
        ])
      }
    }
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) =>
    statSync(join(folder, name)).isDirectory() ? filesBelow(join(folder, name)) : [join(folder, name)],
  )
}
