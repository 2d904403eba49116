import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Coverage, CoverageState, Side } from '#contract/model/compare.ts'
import type { TenantId } from '#contract/model/ids.ts'
import { isObject, objects, text, type Json } from '#domain/json.ts'
import { bitLocker, choicePolicy } from '#tests/support/choice-policy.ts'
import { captured } from '#tests/support/contents.ts'
import { importInto } from '#tests/support/imported.ts'
import { openLab, resources, root, type Lab } from '#tests/support/lab.ts'
import { allOfDemo, group, guid } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

const settings = allOfDemo('configurationSettings')
const policy = (index: number, name: string, value: number, assignments: readonly Json[]): Json =>
  choicePolicy(index, value, assignments, { name })
const [one, two] = [group(guid(51)), group(guid(52))]
const groups = [
  { id: guid(51), displayName: 'One' },
  { id: guid(52), displayName: 'Two' },
]

const now = (tenantId: TenantId): Side => ({ tenantId, from: { now: true } })
const coverage = async (baseline: TenantId, tenantId: TenantId): Promise<Coverage> =>
  lab.core.call('compare.coverage', { tenantId, baseline: now(baseline), side: now(tenantId) })

async function tenantOf(name: string, configurationPolicies: readonly Json[]): Promise<TenantId> {
  const { id } = await lab.tenant(name, {
    groups,
    configurationSettings: settings,
    configurationCategories: allOfDemo('configurationCategories'),
    configurationPolicies,
  })
  await lab.capture(id)
  return id
}

const valuesOf = async (baseline: TenantId, tenantId: TenantId) =>
  (await coverage(baseline, tenantId)).settings.flatMap(({ values, ...setting }) =>
    values.map((value) => ({ ...setting, ...value })),
  )

describe('the coverage of a baseline', () => {
  const states: readonly (readonly [CoverageState, readonly Json[]])[] = [
    ['met', [policy(1, 'Whatever', 1, [one])]],
    ['missing', []],
    ['unassigned', [policy(1, 'Whatever', 1, [])]],
    ['otherValue', [policy(1, 'Whatever', 0, [one])]],
    ['partly', [policy(1, 'Whatever', 1, [one]), policy(2, 'Other', 0, [two])]],
    ['conflicting', [policy(1, 'Whatever', 1, [one]), policy(2, 'Other', 0, [one])]],
  ]
  it.each(states)(
    'is %s by setting and value, whatever policies are called (066-1, 066-2)',
    async (state, policies) => {
      const baseline = await tenantOf('Baseline', [policy(11, 'BitLocker', 1, [])])
      const found = await valuesOf(baseline, await tenantOf('Tenant', policies))
      expect(found).toMatchObject([
        {
          id: bitLocker,
          name: 'Require Device Encryption',
          value: 'Enabled',
          state,
          baseline: [{ policyName: 'BitLocker' }],
        },
      ])
      expect(found[0]!.uses.map(({ policyName }) => policyName).toSorted()).toEqual(
        policies.map(({ name }) => text(name)).toSorted(),
      )
    },
  )

  it('is that of any captured state, and takes what the baseline gives to several as it is (066-1, 066-2)', async () => {
    const rings = [policy(11, 'Ring 1', 1, [one]), policy(12, 'Ring 2', 0, [two])]
    const baseline = await tenantOf('Baseline', rings)
    expect((await valuesOf(baseline, baseline)).map(({ state }) => state)).toEqual(['met', 'met'])
    const before: Side = { tenantId: baseline, from: { at: '2001-01-01T00:00:00.000Z' } }
    const asked = { tenantId: baseline, baseline: now(baseline), side: before }
    expect((await lab.core.call('compare.coverage', asked)).settings).toMatchObject([
      { values: [{ state: 'missing' }, { state: 'missing' }], uses: [] },
    ])
    // What is archived here is in the tenant all the same.
    const { policies } = await lab.core.call('policies.list', { tenantId: baseline })
    for (const { id, name } of policies)
      if (name.startsWith('Ring'))
        await lab.core.call('policies.archive', { tenantId: baseline, policyIds: [id], archived: true })
    expect((await valuesOf(baseline, baseline)).map(({ state }) => state)).toEqual(['met', 'met'])
  })

  it('says what it does not compare (066-1)', async () => {
    const { id: tenantId } = await lab.tenant('Demo', resolve(resources, 'demo'))
    await lab.capture(tenantId)
    const { notCompared, settings: found } = await coverage(tenantId, tenantId)
    expect(notCompared.policies).toBeGreaterThan(10)
    expect(found.length).toBeGreaterThan(20)
  })

  const fixtures = resolve(root, '../shared/fixtures')
  it.runIf(existsSync(fixtures))(
    'of a real baseline by a real tenant is what a count of their files says (066-1, 066-2)',
    { timeout: 300_000 },
    async () => {
      const { tenantId: baseline } = await importInto(lab, resolve(fixtures, 'raw/configurationPolicies'))
      const { id: tenantId } = await lab.tenant('Tenant', resolve(fixtures, 'tenant'))
      await lab.capture(tenantId)
      const found = Map.groupBy(await valuesOf(baseline, tenantId), ({ id }) => id)
      const [wanted, present] = [await choicesIn(baseline), await choicesIn(tenantId)]
      const differing: unknown[] = []
      let counted = 0
      for (const [id, uses] of wanted) {
        const values = new Set(uses.map(({ value }) => value))
        const rows = found.get(id) ?? []
        // A setting that the baseline has twice has a row for each value.
        if (values.size !== 1 || rows.length !== 1) continue
        counted += 1
        const expected = countedState([...values][0]!, present.get(id) ?? [])
        const state = rows[0]!.state === 'conflicting' ? 'partly' : rows[0]!.state
        if (state !== expected) differing.push([id, state, expected])
      }
      expect(differing).toEqual([])
      expect(counted).toBeGreaterThan(100)
      // The other way around, too.
      expect((await valuesOf(tenantId, baseline)).some(({ state }) => state === 'unassigned')).toBe(true)
    },
  )
})

