import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChosenSetting, Coverage, Side } from '#contract/model/compare.ts'
import type { PolicyId, TenantId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import { objects, type Json } from '#domain/json.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { bitLocker, choicePolicy } from '#tests/support/choice-policy.ts'
import { importInto } from '#tests/support/imported.ts'
import { openLab, root, type Lab } from '#tests/support/lab.ts'
import { allOfDemo, group, guid, objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import { restoring } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { run, planOf, undoOf } = restoring(() => lab)

const path = '/deviceManagement/configurationPolicies'
const other = 'device_vendor_msft_bitlocker_allowwarningforotherdiskencryption'
const third = 'device_vendor_msft_policy_config_camera_allowcamera'
const one = group(guid(51))
/** A policy with choices: the option of each setting. */
const policy = (
  index: number,
  name: string,
  choices: Readonly<Record<string, number>>,
  assignments: readonly Json[] = [one],
) => ({
  ...choicePolicy(index, 0, assignments, { name }),
  settings: Object.entries(choices).map(([setting, value], at) => ({
    ...objects(choicePolicy(index, value, [], { setting })['settings'])[0],
    id: String(at),
  })),
})

async function tenantOf(name: string, configurationPolicies: readonly Json[]): Promise<RecordedTenant> {
  const tenant = await recordedTenant(lab, name, {
    groups: [{ id: guid(51), displayName: 'One' }],
    configurationSettings: allOfDemo('configurationSettings'),
    configurationCategories: allOfDemo('configurationCategories'),
    configurationPolicies,
  })
  await lab.capture(tenant.id)
  return tenant
}

const now = (tenantId: TenantId): Side => ({ tenantId, from: { now: true } })
const coverage = (baseline: TenantId, tenantId: TenantId, earlier: TenantId | null = null): Promise<Coverage> =>
  lab.core.call('compare.coverage', {
    tenantId,
    baseline: now(baseline),
    side: now(tenantId),
    earlier: earlier === null ? null : now(earlier),
  })
const statesOf = async (baseline: TenantId, tenantId: TenantId): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await coverage(baseline, tenantId)).settings.flatMap(({ id, values }) => values.map(({ state }) => [id, state])),
  )
const changeOf = (
  baseline: TenantId,
  tenantId: TenantId,
  settings: readonly ChosenSetting[],
  addTo: PolicyId | null = null,
) => lab.core.call('compare.settingChange', { tenantId, baseline: now(baseline), settings: [...settings], addTo })
const chosen = (settingId: string, option: number): ChosenSetting => ({ settingId, key: `${settingId}_${option}` })

async function planFor(tenant: RecordedTenant, made: Awaited<ReturnType<typeof changeOf>>): Promise<Plan> {
  const { runId } = await lab.core.call('changes.plan', {
    tenantId: tenant.id,
    policyIds: made.policyIds,
    change: made.change!,
  })
  return planOf(tenant.id, runId)
}

const optionsIn = (tenant: RecordedTenant, name: string): unknown[] =>
  objects(objectsOf(tenant, path).find((item) => item['name'] === name)!['settings']).map(
    ({ settingInstance }) => ((settingInstance as Json)['choiceSettingValue'] as Json)['value'],
  )

