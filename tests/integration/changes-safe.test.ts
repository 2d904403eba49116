import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '#contract/model/changes.ts'
import type { PolicyId, TenantId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { demo, group, guid, objectsOf, recordedTenant, writes } from '#tests/support/restored.ts'
import { conditionalAccess, configs, everybody, restoring, script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { run, planOf } = restoring(() => lab)

const plan = async (tenantId: TenantId, policyIds: readonly PolicyId[], change: Change): Promise<Plan> =>
  planOf(tenantId, (await lab.core.call('changes.plan', { tenantId, policyIds: [...policyIds], change })).runId)

const policiesOf = async (tenantId: TenantId, ...names: string[]): Promise<PolicyId[]> => {
  const { policies } = await lab.core.call('policies.list', { tenantId })
  return names.map((name) => policies.find((policy) => policy.name === name)!.id)
}

const profile = (index: number, name: string, kind: string, more: Json): Json => ({
  '@odata.type': `#microsoft.graph.${kind}`,
  id: guid(index),
  displayName: name,
  description: 'first',
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})
const wifi = (preSharedKey: string | null): Json =>
  profile(1, 'Wi-Fi', 'windowsWifiConfiguration', {
    preSharedKey,
    wifiSecurityType: 'wpa2Personal',
    ssid: 'x',
    networkName: 'x',
  })
const oma = (name: string, reference: string, value: string): Json => ({
  '@odata.type': '#microsoft.graph.omaSettingString',
  displayName: name,
  omaUri: `./${name}`,
  isEncrypted: true,
  secretReferenceValueId: reference,
  value,
})
const custom = (...omaSettings: Json[]): Json => profile(2, 'Custom', 'windows10CustomConfiguration', { omaSettings })
const duplicate: Change = { rule: 'duplicate', suffix: '(copy)', assignments: false }
const vip = { id: guid(51), name: 'VIP' }
const groups = [{ id: vip.id, displayName: 'VIP' }]
const filter = {
  id: guid(40),
  displayName: 'Laptops',
  platform: 'windows10AndLater',
  rule: '(device.model -eq "x")',
  roleScopeTags: ['0'],
  assignmentFilterManagementType: 'devices',
}
const filtered = (target: { target: Json }): Json => ({
  id: 'x',
  target: {
    ...target.target,
    deviceAndAppManagementAssignmentFilterId: filter.id,
    deviceAndAppManagementAssignmentFilterType: 'include',
  },
})

describe('a change of many policies', () => {
  it('never writes an earlier secret over one that the tenant got since (063-2)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      deviceConfigurations: [wifi('one'), custom(oma('Key', 'ref-1', 'secret one'))],
    })
    await lab.capture(tenant.id)
    const { simulator } = tenant
    collection(simulator.tenant, configs).get(guid(1))!['preSharedKey'] = 'two'
    simulator.tenant.secrets.set('ref-2', 'secret two')
    const now = collection(simulator.tenant, configs).get(guid(2))!
    now['omaSettings'] = [{ ...oma('Key', 'ref-2', '****') }]
    const made = await plan(tenant.id, await policiesOf(tenant.id, 'Wi-Fi', 'Custom'), {
      rule: 'describe',
      description: 'new',
    })
    expect((await run(tenant, 'Tenant', made)).status).toBe('succeeded')
    for (const { body } of writes(tenant))
      expect(Object.keys(body as Json).toSorted()).toEqual(['@odata.type', 'description'])
    expect(objectsOf(tenant, configs).map(({ description }) => description)).toEqual(['new', 'new'])
    expect(collection(simulator.tenant, configs).get(guid(1))!['preSharedKey']).toBe('two')
  })

  it('copies secrets only of what is as it was captured (063-2)', async () => {
    const [one, two] = [oma('One', 'ref-1', 'secret one'), oma('Two', 'ref-2', 'secret two')]
    const tenant = await recordedTenant(lab, 'Tenant', { deviceConfigurations: [custom(one, two)] })
    await lab.capture(tenant.id)
    const policyIds = await policiesOf(tenant.id, 'Custom')
    expect((await plan(tenant.id, policyIds, duplicate)).summary).toMatchObject({ create: 1, blocked: 0 })
    const now = collection(tenant.simulator.tenant, configs).get(guid(2))!
    now['omaSettings'] = (now['omaSettings'] as Json[]).toReversed()
    const made = await plan(tenant.id, policyIds, duplicate)
    expect(made.items[0]).toMatchObject({ action: 'blocked', reason: expect.stringContaining('Capture it first') })
  })

  it('is planned again without what was done, and as its rule says (063-2)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1), script(2)] })
    await lab.capture(tenant.id)
    const rename: Change = { rule: 'rename', find: '', replace: 'X - {name}', isPattern: false }
    const made = await plan(tenant.id, await policiesOf(tenant.id, 'Script 1', 'Script 2'), rename)
    Object.assign(collection(tenant.simulator.tenant, scripts).get(guid(2))!, { description: 'in between' })
    expect((await run(tenant, 'Tenant', made)).status).toBe('partial')
    const again = async (planId: Plan['id']) =>
      planOf(
        tenant.id,
        (
          await lab.core.call('restore.planAgain', {
            tenantId: tenant.id,
            planId,
            options: { ...made.options, existing: 'copy', assignments: 'mapped' },
          })
        ).runId,
      )
    const rest = await again(made.id)
    expect(rest.items.map(({ name, action }) => [name, action])).toEqual([['Script 2', 'update']])
    expect((await run(tenant, 'Tenant', rest)).status).toBe('succeeded')
    expect(objectsOf(tenant, scripts).map(({ displayName }) => displayName)).toEqual(['X - Script 1', 'X - Script 2'])
    await expect(again(rest.id)).rejects.toMatchObject({ error: { code: 'badInput' } })
  })

  it('deletes users before what they use, and nothing that only somebody could bring back (063-6)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups,
      assignmentFilters: [filter],
      deviceManagementScripts: [script(1, { assignments: [filtered(everybody)] })],
      deviceConfigurations: [wifi(null)],
    })
    await lab.capture(tenant.id)
    const names = ['Laptops', 'Script 1', 'Wi-Fi']
    const policyIds = await policiesOf(tenant.id, ...names)
    const made = await plan(tenant.id, policyIds, { rule: 'delete' })
    expect(made.items.map(({ name, action, included }) => [name, action, included])).toEqual([
      ['Script 1', 'delete', true],
      ['Wi-Fi', 'delete', false],
      ['Laptops', 'delete', false],
    ])
    expect(made.items[2]!.warnings).toEqual(['It is used by "Script 1".'])
    expect(made.items[1]!.warnings.join(' ')).toContain('needs somebody to type that in')
    expect(
      await lab.core.call('changes.preview', { tenantId: tenant.id, policyIds, change: { rule: 'delete' } }),
    ).toMatchObject({ changes: 3, cannot: [] })
  })

  it('says what would reach more than before (063-3)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups,
      assignmentFilters: [filter],
      deviceManagementScripts: [
        script(1, {
          assignments: [everybody, { ...group(vip.id, 'exclusionGroup') }],
        }),
        script(2, { assignments: [filtered(group(vip.id))] }),
      ],
    })
    await lab.capture(tenant.id)
    const of = async (name: string, change: Change) =>
      (await plan(tenant.id, await policiesOf(tenant.id, name), change)).items[0]!
    const target = { who: 'group', group: vip } as const
    const without = await of('Script 1', { rule: 'unassign', target })
    expect(without).toMatchObject({ action: 'update', risk: 'high' })
    expect(without.warnings).toContain('It loses exclusions, so it may reach more than now.')
    const unfiltered = await of('Script 2', { rule: 'filter', target: null, filter: null })
    expect(unfiltered).toMatchObject({ action: 'update', risk: 'high' })
    expect(unfiltered.warnings).toContain('It loses filters, so it may reach more than now.')
    // A rule without a filter leaves the one that is there.
    expect(await of('Script 2', { rule: 'assign', target, filter: null, intent: null })).toMatchObject({
      action: 'unchanged',
    })
  })

  it('keeps what a target says besides its group, and archives nothing that stays in force (063-3)', async () => {
    const target = (groupId: string, more: Json): Json => ({
      id: groupId,
      target: { '@odata.type': '#microsoft.graph.cloudPcManagementGroupAssignmentTarget', groupId, ...more },
    })
    const plans = { servicePlanId: guid(77), allotmentLicensesCount: 3 }
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [...groups, { id: guid(52), displayName: 'B' }],
      conditionalAccessPolicies: [conditionalAccess(1)],
      provisioningPolicies: [
        {
          ...demo('provisioningPolicies'),
          id: guid(5),
          displayName: 'Cloud PCs',
          assignments: [target(vip.id, plans), target(guid(52), {})],
        },
      ],
    })
    await lab.core.call('tenants.change', { tenantId: tenant.id, capturesEntra: true, capturesServices: true })
    await lab.capture(tenant.id)
    const made = await plan(tenant.id, await policiesOf(tenant.id, 'Cloud PCs'), {
      rule: 'unassign',
      target: { who: 'group', group: { id: guid(52), name: 'B' } },
    })
    await run(tenant, 'Tenant', made)
    expect(writes(tenant).map(({ body }) => body)).toEqual([
      {
        assignments: [
          {
            target: {
              '@odata.type': '#microsoft.graph.cloudPcManagementGroupAssignmentTarget',
              groupId: vip.id,
              ...plans,
            },
          },
        ],
      },
    ])
    const archive = await plan(tenant.id, await policiesOf(tenant.id, 'CA 1'), { rule: 'archive' })
    expect(archive.items[0]).toMatchObject({ action: 'blocked', reason: "Objects of this type can't be assigned." })
  })
})
