import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VersionId } from '#contract/model/ids.ts'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import {
  archived,
  archivedName,
  catalog,
  catalogs,
  decide,
  mac,
  policiesIn,
  replacing,
} from '#tests/support/replacing.ts'
import { group, groups, guid, objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import { configs, ios } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, retry, otherPlatform, otherPlatformApproved, planOf, request } = replacing(() => lab)

const policySets = '/deviceAppManagement/policySets'
/** A policy set with one policy. */
const setWith = (payloadId: string): Json => ({
  id: guid(5),
  displayName: 'Set',
  description: 'd',
  roleScopeTags: ['0'],
  guidedDeploymentTags: [],
  assignments: [],
  items: [
    {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationPolicyPolicySetItem',
      id: guid(80),
      payloadId,
      itemType: '#x',
      displayName: 'p',
    },
  ],
})
const payloads = (tenant: RecordedTenant) =>
  objectsOf(tenant, policySets).flatMap(({ items }) => (items as Json[]).map(({ payloadId }) => payloadId))
const newId = (tenant: RecordedTenant) =>
  objectsOf(tenant, catalogs).find(({ platforms }) => platforms === 'windows10')?.['id']

describe('what refers to a replaced object', () => {
  const seed = { groups, configurationPolicies: [catalog(1, 'windows10')], policySets: [setWith(guid(1))] }
  async function both() {
    const tenant = await recordedTenant(lab, 'Tenant', seed)
    const policies = await versionsOf(tenant.id, 'configurationPolicies')
    const sets = await versionsOf(tenant.id, 'policySets')
    Object.assign(objectsOf(tenant, catalogs)[0]!, { platforms: 'macOS' })
    return { tenant, policies, sets }
  }

  it.each(['archive', 'delete'] as const)('refers to the new one (%s, 0812-4)', async (replace) => {
    const { tenant, policies, sets } = await both()
    const ended = await run(tenant, 'Tenant', await planOf(tenant, [...policies, ...sets], { replace }))
    expect(ended.status).toBe('succeeded')
    expect(payloads(tenant)).toEqual([newId(tenant)])
  })

  it('refers to the new one where it is restored later (0812-4)', async () => {
    const { tenant, policies, sets } = await both()
    await run(tenant, 'Tenant', await planOf(tenant, policies, { replace: 'archive' }))
    objectsOf(tenant, policySets)[0]!['items'] = []
    await run(tenant, 'Tenant', await planOf(tenant, sets, {}))
    expect(payloads(tenant)).toEqual([newId(tenant)])
  })

  it('refers to the new one in another tenant, where somebody chose the old one (0812-4)', async () => {
    const source = await recordedTenant(lab, 'Source', { ...seed, groups: [] })
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups,
      configurationPolicies: [catalog(2, 'macOS', { name: 'Mine' })],
    })
    const policies = await versionsOf(source.id, 'configurationPolicies')
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: [...policies, ...(await versionsOf(source.id, 'policySets'))] },
      options: { replace: 'delete' },
      choices: { [`configurationPolicies/${guid(1)}`]: guid(2) },
    })
    const ended = await run(tenant, 'Tenant', plan)
    expect((await lab.items(tenant.id, ended.id)).map(({ action, state }) => `${action} ${state}`)).toEqual([
      'create done',
      'create done',
      'delete done',
    ])
    expect(payloads(tenant)).toEqual([newId(tenant)])
  })
})

