import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChosenSetting, Side, SettingChange } from '#contract/model/compare.ts'
import type { TenantId } from '#contract/model/ids.ts'
import { changeSettings } from '#domain/change/change-settings.ts'
import { objects, text, type Json } from '#domain/json.ts'
import { choicePolicy } from '#tests/support/choice-policy.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid, objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

const [a, b, x, list, rules, name] = ['a', 'b', 'x', 'list', 'rules', 'rules_name'].map(
  (end) => `device_vendor_msft_test_${end}`,
) as [string, string, string, string, string, string]
const type = (kind: string): string => `#microsoft.graph.deviceManagementConfiguration${kind}`
const choice = (id: string, option: number, children?: readonly Json[]): Json => ({
  '@odata.type': type('ChoiceSettingInstance'),
  settingDefinitionId: id,
  choiceSettingValue: { value: `${id}_${option}`, ...(children ? { children } : {}) },
})
const string = (value: string): Json => ({ '@odata.type': type('StringSettingValue'), value })
const simple = (id: string, value: string): Json => ({
  '@odata.type': type('SimpleSettingInstance'),
  settingDefinitionId: id,
  simpleSettingValue: string(value),
})
const listOf = (...values: readonly string[]): Json => ({
  '@odata.type': type('SimpleSettingCollectionInstance'),
  settingDefinitionId: list,
  simpleSettingCollectionValue: values.map(string),
})
const rulesOf = (...names: readonly string[]): Json => ({
  '@odata.type': type('GroupSettingCollectionInstance'),
  settingDefinitionId: rules,
  groupSettingCollectionValue: names.map((one) => ({ children: [simple(name, one)] })),
})
const policy = (index: number, named: string, instances: readonly Json[], isAssigned = true): Json => ({
  ...choicePolicy(index, 0, isAssigned ? [group(guid(51))] : [], { name: named }),
  settings: instances.map((settingInstance, at) => ({ id: String(at), settingInstance })),
})

async function tenantOf(named: string, configurationPolicies: readonly Json[]): Promise<RecordedTenant> {
  const tenant = await recordedTenant(lab, named, {
    groups: [{ id: guid(51), displayName: 'One' }],
    configurationPolicies,
  })
  await lab.capture(tenant.id)
  return tenant
}

const now = (tenantId: TenantId): Side => ({ tenantId, from: { now: true } })

/** The settings of each policy after the change, as short texts. */
function after(tenant: RecordedTenant, { change }: SettingChange): Record<string, unknown> {
  const told = (instance: Json): string => {
    const id = text(instance['settingDefinitionId']).replace('device_vendor_msft_test_', '')
    const chosen = instance['choiceSettingValue'] as Json | undefined
    if (chosen) return `${id}=${text(chosen['value']).slice(-1)}[${objects(chosen['children']).map(told).join()}]`
    const held = instance['simpleSettingValue'] as Json | undefined
    if (held) return `${id}=${text(held['value'])}`
    const entries = objects(instance['groupSettingCollectionValue'])
    if (entries.length > 0)
      return `${id}{${entries.map(({ children }) => objects(children).map(told).join()).join('|')}}`
    return `${id}(${objects(instance['simpleSettingCollectionValue'])
      .map(({ value }) => text(value))
      .join()})`
  }
  return Object.fromEntries(
    objectsOf(tenant, '/deviceManagement/configurationPolicies').map((document) => {
      const result =
        change?.rule === 'settings' ? changeSettings(document, change.settings) : { document: document as Json }
      return [
        text(document['name']),
        'cannot' in result
          ? result.cannot
          : objects(result.document['settings']).map(({ settingInstance }) => told(settingInstance as Json)),
      ]
    }),
  )
}

interface Case {
  readonly baseline: readonly Json[]
  readonly tenant: readonly Json[]
  readonly chosen: readonly ChosenSetting[]
  readonly addTo?: string
  readonly becomes: Readonly<Record<string, unknown>>
  readonly cannot?: readonly RegExp[]
}

