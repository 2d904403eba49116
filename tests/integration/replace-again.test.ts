import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '#contract/model/plans.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { archived, catalog, catalogs, named, policiesIn, replacing } from '#tests/support/replacing.ts'
import { groups, guid, objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, undoOf, retry, otherPlatform, planOf } = replacing(() => lab)

const actions = (plan: Plan) => plan.items.map(({ action }) => action)
const forWindows = (tenant: RecordedTenant) =>
  objectsOf(tenant, catalogs).filter(({ platforms }) => platforms === 'windows10')
const replaced = ['Baseline windows10 1', `${archived} macOS 0`]

describe('a second restore', () => {
  it.each(['archive', 'delete'] as const)('after an undo makes no second new object (%s, 0812-4)', async (replace) => {
    const { tenant, versionIds } = await otherPlatform()
    const ended = await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace }))
    expect((await run(tenant, 'Tenant', await undoOf(tenant, ended))).status).toBe('succeeded')
    await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace }))
    expect(forWindows(tenant)).toHaveLength(1)
  })

  it('after an undo that deleted the new object replaces once more (0812-3, 0812-4)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    const undo = await undoOf(
      tenant,
      await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'archive' })),
    )
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: undo.id, seq: 1, included: true })
    await run(tenant, 'Tenant', undo)
    await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'archive' }))
    expect(named(tenant)).toEqual(replaced)
  })

  it('of everything as it is now leaves the replacement known (0812-4)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'archive' }))
    const now = await versionsOf(tenant.id, 'configurationPolicies')
    const plan = await planOf(tenant, now, {})
    expect(actions(plan)).toEqual(['unchanged', 'unchanged'])
    await run(tenant, 'Tenant', plan)
    expect(actions(await planOf(tenant, versionIds, {}))).toEqual(['unchanged'])
    expect(actions(await planOf(tenant, versionIds, { replace: 'archive' }))).toEqual(['unchanged'])
  })

  it('that keeps what exists keeps the new object (0812-4)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'archive' }))
    const again = await planOf(tenant, versionIds, { existing: 'skip' })
    expect(again.items[0]).toMatchObject({ targetId: forWindows(tenant)[0]!['id'] })
  })

  it('finishes a replacement whose assignments were refused, with one new object (0812-2, 0812-4)', async () => {
    const { tenant, versionIds } = await otherPlatform([
      { method: 'POST', path: `${catalogs}/[^/]+/assign`, status: 400, code: 'BadRequest', message: 'No.' },
    ])
    await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'archive' }))
    tenant.simulator.endFaults()
    await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'archive' }))
    expect(named(tenant)).toEqual(replaced)
  })

  it('finishes a replacement whose old object somebody changed meanwhile (0812-2, 0812-4)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    const plan = await planOf(tenant, versionIds, { replace: 'archive' })
    objectsOf(tenant, catalogs)[0]!['description'] = 'somebody else was here'
    await retry(tenant, await run(tenant, 'Tenant', plan))
    expect(actions(await planOf(tenant, versionIds, { replace: 'archive' }))).toEqual(['unchanged', 'update'])
  })

  it('finishes a replacement whose old object somebody left out (0812-1, 0812-4)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    const plan = await planOf(tenant, versionIds, { replace: 'archive', assignments: 'none' })
    await lab.core.call('restore.include', { tenantId: tenant.id, planId: plan.id, seq: 1, included: false })
    await run(tenant, 'Tenant', plan)
    expect(policiesIn(tenant).map(({ groups: ids }) => ids)).toEqual([[guid(2)], [guid(2)]])
    expect(actions(await planOf(tenant, versionIds, { replace: 'archive' }))).toEqual(['update', 'update'])
  })
})

describe('another tenant', () => {
  async function chosen() {
    const source = await recordedTenant(lab, 'Source', {
      configurationPolicies: [catalog(1, 'windows10'), catalog(3, 'windows10', { name: 'Third' })],
    })
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups,
      configurationPolicies: [catalog(2, 'macOS', { name: 'Mine' })],
    })
    await lab.capture(source.id)
    const versions = await lab.core.call('versions.list', { tenantId: source.id })
    const idsOf = (...names: string[]) =>
      names.flatMap((name) => versions.filter((version) => version.name === name).map(({ id }) => id))
    const planIt = (names: string[], choices: Record<string, string> = {}) =>
      lab.plan(tenant.id, {
        sourceTenantId: source.id,
        from: { versionIds: idsOf(...names) },
        options: { replace: 'archive' },
        choices: { [`configurationPolicies/${guid(1)}`]: guid(2), ...choices },
      })
    await run(tenant, 'Tenant', await planIt(['Baseline']))
    return { tenant, planIt, made: forWindows(tenant)[0]! }
  }

  it('isn’t given a second one for the same choice, even if the new one has another name (0812-4)', async () => {
    const { tenant, planIt, made } = await chosen()
    made['description'] = 'changed'
    await run(tenant, 'Tenant', await planIt(['Baseline']))
    expect(objectsOf(tenant, catalogs)).toHaveLength(2)
    made['name'] = 'Renamed by hand'
    expect(actions(await planIt(['Baseline']))).toEqual(['update'])
  })

  it('gets neither of two policies written over the same new one (0812-5)', async () => {
    const { planIt, made } = await chosen()
    const plan = await planIt(['Baseline', 'Third'], { [`configurationPolicies/${guid(3)}`]: String(made['id']) })
    expect(actions(plan)).toEqual(['blocked', 'blocked'])
  })
})
