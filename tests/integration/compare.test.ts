import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Input } from '#contract/api/api.ts'
import { text, type Json } from '#domain/json.ts'
import { goldenDifferences, type Tenant } from '#scripts/demo/golden.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'
import { group, guid } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

const demo = (name: string) => JSON.parse(readFileSync(join(resources, 'demo', name, 'all.json'), 'utf8')) as Json[]
const script = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})
const now = { now: true } as const

describe('two tenants', () => {
  it('compare as the golden and the demo tenant were made to differ, whatever their ids (043-1)', async () => {
    const left = await lab.tenant('Demo', join(resources, 'demo'))
    const right = await lab.tenant('Golden', join(resources, 'golden'))
    for (const { id } of [left, right]) {
      await lab.core.call('tenants.change', { tenantId: id, capturesEntra: true })
      await lab.capture(id)
    }
    const rows = await lab.core.call('compare.matrix', {
      tenantId: left.id,
      left: { tenantId: left.id, from: now },
      right: { tenantId: right.id, from: now },
    })
    const known = goldenDifferences(
      Object.fromEntries(
        ['configurationPolicies', 'mobileApps', 'deviceCompliancePolicies'].map((name) => [name, demo(name)]),
      ) as Tenant,
    )
    expect(
      rows
        .filter((row) => row.state === 'left')
        .map((row) => row.name)
        .toSorted(),
    ).toEqual([...known.onlyDemo].toSorted())
    expect(rows.filter((row) => row.state === 'right')).toEqual([])
    // The portal shows the company's name by default.
    expect(
      Object.fromEntries(rows.filter((row) => row.state === 'different').map((row) => [row.name, row.changes])),
    ).toEqual({ ...known.different, Default: 1 })
    expect(rows.filter((row) => row.state === 'same').length).toBeGreaterThan(150)
    // What is promoted comes from the left through the wizard, and the two are the same afterwards.
    const missing = rows.filter((row) => row.state === 'left' && row.type === 'configurationPolicies').slice(0, 2)
    const plan = await lab.plan(right.id, {
      sourceTenantId: left.id,
      from: { versionIds: missing.map((row) => row.leftVersionId!) },
    })
    await lab.unlock(right.id, 'Golden')
    await lab.ended(
      right.id,
      (await lab.core.call('restore.start', { tenantId: right.id, planId: plan.id, confirm: 'Golden' })).runId,
    )
    const again = await lab.core.call('compare.matrix', {
      tenantId: left.id,
      left: { tenantId: left.id, from: now },
      right: { tenantId: right.id, from: now },
    })
    expect(
      again.filter((row) => missing.some(({ name }) => name === row.name)).map((row) => [row.state, row.by]),
    ).toEqual(missing.map(() => ['same', 'mapping']))
  }, 120_000)

  it('are paired by a unique name, by hand, or by saying the same; never guessed (043-2)', async () => {
    const left = await lab.tenant('Left', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      deviceManagementScripts: [
        script(1, { assignments: [group(guid(51))] }),
        script(2, { displayName: 'Twin', description: 'a' }),
        script(3, { displayName: 'Twin', description: 'b' }),
        script(4),
      ],
    })
    const right = await lab.tenant('Right', {
      groups: [{ id: guid(61), displayName: 'Pilot' }],
      deviceManagementScripts: [
        script(11, { displayName: 'Script 1', assignments: [group(guid(61))] }),
        script(12, { displayName: 'Twin', description: 'b' }),
        script(13, { displayName: 'Twin', description: 'c' }),
        script(14, { displayName: 'Other name' }),
      ],
    })
    for (const { id } of [left, right]) await lab.capture(id)
    const input: Input<'compare.matrix'> = {
      tenantId: left.id,
      left: { tenantId: left.id, from: now },
      right: { tenantId: right.id, from: now },
    }
    const scripts = async (more: Partial<Input<'compare.matrix'>> = {}) =>
      (await lab.core.call('compare.matrix', { ...input, ...more })).filter(
        (row) => row.type === 'deviceManagementScripts',
      )
    expect((await scripts()).map((row) => [row.name, row.state, row.by]).toSorted()).toEqual(
      [
        ['Script 1', 'same', 'name'],
        ['Script 4', 'left', null],
        ['Twin', 'left', null],
        ['Twin', 'same', 'content'],
        ['Other name', 'right', null],
        ['Twin', 'right', null],
      ].toSorted(),
    )
    const rows = await scripts()
    const four = rows.find((row) => row.name === 'Script 4')!
    const other = rows.find((row) => row.name === 'Other name')!
    expect(
      (await scripts({ byHand: { [four.leftVersionId!]: other.rightVersionId! } })).find(
        (row) => row.name === 'Script 4',
      ),
    ).toMatchObject({ state: 'different', by: 'hand', changes: 1 })
    // Each side's ids must belong to the tenant that it names.
    await expect(
      lab.core.call('compare.matrix', {
        ...input,
        right: { tenantId: right.id, from: { versionIds: [four.leftVersionId!] } },
      }),
    ).rejects.toMatchObject({ error: { code: 'forbidden' } })
  })
})