const chosenOf = (settingId: string, key: string | null): ChosenSetting => ({ settingId, key })
const cases: Readonly<Record<string, Case>> = {
  'an entry of a list, beside those of the tenant': {
    baseline: [policy(11, 'B', [listOf('x', 'y', 'z')])],
    tenant: [policy(1, 'T', [listOf('x', 'own')])],
    chosen: [chosenOf(list, 'y')],
    becomes: { T: ['list(x,own,y)'] },
  },
  'a rule of a group, beside those of the tenant': {
    baseline: [policy(11, 'B', [rulesOf('A', 'B')])],
    tenant: [policy(1, 'T', [rulesOf('ours', 'more', 'A')])],
    chosen: [chosenOf(rules, JSON.stringify([`${name}=B`]))],
    becomes: { T: ['rules{rules_name=ours|rules_name=more|rules_name=A|rules_name=B}'] },
  },
  'a setting of an option, where Graph says nothing of children': {
    baseline: [policy(11, 'B', [choice(a, 1, [simple(b, '5')])])],
    tenant: [policy(1, 'T', [choice(a, 1)])],
    chosen: [chosenOf(b, '5')],
    becomes: { T: ['a=1[b=5]'] },
  },
  'no setting of an option beside another option for the same users': {
    baseline: [policy(11, 'B', [choice(a, 1, [simple(b, '5')])])],
    tenant: [policy(1, 'Encryption', [choice(a, 0, [])]), policy(2, 'B', [simple(x, '1')])],
    chosen: [chosenOf(b, '5')],
    becomes: { Encryption: ['a=0[]'], B: ['x=1'] },
    cannot: [/belongs to a setting that has another value/],
  },
  'an option with its setting, once': {
    baseline: [policy(11, 'B', [choice(a, 1, [simple(b, '5')])])],
    tenant: [policy(1, 'Encryption', [choice(a, 0, [])]), policy(2, 'B', [simple(x, '1')])],
    chosen: [chosenOf(a, `${a}_1`), chosenOf(b, '5')],
    becomes: { Encryption: ['a=1[b=5]'], B: ['x=1'] },
  },
  'what only a draft sets, in the policy that somebody chose': {
    baseline: [policy(11, 'B', [simple(x, '1')])],
    tenant: [policy(1, 'Draft', [simple(x, '0')], false), policy(2, 'Devices', [simple(b, '1')])],
    chosen: [chosenOf(x, '1')],
    addTo: 'Devices',
    becomes: { Draft: ['x=0'], Devices: ['b=1', 'x=1'] },
  },
  'a setting in place of the only one, which goes': {
    baseline: [policy(11, 'T', [choice(a, 1, [simple(b, '5')])])],
    tenant: [policy(1, 'T', [simple(x, '0')])],
    chosen: [chosenOf(x, null), chosenOf(b, '5')],
    becomes: { T: ['a=1[b=5]'] },
  },
}

describe('a change of chosen settings', () => {
  it.each(Object.entries(cases))('sets %s (066-8)', async (_name, { baseline, tenant, chosen, addTo, ...expected }) => {
    const from = await tenantOf('Baseline', baseline)
    const to = await tenantOf('Tenant', tenant)
    const { policies } = await lab.core.call('policies.list', { tenantId: to.id })
    const made = await lab.core.call('compare.settingChange', {
      tenantId: to.id,
      baseline: now(from.id),
      settings: [...chosen],
      addTo: addTo === undefined ? null : policies.find((one) => one.name === addTo)!.id,
    })
    expect(after(to, made)).toEqual(expected.becomes)
    expect(made.cannot.map(({ reason }) => reason)).toEqual(
      (expected.cannot ?? []).map((reason) => expect.stringMatching(reason) as string),
    )
  })

  it('knows which groups have several entries from the earlier release, too (066-7, 066-8)', async () => {
    const earlier = await tenantOf('Release 1', [policy(11, 'B', [rulesOf('A', 'B')])])
    const release = await tenantOf('Release 2', [policy(11, 'B', [rulesOf('A')])])
    const tenant = await tenantOf('Tenant', [policy(1, 'B', [simple(x, '1')])])
    const sides = { tenantId: tenant.id, baseline: now(release.id), earlier: now(earlier.id) }
    const { settings } = await lab.core.call('compare.coverage', { ...sides, side: now(tenant.id) })
    const made = await lab.core.call('compare.settingChange', {
      ...sides,
      settings: settings.map(({ id, values }) => ({ settingId: id, key: values[0]!.key })),
    })
    expect(made.cannot).toEqual([])
    expect(after(tenant, made)).toEqual({ B: ['x=1', 'rules{rules_name=A}'] })
  })

  it('takes a draft for what the tenant has only where nothing else does (066-7)', async () => {
    const earlier = await tenantOf('Release 1', [policy(11, 'B', [simple(x, '0')])])
    const release = await tenantOf('Release 2', [policy(11, 'B', [simple(x, '1')])])
    const tenant = await tenantOf('Tenant', [
      policy(1, 'T', [simple(x, '0')]),
      policy(2, 'Draft', [simple(x, '9')], false),
    ])
    const { settings } = await lab.core.call('compare.coverage', {
      tenantId: tenant.id,
      baseline: now(release.id),
      earlier: now(earlier.id),
      side: now(tenant.id),
    })
    expect(settings).toMatchObject([{ values: [{ step: 'follow' }] }])
  })
})