describe('settings of a baseline', () => {
  it('are set where the tenant has other values, added where it has none, and taken back (066-8)', async () => {
    const baseline = await tenantOf('Baseline', [policy(11, 'Baseline', { [bitLocker]: 1, [other]: 0, [third]: 1 })])
    const tenant = await tenantOf('Tenant', [
      policy(1, 'Encryption', { [bitLocker]: 0 }),
      policy(2, 'Devices', { [third]: 1 }),
      policy(3, 'Draft', { [bitLocker]: 0 }, []),
    ])
    const before = objectsOf(tenant, path)
    expect(await statesOf(baseline.id, tenant.id)).toEqual({
      [bitLocker]: 'otherValue',
      [other]: 'missing',
      [third]: 'met',
    })
    const { policies } = await lab.core.call('policies.list', { tenantId: tenant.id })
    const devices = policies.find(({ name }) => name === 'Devices')!.id
    const made = await changeOf(baseline.id, tenant.id, [chosen(bitLocker, 1), chosen(other, 0)], devices)
    expect(made).toMatchObject({ cannot: [], missing: 1 })
    // Nobody gets the draft, so it says nothing.
    expect(made.policies).toEqual([
      expect.objectContaining({ policyName: 'Encryption', changes: 1, adds: 0, removes: 0 }),
      expect.objectContaining({ policyName: 'Devices', changes: 0, adds: 1, removes: 0 }),
    ])
    expect(made.candidates.map(({ policyName }) => policyName)).toEqual(['Devices', 'Draft', 'Encryption'])
    const plan = await planFor(tenant, made)
    expect(plan).toMatchObject({ isChange: true, source: 'Set 2 settings as in Baseline' })
    expect(plan.items.map(({ name, action }) => [name, action]).toSorted()).toEqual([
      ['Devices', 'update'],
      ['Encryption', 'update'],
    ])
    const ended = await run(tenant, 'Tenant', plan)
    expect(ended.status).toBe('succeeded')
    expect(optionsIn(tenant, 'Devices').toSorted()).toEqual([`${other}_0`, `${third}_1`])
    await lab.capture(tenant.id)
    expect(await statesOf(baseline.id, tenant.id)).toEqual({ [bitLocker]: 'met', [other]: 'met', [third]: 'met' })
    expect((await run(tenant, 'Tenant', await undoOf(tenant, ended))).status).toBe('succeeded')
    const settingsOf = (some: readonly Json[]) =>
      some.map(({ name, settings }) => [name, objects(settings).map(({ settingInstance }) => settingInstance)])
    expect(settingsOf(objectsOf(tenant, path))).toEqual(settingsOf(before))
  })

  it('come with the reason where they can’t be set (066-8)', async () => {
    const baseline = await tenantOf('Baseline', [
      policy(11, 'One', { [bitLocker]: 1, [other]: 1 }),
      policy(12, 'Two', { [bitLocker]: 0 }),
    ])
    const tenant = await tenantOf('Tenant', [
      policy(1, 'Whatever', { [bitLocker]: 1, [third]: 0 }, []),
      { ...policy(2, 'Only', { [third]: 1 }), platforms: 'macOS' },
    ])
    const reasons = async (...settings: ChosenSetting[]) => {
      const { change, cannot } = await changeOf(baseline.id, tenant.id, settings)
      expect(change).toBeNull()
      return cannot.map(({ reason }) => reason)
    }
    expect(await reasons(chosen(bitLocker, 1))).toEqual([expect.stringMatching(/assigned to nobody/)])
    expect(await reasons(chosen(bitLocker, 1), chosen(bitLocker, 0))).toEqual([expect.stringMatching(/together/)])
    expect(await reasons(chosen(bitLocker, 7))).toEqual([expect.stringMatching(/any more/)])
    expect(await reasons({ settingId: other, key: null })).toEqual([expect.stringMatching(/doesn't set it/)])
    // Nobody writes half a policy: the other one stays too.
    expect((await changeOf(baseline.id, tenant.id, [{ settingId: third, key: null }])).cannot).toEqual([
      expect.objectContaining({ reason: expect.stringMatching(/^Only: It would have no settings left/) as string }),
    ])
    const macOnly = await tenantOf('Mac', [{ ...policy(1, 'Only', { [third]: 1 }), platforms: 'macOS' }])
    expect((await changeOf(baseline.id, macOnly.id, [chosen(other, 1)])).cannot).toEqual([
      expect.objectContaining({ reason: expect.stringMatching(/No policy in the tenant is like One/) as string }),
    ])
  })

  it('are blocked in the plan if somebody changed the policy in between, and nothing is half written (066-8)', async () => {
    const baseline = await tenantOf('Baseline', [policy(11, 'Baseline', { [bitLocker]: 1, [third]: 1 })])
    const tenant = await tenantOf('Tenant', [policy(1, 'Both', { [bitLocker]: 0, [third]: 0 })])
    const made = await changeOf(baseline.id, tenant.id, [chosen(bitLocker, 1), { settingId: third, key: null }])
    const live = tenant.simulator.tenant.collections.get(path)!.get(guid(1))! as Record<string, unknown>
    live['settings'] = objects(live['settings']).slice(1)
    const { items } = await planFor(tenant, made)
    // The setting that was taken away is there again, and the other one goes: the policy is what was asked for.
    expect(items).toMatchObject([{ name: 'Both', action: 'update' }])
  })
})

describe('a new release of a baseline', () => {
  it('is told apart from what the tenant changed, and can be followed (066-7)', async () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((end) => `device_vendor_msft_policy_config_test_${end}`) as [
      string,
      string,
      string,
      string,
    ]
    const earlier = await tenantOf('Release 1', [policy(11, 'Baseline', { [a]: 0, [b]: 0, [c]: 0, [d]: 0 })])
    const release = await tenantOf('Release 2', [policy(11, 'Baseline', { [a]: 1, [b]: 1, [c]: 0, [third]: 1 })])
    const tenant = await tenantOf('Tenant', [policy(1, 'Ours', { [a]: 0, [b]: 2, [c]: 2, [d]: 0 })])
    const found = await coverage(release.id, tenant.id, earlier.id)
    const steps = Object.fromEntries(found.settings.flatMap(({ id, values }) => values.map(({ step }) => [id, step])))
    expect(steps).toEqual({ [a]: 'follow', [b]: 'bothChanged', [c]: 'ownChange', [third]: 'follow' })
    expect(found.dropped).toMatchObject([{ id: d, uses: [{ policyName: 'Ours' }] }])
    // Without an earlier release, nobody knows who changed what.
    const alone = await coverage(release.id, tenant.id)
    expect(alone.dropped).toEqual([])
    expect(alone.settings.flatMap(({ values }) => values.map(({ step }) => step))).toEqual([null, null, null, null])
    const follow = [
      ...found.settings.flatMap(({ id, values }) =>
        values.filter(({ step }) => step === 'follow').map(({ key }) => ({ settingId: id, key })),
      ),
      ...found.dropped.map(({ id }) => ({ settingId: id, key: null })),
    ]
    const made = await changeOf(release.id, tenant.id, follow)
    expect(made.policies).toEqual([expect.objectContaining({ policyName: 'Ours', changes: 1, adds: 1, removes: 1 })])
    expect((await run(tenant, 'Tenant', await planFor(tenant, made))).status).toBe('succeeded')
    // What the tenant changed by itself stays.
    expect(optionsIn(tenant, 'Ours').toSorted()).toEqual([`${third}_1`, `${a}_1`, `${b}_2`, `${c}_2`].toSorted())
  })
})

/** Takes away every third setting of a tenant, and gives every other third another option. */
function spoil(simulator: Simulator): void {
  for (const item of simulator.tenant.collections.get(path)!.values())
    Object.assign(item, {
      settings: objects(item['settings']).flatMap((setting, index) => {
        const instance = setting['settingInstance'] as Json
        const held = instance['choiceSettingValue'] as Json | undefined
        if (index % 3 === 0 && index > 0) return []
        if (index % 3 !== 1 || !held || objects(held['children']).length > 0) return [setting]
        const value = String(held['value']).replace(/\d$/, (digit) => String((Number(digit) + 1) % 2))
        return [{ ...setting, settingInstance: { ...instance, choiceSettingValue: { ...held, value } } }]
      }),
    })
}

const fixtures = resolve(root, '../shared/fixtures')
it.runIf(existsSync(fixtures))(
  'settings of real policies are set in a real tenant, and are met then (066-8)',
  { timeout: 300_000 },
  async () => {
    const { tenantId: baseline } = await importInto(lab, resolve(fixtures, 'raw/configurationPolicies'))
    const { id, simulator } = await lab.tenant('Tenant', resolve(fixtures, 'tenant'))
    const tenant = { id, simulator, record: '' }
    spoil(simulator)
    await lab.capture(id)
    const open = (await coverage(baseline, id)).settings.flatMap(({ id: settingId, values }) =>
      // The baseline has several policies with values of their own for others.
      values.length === 1 && ['otherValue', 'missing'].includes(values[0]!.state)
        ? [{ settingId, key: values[0]!.key }]
        : [],
    )
    expect(open.length).toBeGreaterThan(100)
    const made = await changeOf(baseline, id, open)
    expect(made.policyIds.length).toBeGreaterThan(5)
    const plan = await planFor(tenant, made)
    const blocked = plan.items.filter(({ action }) => action !== 'update')
    expect(blocked.map(({ name, action, reason }) => [name, action, reason])).toEqual([])
    for (const { seq, included } of plan.items)
      if (!included) await lab.core.call('restore.include', { tenantId: id, planId: plan.id, seq, included: true })
    expect((await run(tenant, 'Tenant', plan)).status).toBe('succeeded')
    await lab.capture(id)
    const cannot = new Set(made.cannot.map(({ settingId }) => settingId))
    const after = (await coverage(baseline, id)).settings
    const left = open.filter(({ settingId, key }) => {
      const state = after.find((setting) => setting.id === settingId)!.values.find((value) => value.key === key)!.state
      // A policy that got it may be assigned to nobody.
      return !cannot.has(settingId) && !['met', 'unassigned', 'partly'].includes(state)
    })
    expect(left).toEqual([])
  },
)