describe('time', () => {
  it('shows the tenant as of any moment, what was gone then and what came back (0805-1)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2)] })
    const items = collection(simulator.tenant, '/deviceManagement/deviceManagementScripts')
    const moments: string[] = []
    const step = async (change: () => void) => {
      change()
      await lab.capture(id)
      moments.push(new Date().toISOString())
    }
    const second = items.get(guid(2))!
    await step(() => {})
    await step(() => void items.delete(guid(2)))
    await step(() => items.set(guid(2), { ...second, description: 'back' }))
    await step(() => void (items.get(guid(1))!['description'] = 'changed'))
    const asOf = async (at: string) =>
      (await lab.core.call('versions.asOf', { tenantId: id, at }))
        .filter((entry) => entry.type === 'deviceManagementScripts')
        .map((entry) => `${entry.name} v${entry.number}`)
        .toSorted()
    expect(await Promise.all(moments.map(asOf))).toEqual([
      ['Script 1 v1', 'Script 2 v1'],
      ['Script 1 v1'],
      ['Script 1 v1', 'Script 2 v2'],
      ['Script 1 v2', 'Script 2 v2'],
    ])
    const between = await lab.core.call('compare.matrix', {
      tenantId: id,
      left: { tenantId: id, from: { at: moments[1]! } },
      right: { tenantId: id, from: { at: moments[3]! } },
    })
    expect(between.filter((row) => row.state !== 'same').map((row) => [row.name, row.state])).toEqual([
      ['Script 1', 'different'],
      ['Script 2', 'right'],
    ])
    const [policy] = (await lab.core.call('policies.list', { tenantId: id })).policies.filter(
      (row) => row.name === 'Script 1',
    )
    expect(
      (
        await lab.core.call('versions.settingHistory', {
          tenantId: id,
          policyId: policy!.id,
          key: 'basics/description',
        })
      ).map((entry) => [entry.number, entry.value]),
    ).toEqual([
      [1, 'Not configured'],
      [2, 'changed'],
    ])
    const days = await lab.core.call('versions.calendar', { tenantId: id, zone: 'UTC' })
    expect(days).toMatchObject([{ changed: 2 }])
  })
})

