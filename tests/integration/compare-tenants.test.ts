import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Input } from '#contract/api/api.ts'
import type { Side } from '#contract/model/compare.ts'
import { TenantId, type BaselineId } from '#contract/model/ids.ts'
import type { Json } from '#domain/json.ts'
import { goldenDifferences, type Tenant } from '#scripts/demo/golden.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'
import { allOfDemo, group, guid } from '#tests/support/restored.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

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

describe('the demo and the golden tenant', () => {
  let lab: Lab
  let left: { id: TenantId }
  let right: { id: TenantId }
  beforeAll(async () => {
    lab = openLab()
    left = await lab.tenant('Demo', join(resources, 'demo'))
    right = await lab.tenant('Golden', join(resources, 'golden'))
    for (const { id } of [left, right]) {
      await lab.core.call('tenants.change', { tenantId: id, capturesEntra: true })
      await lab.capture(id)
    }
  }, 120_000)
  afterAll(() => lab.close())

  const matrix = () =>
    lab.core.call('compare.matrix', {
      tenantId: left.id,
      left: { tenantId: left.id, from: now },
      right: { tenantId: right.id, from: now },
    })

  it('differ as the golden and the demo tenant were made to, whatever their ids (043-1)', async () => {
    const rows = await matrix()
    const known = goldenDifferences(
      Object.fromEntries(
        ['configurationPolicies', 'mobileApps', 'deviceCompliancePolicies'].map((name) => [name, allOfDemo(name)]),
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
    const different = { ...known.different, Default: 1 }
    expect(
      Object.fromEntries(rows.filter((row) => row.state === 'different').map((row) => [row.name, row.changes])),
    ).toEqual(different)
    expect(rows.filter((row) => row.state === 'same')).toHaveLength(
      seedCounts('golden').withEntra - Object.keys(different).length,
    )
  })

  it('are the same after what is missing was promoted (043-1)', async () => {
    const missing = (await matrix())
      .filter((row) => row.state === 'left' && row.type === 'configurationPolicies')
      .slice(0, 2)
    const plan = await lab.plan(right.id, {
      sourceTenantId: left.id,
      from: { versionIds: missing.map((row) => row.leftVersionId!) },
    })
    await lab.unlock(right.id, 'Golden')
    await lab.ended(
      right.id,
      (await lab.core.call('restore.start', { tenantId: right.id, planId: plan.id, confirm: 'Golden' })).runId,
    )
    const again = await matrix()
    expect(
      again.filter((row) => missing.some(({ name }) => name === row.name)).map((row) => [row.state, row.by]),
    ).toEqual(missing.map(() => ['same', 'mapping']))
  })
})

describe('two tenants', () => {
  let lab: Lab
  beforeEach(() => void (lab = openLab()))
  afterEach(() => lab.close())

  /** Two tenants that share some names. */
  async function tenantsWithTwins() {
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
    return { input, scripts }
  }

  it('are paired by a unique name or by saying the same; never guessed (043-2)', async () => {
    const { scripts } = await tenantsWithTwins()
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
  })

  it('are paired by hand (043-2)', async () => {
    const { scripts } = await tenantsWithTwins()
    const rows = await scripts()
    const four = rows.find((row) => row.name === 'Script 4')!
    const other = rows.find((row) => row.name === 'Other name')!
    expect(
      (await scripts({ byHand: { [four.leftVersionId!]: other.rightVersionId! } })).find(
        (row) => row.name === 'Script 4',
      ),
    ).toMatchObject({ state: 'different', by: 'hand', changes: 1 })
  })

  it('are refused when a side names versions of the other one (043-2)', async () => {
    const { input, scripts } = await tenantsWithTwins()
    const four = (await scripts()).find((row) => row.name === 'Script 4')!
    await expect(
      lab.core.call('compare.matrix', {
        ...input,
        right: { ...input.right, from: { versionIds: [four.leftVersionId!] } },
      }),
    ).rejects.toMatchObject({ error: { code: 'forbidden' } })
  })

  const baseline = async (id: TenantId, from: Side['from'] = now, source = id): Promise<BaselineId> =>
    (
      await lab.core.call('drift.addBaseline', {
        tenantId: id,
        name: 'As it should be',
        source: { tenantId: source, from },
      })
    ).baselineId
  async function findings(id: TenantId, baselineId: BaselineId) {
    await lab.ended(id, (await lab.core.call('drift.check', { tenantId: id, baselineId })).runId)
    return lab.core.call('drift.findings', { tenantId: id, baselineId })
  }

  it('are the same where a reference was mapped by hand, and stay paired however many runs follow (043-5)', async () => {
    const left = await lab.tenant('Left', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      deviceManagementScripts: [script(1, { assignments: [group(guid(51))] })],
    })
    const right = await lab.tenant('Right', { groups: [{ id: guid(61), displayName: 'Pilot EU' }] })
    for (const { id } of [left, right]) await lab.capture(id)
    const versionIds = (await lab.core.call('versions.list', { tenantId: left.id }))
      .filter((version) => version.name === 'Script 1')
      .map((version) => version.id)
    const plan = await lab.plan(right.id, {
      sourceTenantId: left.id,
      from: { versionIds },
      choices: { [`groups/${guid(51)}`]: guid(61) },
    })
    await lab.unlock(right.id, 'Right')
    await lab.ended(
      right.id,
      (await lab.core.call('restore.start', { tenantId: right.id, planId: plan.id, confirm: 'Right' })).runId,
    )
    await lab.capture(right.id)
    const rows = async () =>
      (
        await lab.core.call('compare.matrix', {
          tenantId: left.id,
          left: { tenantId: left.id, from: now },
          right: { tenantId: right.id, from: now },
        })
      )
        .filter((row) => row.type === 'deviceManagementScripts')
        .map((row) => [row.state, row.by])
    expect(await rows()).toEqual([['same', 'mapping']])
    expect(
      (await findings(right.id, await baseline(right.id, now, left.id))).filter(
        (finding) => finding.type === 'deviceManagementScripts',
      ),
    ).toEqual([])
    for (const item of collection(right.simulator.tenant, '/deviceManagement/deviceManagementScripts').values())
      item['displayName'] = 'Renamed'
    await lab.capture(right.id)
    await lab.tamper(
      Array.from(
        { length: 600 },
        (_, index) =>
          `INSERT INTO runs (id, tenant_id, kind, title, target, input, status, result, created_at) VALUES ('r${index}', '${right.id}', 'sync', 'x', 'x${index}', '{}', 'succeeded', '{}', '2099-01-01T00:00:00.000Z')`,
      ).join(';'),
    )
    expect(await rows()).toEqual([['different', 'mapping']])
  })
})