interface Choice {
  readonly policy: string
  readonly value: string
  readonly assigned: boolean
}

/** Every choice in the Settings catalog policies of a tenant, straight from their documents. */
async function choicesIn(tenantId: TenantId): Promise<Map<string, Choice[]>> {
  const found = new Map<string, Choice[]>()
  for (const { type, name, document } of await captured(lab, tenantId)) {
    if (type !== 'configurationPolicies') continue
    const assigned = objects(document['assignments']).some(
      ({ target }) => isObject(target) && !text(target['@odata.type']).includes('exclusion'),
    )
    const visit = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(visit)
      if (!isObject(value)) return
      const chosen = value['choiceSettingValue']
      if (isObject(chosen)) {
        const id = text(value['settingDefinitionId'])
        const entry = { policy: `${name}/${text(document['id'])}`, value: text(chosen['value']), assigned }
        found.set(id, [...(found.get(id) ?? []), entry])
      }
      Object.values(value).forEach(visit)
    }
    visit(document['settings'])
  }
  return found
}

/** The rules of the spec once more, for choices. */
function countedState(value: string, choices: readonly Choice[]): CoverageState {
  const having = new Set(choices.filter((choice) => choice.value === value).map((choice) => choice.policy))
  const assigned = choices.filter((choice) => choice.assigned)
  const others = assigned.filter((choice) => !having.has(choice.policy))
  if (assigned.some((choice) => having.has(choice.policy))) return others.length === 0 ? 'met' : 'partly'
  return others.length > 0 ? 'otherValue' : having.size > 0 ? 'unassigned' : 'missing'
}