describe('settings across policies', () => {
  it('say who sets what, and where two that reach the same people disagree (043-3)', async () => {
    const policy = (index: number, value: number, assignments: Json[]): Json => ({
      ...demo('configurationPolicies')[0]!,
      id: guid(index),
      name: `Policy ${index}`,
      assignments,
      templateReference: { templateId: '' },
      technologies: 'mdm',
      settings: [
        {
          id: '0',
          settingInstance: {
            '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
            settingDefinitionId: 'device_vendor_msft_bitlocker_requiredeviceencryption',
            choiceSettingValue: {
              value: `device_vendor_msft_bitlocker_requiredeviceencryption_${value}`,
              children: [],
            },
          },
        },
      ],
    })
    const everybody = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }
    const { id } = await lab.tenant('Tenant', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      configurationSettings: demo('configurationSettings'),
      configurationCategories: demo('configurationCategories'),
      configurationPolicies: [policy(1, 1, [everybody]), policy(2, 0, [group(guid(51))]), policy(3, 1, [])],
    })
    await lab.capture(id)
    const uses = await lab.core.call('compare.settings', { tenantId: id })
    expect(
      uses.map((use) => [
        use.name,
        use.conflicts,
        use.uses.map((entry) => [entry.policyName, entry.value, entry.assigned]).toSorted(),
      ]),
    ).toEqual([
      [
        'Require Device Encryption',
        true,
        [
          ['Policy 1', 'Enabled', true],
          ['Policy 2', 'Disabled', true],
          ['Policy 3', 'Enabled', false],
        ],
      ],
    ])
    expect(uses.every((use) => text(use.id) !== '')).toBe(true)
  })

  it('whatever they are made of: ADMX, templates, OMA-URI, properties of one Graph type; networks and list entries stand beside each other (043-3)', async () => {
    const everybody = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }
    const general = (index: number, more: Json): Json => ({
      '@odata.type': '#microsoft.graph.windows10GeneralConfiguration',
      id: guid(index),
      displayName: `Restrictions ${index}`,
      assignments: [everybody],
      ...more,
    })
    const custom = (index: number, value: number): Json => ({
      '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
      id: guid(index),
      displayName: `Custom ${index}`,
      assignments: [everybody],
      omaSettings: [
        {
          '@odata.type': '#microsoft.graph.omaSettingInteger',
          displayName: 'Cortana',
          omaUri: './Device/Vendor/MSFT/Policy/Config/Experience/AllowCortana',
          value,
        },
      ],
    })
    const wifi = (index: number): Json => ({
      '@odata.type': '#microsoft.graph.windowsWifiConfiguration',
      id: guid(index),
      displayName: `Wi-Fi ${index}`,
      assignments: [everybody],
      ssid: `net-${index}`,
      networkName: `net ${index}`,
    })
    const { id } = await lab.tenant('Tenant', {
      deviceConfigurations: [
        general(1, { passwordRequired: true, passwordMinimumLength: 8, cameraBlocked: false }),
        general(2, { passwordRequired: true, passwordMinimumLength: 12, cameraBlocked: true }),
        custom(3, 0),
        custom(4, 1),
        wifi(5),
        wifi(6),
      ],
    })
    await lab.capture(id)
    const uses = await lab.core.call('compare.settings', { tenantId: id })
    expect(
      uses.map((use) => [use.name, use.id, use.conflicts, use.uses.map((entry) => entry.value).toSorted()]),
    ).toEqual([
      ['Cortana', './Device/Vendor/MSFT/Policy/Config/Experience/AllowCortana', true, ['0', '1']],
      [
        expect.stringMatching(/^Password minimum length \(.+\)$/),
        'windows10GeneralConfiguration/passwordMinimumLength',
        true,
        ['12', '8'],
      ],
      [
        expect.stringMatching(/^Password required \(.+\)$/),
        'windows10GeneralConfiguration/passwordRequired',
        false,
        ['Yes', 'Yes'],
      ],
    ])
  })

  it('of Apple devices too, which nest them in payloads (043-3)', async () => {
    const everybody = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }
    const payload = (index: number, allowed: boolean): Json => ({
      id: guid(index),
      name: `iPads ${index}`,
      platforms: 'iOS',
      technologies: 'mdm,appleRemoteManagement',
      templateReference: { templateId: '' },
      roleScopeTagIds: ['0'],
      assignments: [everybody],
      settings: [
        {
          id: '0',
          settingInstance: {
            '@odata.type': '#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance',
            settingDefinitionId: 'com.apple.applicationaccess_com.apple.applicationaccess',
            groupSettingCollectionValue: [
              {
                children: [
                  {
                    '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
                    settingDefinitionId: 'com.apple.applicationaccess_allowcamera',
                    choiceSettingValue: { value: `com.apple.applicationaccess_allowcamera_${allowed}`, children: [] },
                  },
                ],
              },
            ],
          },
        },
      ],
    })
    const { id } = await lab.tenant('Tenant', { configurationPolicies: [payload(1, true), payload(2, false)] })
    await lab.capture(id)
    expect((await lab.core.call('compare.settings', { tenantId: id })).map((use) => [use.id, use.conflicts])).toEqual([
      ['com.apple.applicationaccess_allowcamera', true],
    ])
  })

  it('are found in administrative templates by their definition and value (043-3)', async () => {
    const [first] = demo('groupPolicyConfigurations')
    const twice = [1, 2].map((index): Json => ({
      ...first!,
      id: guid(index),
      displayName: `Template ${index}`,
      definitionValues: (first!['definitionValues'] as Json[]).map((value) => ({ ...value, enabled: index === 1 })),
    }))
    const { id } = await lab.tenant('Tenant', { groupPolicyConfigurations: twice })
    await lab.capture(id)
    const uses = await lab.core.call('compare.settings', { tenantId: id })
    expect(uses.filter((use) => use.uses.some((entry) => entry.value === 'Enabled')).length).toBeGreaterThan(0)
    expect(uses.every((use) => use.uses.length === 2)).toBe(true)
    expect(uses.filter((use) => use.name.includes(': ')).length).toBeGreaterThan(0)
  })
})
