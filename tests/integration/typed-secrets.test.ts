import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VersionId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import type { Json } from '#domain/json.ts'
import { cli } from '#tests/support/cli.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import { configs, restoring } from '#tests/support/restoring.ts'

let lab: Lab
beforeAll(() => void (lab = openLab()))
afterAll(() => lab.close())
const { versionsOf, run, planOf } = restoring(() => lab)

const typed = 'correct horse battery staple'
const wifi: Json = {
  '@odata.type': '#microsoft.graph.iosWiFiConfiguration',
  id: guid(1),
  displayName: 'Stores Wi-Fi',
  networkName: 'Stores',
  ssid: 'STORES',
  wiFiSecurityType: 'wpa2Personal',
  preSharedKey: null,
  roleScopeTagIds: ['0'],
  assignments: [],
}
const oma: Json = {
  '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
  id: guid(2),
  displayName: 'VPN of the head office',
  roleScopeTagIds: ['0'],
  omaSettings: [
    {
      '@odata.type': '#microsoft.graph.omaSettingString',
      displayName: 'Key',
      omaUri: './Vendor/MSFT/VPNv2/Contoso/PresharedKey',
      value: '****',
      isEncrypted: true,
      secretReferenceValueId: null,
    },
  ],
  assignments: [],
}

const planFor = async (target: RecordedTenant, source: RecordedTenant, versionIds: VersionId[]) =>
  lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds } })
const again = async (target: RecordedTenant, plan: Plan) =>
  planOf(target.id, (await lab.core.call('restore.planAgain', { tenantId: target.id, planId: plan.id })).runId)

/** Every file of the data folder that holds a text. */
const holding = (text: string): string[] =>
  readdirSync(join(lab.folder, 'data'), { recursive: true, encoding: 'utf8', withFileTypes: false }).filter((name) => {
    try {
      return readFileSync(join(lab.folder, 'data', name)).includes(text)
    } catch {
      return false
    }
  })