describe('the old object', () => {
  it('waits for the approval of the new one, then for its own (0812-2)', async () => {
    const { tenant, versionIds } = await otherPlatformApproved()
    let ended = await request(tenant, await planOf(tenant, versionIds, { replace: 'archive' }))
    // A request each for the new one, its assignments, the new name of the old one and its assignments.
    for (let asked = 0; asked < 8 && ended.status !== 'succeeded'; asked += 1) {
      decide(tenant, 'approved')
      ended = await retry(tenant, ended)
    }
    expect(ended.status).toBe('succeeded')
    expect(policiesIn(tenant)).toEqual([
      { name: 'Baseline', platforms: 'windows10', groups: [guid(1)] },
      { name: archived, platforms: 'macOS', groups: [] },
    ])
  })

  it('stays where its deletion was rejected (0812-2)', async () => {
    const { tenant, versionIds } = await otherPlatformApproved()
    let ended = await request(tenant, await planOf(tenant, versionIds, { replace: 'delete' }))
    for (const how of ['approved', 'approved', 'rejected'] as const) {
      decide(tenant, how)
      ended = await retry(tenant, ended)
    }
    expect(policiesIn(tenant)).toHaveLength(2)
  })

  it('keeps what a policy set assigns to it, and the preview doesn’t promise otherwise (0812-2)', async () => {
    const { tenant, versionIds } = await otherPlatform()
    const bySet = { ...group(guid(2)), id: 'a', source: 'policySets', sourceId: guid(5) }
    objectsOf(tenant, catalogs)[0]!['assignments'] = [bySet]
    const plan = await planOf(tenant, versionIds, { replace: 'archive', assignments: 'none' })
    expect(plan.items.at(-1)!.reason).not.toContain('without assignments')
  })

  it('passes its assignments on if a group of the backup is missing in the tenant (0812-1, 0812-4)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [
        { id: guid(11), displayName: 'Only source' },
        { id: guid(12), displayName: 'Everyone else' },
      ],
      deviceConfigurations: [ios(1, { assignments: [group(guid(12)), group(guid(11), 'exclusionGroup')] })],
    })
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups,
      deviceConfigurations: [mac(2, { assignments: [{ id: 'a', ...group(guid(1)) }] })],
    })
    const given = {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceConfigurations') },
      options: { replace: 'archive' as const },
    }
    const choices = { [`deviceConfigurations/${guid(1)}`]: guid(2) }
    expect((await run(tenant, 'Tenant', await lab.plan(tenant.id, { ...given, choices }))).status).toBe('succeeded')
    expect(policiesIn(tenant, configs)).toMatchObject([
      { name: archivedName('Mac'), groups: [] },
      { name: 'Profile 1', groups: [guid(1)] },
    ])
    expect((await lab.plan(tenant.id, given)).items.map(({ action }) => action)).toEqual(['unchanged'])
  })

  it('leaves its rank to the other restrictions of the plan (0812-2)', async () => {
    const path = '/deviceManagement/deviceEnrollmentConfigurations'
    const restriction = (index: number, platformType: string): Json => ({
      '@odata.type': '#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration',
      id: `${guid(index)}_SinglePlatformRestriction`,
      displayName: `R${index}`,
      description: 'd',
      priority: 1,
      platformType,
      version: 1,
      roleScopeTagIds: ['0'],
      deviceEnrollmentConfigurationType: 'singlePlatformRestriction',
      platformRestriction: { platformBlocked: false, personalDeviceEnrollmentBlocked: false },
      assignments: [],
    })
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups,
      deviceEnrollmentConfigurations: [restriction(1, 'windows'), restriction(9, 'mac')],
    })
    await lab.capture(tenant.id)
    const versionIds = (await lab.core.call('versions.list', { tenantId: tenant.id }))
      .filter(({ name }) => ['R1', 'R9'].includes(name))
      .map(({ id }) => VersionId.parse(id))
    collection(tenant.simulator.tenant, path).delete(`${guid(9)}_SinglePlatformRestriction`)
    const kept = objectsOf(tenant, path).find(({ displayName }) => displayName === 'R1')!
    Object.assign(kept, { platformType: 'mac', priority: 1 })
    const plan = await planOf(tenant, versionIds, { replace: 'archive' })
    expect(plan.items.map(({ action, name }) => `${action} ${name}`).toSorted()).toEqual([
      'create R1',
      'recreate R9',
      'update R1',
    ])
    expect((await run(tenant, 'Tenant', plan)).status).toBe('succeeded')
    const ranks = objectsOf(tenant, path)
      .filter(({ platformType }) => platformType === 'mac')
      .map(({ displayName, priority }) => [displayName, priority])
    expect(Object.fromEntries(ranks)).toEqual({ [archivedName('R1')]: 2, R9: 1 })
  })

  it.runIf(process.env['ATLAS_DEEP'])('is deleted after a restart, if the app ended in between (0812-2)', async () => {
    const { tenant, versionIds } = await otherPlatform([
      { method: 'PUT', path: catalogs, status: 503, code: 'x', message: 'busy' },
      { method: 'DELETE', path: catalogs, cut: 'before' },
    ])
    const ended = await run(tenant, 'Tenant', await planOf(tenant, versionIds, { replace: 'delete' }))
    expect((await lab.items(tenant.id, ended.id)).map(({ action, state }) => `${action} ${state}`)).toEqual([
      'delete unknown',
      'create done',
    ])
    tenant.simulator.endFaults()
    await lab.reopen()
    await lab.unlock(tenant.id, 'Tenant')
    expect((await retry(tenant, ended)).status).toBe('succeeded')
    expect(policiesIn(tenant)).toEqual([{ name: 'Baseline', platforms: 'windows10', groups: [guid(1)] }])
  })
})