describe('a baseline in a spreadsheet', () => {
  const imported = async (name: string, text: string): Promise<TenantId> => {
    const folder = join(lab.folder, 'tables')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), text)
    return (await importInto(lab, join(folder, name))).tenantId
  }

  it.each([
    ['with commas', 'Rule,Setting ID,Value\n"1.1, BitLocker",ID,ID_1\n1.2,other_setting,"a, b"\n'],
    [
      'with semicolons, as Excel saves it',
      '\uFEFFRule;Setting-ID;Recommended value\r\n1.1;ID;ID_1\r\n1.2;other_setting;a, b\r\n',
    ],
  ])('%s is held against a tenant like any other (066-5)', async (_name, table) => {
    const baseline = await imported(
      'CIS.csv',
      table.replaceAll('ID_1', `${bitLocker}_1`).replaceAll(/\bID(?=[,;]device)/g, bitLocker),
    )
    const tenant = await tenantOf('Tenant', [policy(1, 'Whatever', 1, [one])])
    const found = await valuesOf(baseline, tenant)
    expect(found.map(({ id, state, baseline: from }) => [id, state, from[0]!.policyName])).toEqual([
      [bitLocker, 'met', 'CIS'],
      ['other_setting', 'missing', 'CIS'],
    ])
  })

  it('has several values in several rows, and numbers (066-5)', async () => {
    const baseline = await imported('CIS.csv', 'setting id,value\nlist,a\nlist,b\nlength,14\n,ignored\nempty,\n')
    const tenant = await tenantOf('Tenant', [])
    expect((await valuesOf(baseline, tenant)).map(({ id, value }) => [id, value])).toEqual([
      ['length', '14'],
      ['list', 'a'],
      ['list', 'b'],
    ])
  })

  it.each(['Device,Serial\nPC,1\n', 'Setting ID\nx\n', '', 'Setting ID,Value\n'])(
    'that isn’t one is no policy: %j (066-5)',
    async (table) => {
      const folder = join(lab.folder, 'others')
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'table.csv'), table)
      writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy(1, 'BitLocker', 1, [])))
      const { run } = await importInto(lab, folder)
      expect(run).toMatchObject({ result: { versions: 1 } })
    },
  )
})

describe('an accepted deviation', () => {
  const accept = (tenantId: TenantId, until: string | null) =>
    lab.core.call('deviations.accept', {
      tenantId,
      settingId: bitLocker,
      key: `${bitLocker}_1`,
      reason: 'Kiosks can’t be encrypted',
      owner: 'Grace',
      until,
    })

  it('counts by itself until its last day is over, and is open again when it is withdrawn (066-6)', async () => {
    const baseline = await tenantOf('Baseline', [policy(11, 'BitLocker', 1, [])])
    const tenant = await tenantOf('Tenant', [policy(1, 'Whatever', 0, [one])])
    expect(await valuesOf(baseline, tenant)).toMatchObject([
      { state: 'otherValue', deviation: null, key: `${bitLocker}_1` },
    ])
    const { deviationId } = await accept(tenant, null)
    expect(await valuesOf(baseline, tenant)).toMatchObject([
      {
        state: 'accepted',
        deviation: { reason: 'Kiosks can’t be encrypted', owner: 'Grace', otherwise: 'otherValue' },
      },
    ])
    // The same one, with another end. Its last day counts.
    const today = new Date().toISOString().slice(0, 10)
    expect(await accept(tenant, today)).toEqual({ deviationId })
    expect(await valuesOf(baseline, tenant)).toMatchObject([{ state: 'accepted', deviation: { until: today } }])
    await accept(tenant, '2026-01-01')
    expect(await valuesOf(baseline, tenant)).toMatchObject([{ state: 'otherValue', deviation: { isOver: true } }])
    // Another tenant has accepted nothing.
    const other = await tenantOf('Other', [policy(1, 'Whatever', 0, [one])])
    expect(await valuesOf(baseline, other)).toMatchObject([{ state: 'otherValue', deviation: null }])
    await lab.core.call('deviations.withdraw', { tenantId: tenant, deviationId })
    expect(await valuesOf(baseline, tenant)).toMatchObject([{ state: 'otherValue', deviation: null }])
  })

  it('says nothing about a value that is met, and goes with its tenant (066-6)', async () => {
    const baseline = await tenantOf('Baseline', [policy(11, 'BitLocker', 1, [])])
    const tenant = await tenantOf('Tenant', [policy(1, 'Whatever', 1, [one])])
    await accept(tenant, null)
    expect(await valuesOf(baseline, tenant)).toMatchObject([{ state: 'met', deviation: null }])
    await lab.core.call('tenants.archive', { tenantId: tenant, archived: true })
    await lab.core.call('tenants.remove', { tenantId: tenant, confirm: 'Tenant' })
  })
})