describe('a secret that the backup does not hold', () => {
  it('is asked for, typed in, written, and forgotten (0810-1, 0810-2, 0810-3)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceConfigurations: [wifi, oma] })
    const target = await recordedTenant(lab, 'Target')
    const plan = await planFor(target, source, await versionsOf(source.id, 'deviceConfigurations'))
    const [key, psk] = plan.items.toSorted((left, right) => right.name.localeCompare(left.name))
    expect(key).toMatchObject({ action: 'blocked', asks: [{ isNeeded: true, answer: null }] })
    expect(psk).toMatchObject({ action: 'create', asks: [{ label: 'preSharedKey', isNeeded: false, answer: null }] })

    for (const item of [key!, psk!]) {
      const answered = await lab.core.call('restore.answerSecret', {
        tenantId: target.id,
        planId: plan.id,
        seq: item.seq,
        pointer: item.asks[0]!.pointer,
        answer: { typed },
      })
      expect(answered.asks).toMatchObject([{ answer: 'typed' }])
    }
    const next = await again(target, plan)
    expect(next.items.map(({ action, asks }) => [action, asks.map(({ answer }) => answer)])).toEqual([
      ['create', ['typed']],
      ['create', ['typed']],
    ])
    const ended = await run(target, 'Target', next)
    expect((await lab.items(target.id, ended.id)).map(({ name, state, note }) => [name, state, note])).toEqual(
      next.items.map(({ name }) => [name, 'done', expect.not.stringContaining('differences')]),
    )
    const written = [...target.simulator.tenant.collections.get(configs)!.values()]
    expect(written.find(({ displayName }) => displayName === 'Stores Wi-Fi')).toMatchObject({ preSharedKey: typed })
    expect([...target.simulator.tenant.secrets.values()]).toContain(typed)

    // Neither the store nor the log nor the audit holds it, and the next plan asks again.
    await lab.core.close()
    expect(holding(typed)).toEqual([])
    await lab.reopen()
    const { length } = (await lab.core.call('audit.list', { tenantId: target.id, limit: 200 })).filter(
      ({ action }) => action === 'secret.answered',
    )
    expect(length).toBe(2)
    const third = await planFor(target, source, await versionsOf(source.id, 'deviceConfigurations'))
    expect(third.items.flatMap(({ asks }) => asks.map(({ answer }) => answer))).not.toContain('typed')
  })

  it('is never replaced by its mask where the value is gone by the time of the restore (0810-3)', async () => {
    const source = await recordedTenant(lab, 'Forgetful source', { deviceConfigurations: [wifi] })
    const target = await recordedTenant(lab, 'Forgetful')
    const plan = await planFor(target, source, await versionsOf(source.id, 'deviceConfigurations'))
    const question = { tenantId: target.id, seq: 0, pointer: '/preSharedKey' }
    await lab.core.call('restore.answerSecret', { ...question, planId: plan.id, answer: { typed } })
    const next = await again(target, plan)
    await lab.core.call('restore.answerSecret', { ...question, planId: next.id, answer: null })
    const ended = await run(target, 'Forgetful', next)
    expect(await lab.items(target.id, ended.id)).toMatchObject([
      { state: 'failed', error: { message: expect.stringContaining('Nothing was sent') as string } },
    ])
    expect([...(target.simulator.tenant.collections.get(configs)?.values() ?? [])]).toEqual([])
  })

  it('stays as it is in the target if somebody says so (0810-2)', async () => {
    const there = { ...oma, omaSettings: [{ ...(oma['omaSettings'] as Json[])[0]!, value: 'kept by the target' }] }
    const source = await recordedTenant(lab, 'Keeping', { deviceConfigurations: [{ ...oma, description: 'new' }] })
    const target = await recordedTenant(lab, 'Kept', {
      deviceConfigurations: [{ ...there, id: guid(3), description: 'old' }],
    })
    const plan = await planFor(target, source, await versionsOf(source.id, 'deviceConfigurations'))
    const [item] = plan.items
    expect(item).toMatchObject({ action: 'update' })
    await run(target, 'Kept', plan)
    expect([...target.simulator.tenant.secrets.values()]).toContain('kept by the target')
    expect(target.simulator.tenant.collections.get(configs)!.get(guid(3))).toMatchObject({ description: 'new' })
  })

  it('comes from a variable or a file on the command line, which never repeats it (0810-4)', async () => {
    const source = await recordedTenant(lab, 'Shell source', { deviceConfigurations: [wifi, oma] })
    const target = await recordedTenant(lab, 'Shell target')
    const plan = await planFor(target, source, await versionsOf(source.id, 'deviceConfigurations'))
    const file = join(lab.folder, 'answers.json')
    const variables: Record<string, string> = { TENANTATLAS_VAULT_KEY: 'a passphrase for tests', ATLAS_WIFI_KEY: typed }
    for (const { id, simulator } of [source, target])
      variables[`LAB_TOKEN_${id.replaceAll('-', '_')}`] = simulator.token
    const shell = (...options: string[]) =>
      lab.between((dataFolder) => cli(dataFolder, ['restore', 'secrets', plan.id, ...options], variables))
    const answer = (content: unknown) => {
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
      return shell('--file', file)
    }
    expect((await shell()).json['secrets']).toMatchObject([
      { policy: 'Stores Wi-Fi', secret: 'preSharedKey', state: 'optional' },
      { policy: 'VPN of the head office', state: 'needed' },
    ])
    const broken = JSON.stringify(await answer('[{ "value": "hunter2" '))
    expect(broken).toContain('it is not JSON')
    expect(broken).not.toContain('hunter2')
    const unset = await answer([{ policy: 'Stores Wi-Fi', secret: 'preSharedKey', variable: 'ATLAS_NOT_SET' }])
    expect([unset.code, JSON.stringify(unset)]).toEqual([2, expect.stringContaining('ATLAS_NOT_SET')])
    const given = await answer([
      { policy: 'Stores Wi-Fi', secret: 'preSharedKey', variable: 'ATLAS_WIFI_KEY' },
      { policy: 'VPN of the head office', secret: '/omaSettings/0/value', value: 'from the file' },
    ])
    expect([given.code, given.json['items']]).toMatchObject([0, [{ action: 'create' }, { action: 'create' }]])
    expect(JSON.stringify(given)).not.toContain(typed)
  })

  it('is not kept without anything that protects it (0810-5)', async () => {
    const bare = openLab({ vault: false })
    try {
      const source = await recordedTenant(bare, 'Source', { deviceConfigurations: [wifi] })
      const target = await recordedTenant(bare, 'Target')
      const tools = restoring(() => bare)
      const plan = await bare.plan(target.id, {
        sourceTenantId: source.id,
        from: { versionIds: await tools.versionsOf(source.id, 'deviceConfigurations') },
      })
      await expect(
        bare.core.call('restore.answerSecret', {
          tenantId: target.id,
          planId: plan.id,
          seq: 0,
          pointer: '/preSharedKey',
          answer: { typed },
        }),
      ).rejects.toThrow('Nothing on this computer can protect the value')
    } finally {
      await bare.close()
    }
  })
})
