import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid, objectsOf, recordedTenant } from '#tests/support/restored.ts'
import {
  conditionalAccess,
  conditionalAccessPath,
  configs,
  everybody,
  ios,
  restoring,
} from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, faulty, captureEntra } = restoring(() => lab)

describe('a restore never reaches more people than before', () => {
  it('does not assign everybody when the target lacks the excluded group (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      deviceConfigurations: [ios(1, { assignments: [everybody, { id: 'x', ...group(guid(51), 'exclusionGroup') }] })],
    })
    const target = await recordedTenant(lab, 'Target')
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceConfigurations') },
    })
    await run(target, 'Target', plan)
    expect(objectsOf(target, configs)).toMatchObject([{ displayName: 'Profile 1', assignments: [] }])
    expect(plan.items).toMatchObject([
      { warnings: [expect.stringContaining(`excluded group "Break glass" isn't in the target`) as string] },
    ])
  })

  it('keeps the exclusion of the live policy when it cannot map the one of the backup (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      deviceConfigurations: [
        ios(1, { displayName: 'P', assignments: [everybody, { id: 'x', ...group(guid(51), 'exclusionGroup') }] }),
      ],
    })
    const target = await recordedTenant(lab, 'Target', {
      groups: [{ id: guid(61), displayName: 'Emergency' }],
      deviceConfigurations: [
        ios(2, { displayName: 'P', assignments: [everybody, { id: 'x', ...group(guid(61), 'exclusionGroup') }] }),
      ],
    })
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceConfigurations') },
    })
    await run(target, 'Target', plan)
    expect(objectsOf(target, configs)).toMatchObject([
      { assignments: [{ target: everybody.target }, group(guid(61), 'exclusionGroup')] },
    ])
  })

  it('does not assign a Configuration Manager collection of another tenant (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      deviceConfigurations: [
        ios(1, {
          assignments: [
            {
              id: 'c',
              target: {
                '@odata.type': '#microsoft.graph.configurationManagerCollectionAssignmentTarget',
                collectionId: 'PS100014',
              },
            },
          ],
        }),
      ],
    })
    const target = await recordedTenant(lab, 'Target')
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceConfigurations') },
    })
    await run(target, 'Target', plan)
    expect(objectsOf(target, configs)).toMatchObject([{ displayName: 'Profile 1', assignments: [] }])
  })

  it('does not take a filter of the same name that has another rule (006-16)', async () => {
    const filter = (id: string, rule: string) => ({
      id,
      displayName: 'Corporate',
      platform: 'iOS',
      rule,
      assignmentFilterManagementType: 'devices',
      roleScopeTags: ['0'],
    })
    const source = await recordedTenant(lab, 'Source', {
      assignmentFilters: [filter(guid(71), '(device.deviceOwnership -eq "Corporate")')],
      deviceConfigurations: [
        ios(1, {
          assignments: [
            {
              id: 'e',
              target: {
                ...everybody.target,
                deviceAndAppManagementAssignmentFilterId: guid(71),
                deviceAndAppManagementAssignmentFilterType: 'include',
              },
            },
          ],
        }),
      ],
    })
    const target = await recordedTenant(lab, 'Target', {
      assignmentFilters: [filter(guid(72), '(device.manufacturer -ne "x")')],
    })
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceConfigurations') },
    })
    expect(plan.items).toMatchObject([
      {
        action: 'blocked',
        reason: expect.stringContaining('"Corporate" in the target means something else') as string,
      },
    ])
  })

  it('blocks a mapping that would assign and exclude the same group (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [
        { id: guid(51), displayName: 'A' },
        { id: guid(52), displayName: 'B' },
      ],
      deviceConfigurations: [
        ios(1, {
          assignments: [
            { id: 'a', ...group(guid(51)) },
            { id: 'b', ...group(guid(52), 'exclusionGroup') },
          ],
        }),
      ],
    })
    const tenant = await recordedTenant(lab, 'Tenant', { groups: [{ id: guid(61), displayName: 'G' }] })
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceConfigurations') },
      choices: { [`groups/${guid(51)}`]: guid(61), [`groups/${guid(52)}`]: guid(61) },
    })
    expect(plan.items).toMatchObject([
      { action: 'blocked', reason: expect.stringContaining('would be included and excluded at once') as string },
    ])
  })

  it('does not assign a chosen group that is not in the target, and says so (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      deviceConfigurations: [ios(1, { assignments: [{ id: 'a', ...group(guid(51)) }] })],
    })
    const tenant = await recordedTenant(lab, 'Tenant')
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceConfigurations') },
      choices: { [`groups/${guid(51)}`]: guid(99) },
    })
    expect(plan.items).toMatchObject([
      { action: 'create', warnings: [`The group "${guid(99)}" isn't in the target: the assignment is left out.`] },
    ])
    await run(tenant, 'Tenant', plan)
    expect(objectsOf(tenant, configs)).toMatchObject([{ displayName: 'Profile 1', assignments: [] }])
  })

  it('does not take groups that it could not look up for missing (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      deviceConfigurations: [ios(1, { assignments: [everybody, { id: 'x', ...group(guid(51), 'exclusionGroup') }] })],
    })
    const target = await faulty(
      'Target',
      [{ method: 'GET', path: 'groups\\?', status: 403, code: 'Authorization_RequestDenied', message: 'no' }],
      { groups: [{ id: guid(61), displayName: 'Pilot' }] },
    )
    const plan = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceConfigurations') },
    })
    expect(plan.items).toMatchObject([
      { action: 'blocked', reason: expect.stringContaining("The groups in the target couldn't be read") as string },
    ])
  })
})

describe('the risk of a change', () => {
  it('is high when an assignment to everybody loses its exclusion (006-16)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      deviceConfigurations: [ios(1, { assignments: [everybody] })],
    })
    const versionIds = await versionsOf(tenant.id, 'deviceConfigurations')
    objectsOf(tenant, configs)[0]!['assignments'] = [everybody, { id: 'x', ...group(guid(51), 'exclusionGroup') }]
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    expect(plan.items[0]!.risk).toBe('high')
  })

  it('is high when a conditional access policy in force is switched off (006-16)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      conditionalAccessPolicies: [conditionalAccess(1, { state: 'disabled' })],
    })
    await captureEntra(tenant)
    const versionIds = await versionsOf(tenant.id, 'conditionalAccessPolicies')
    objectsOf(tenant, conditionalAccessPath)[0]!['state'] = 'enabled'
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    expect(plan.items[0]!.risk).toBe('high')
  })
})
