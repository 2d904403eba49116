import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VersionId } from '#contract/model/ids.ts'
import { objects, type Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid, objectsOf, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import { configs, everybody, ios, restoring, script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, planOf } = restoring(() => lab)

const ca = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `CA ${index}`,
  state: 'enabled',
  conditions: {
    users: {
      includeUsers: ['All'],
      excludeUsers: [],
      includeGroups: [],
      excludeGroups: [guid(51)],
      includeRoles: [],
      excludeRoles: [],
    },
    applications: { includeApplications: ['All'], excludeApplications: [], includeUserActions: [] },
    clientAppTypes: ['all'],
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [], termsOfUse: [] },
  sessionControls: null,
  ...more,
})
const caPath = '/identity/conditionalAccess/policies'
const entra = async (tenant: RecordedTenant) =>
  lab.core.call('tenants.change', { tenantId: tenant.id, capturesEntra: true })

describe('what a restore reaches', () => {
  it('an assignment to everybody whose exclusion the target lacks is not made without it (006-16)', async () => {
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
    const made = objectsOf(target, configs)[0]
    expect(objects(made?.['assignments']).map((entry) => (entry['target'] as Json)['@odata.type'])).not.toEqual([
      '#microsoft.graph.allDevicesAssignmentTarget',
    ])
  })

  it('an update does not widen a live assignment by dropping its exclusion (006-16)', async () => {
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
    expect(objects(objectsOf(target, configs)[0]?.['assignments']).length).toBe(2)
  })

  it("a collection of another tenant's Configuration Manager is not assigned (006-16)", async () => {
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
    expect(JSON.stringify(objectsOf(target, configs))).not.toContain('PS100014')
  })

  it('groups that could not be looked up are not "missing" (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      deviceConfigurations: [ios(1, { assignments: [everybody, { id: 'x', ...group(guid(51), 'exclusionGroup') }] })],
    })
    const faults = join(lab.folder, 'faults.json')
    writeFileSync(
      faults,
      JSON.stringify([
        { method: 'GET', path: 'groups\\?', status: 403, code: 'Authorization_RequestDenied', message: 'no' },
      ]),
    )
    const target = await lab.tenant(
      'Target',
      { groups: [{ id: guid(61), displayName: 'Pilot' }] },
      { faultsFile: faults },
    )
    const plan = await lab
      .plan(target.id, {
        sourceTenantId: source.id,
        from: { versionIds: await versionsOf(source.id, 'deviceConfigurations') },
      })
      .catch(() => null)
    expect(plan?.items[0]?.action ?? 'blocked').toBe('blocked')
  })

  it('a filter of the same name with another rule is not taken in silence (006-16)', async () => {
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
    expect(plan.items[0]!.action === 'blocked' || plan.items[0]!.warnings.length > 0).toBe(true)
  })

  it('two groups of the source that are mapped to one never assign and exclude it at once (006-16)', async () => {
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
    expect(plan.items[0]!.action === 'blocked' || plan.items[0]!.warnings.length > 0).toBe(true)
  })

  it('a counterpart of another kind cannot be chosen (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', { deviceConfigurations: [ios(1)] })
    const tenant = await recordedTenant(lab, 'Tenant', {
      deviceConfigurations: [
        {
          '@odata.type': '#microsoft.graph.macOSGeneralDeviceConfiguration',
          id: guid(2),
          displayName: 'Mac',
          description: 'mac',
          passwordRequired: true,
          roleScopeTagIds: ['0'],
          assignments: [],
        },
      ],
    })
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceConfigurations') },
      choices: { [`deviceConfigurations/${guid(1)}`]: guid(2) },
    })
    expect(plan.items[0]!.action).toBe('blocked')
  })

  it('a chosen group that is not in the target is refused in the preview (006-16)', async () => {
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
    expect(plan.items[0]!.action === 'blocked' || plan.items[0]!.warnings.length > 0).toBe(true)
  })

  it('a choice to make a group is not carried out where the target got one of that name meanwhile (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Pilot', securityEnabled: true, mailEnabled: false, groupTypes: [] }],
      deviceManagementScripts: [script(1, { assignments: [{ id: 'a', ...group(guid(51)) }] })],
    })
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [{ id: guid(61), displayName: 'Pilot', securityEnabled: true }],
    })
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id) },
      choices: { [`groups/${guid(51)}`]: 'create' },
    })
    const made = plan.items.find((item) => item.type === 'groups')
    expect(
      made === undefined || made.action !== 'create' || made.warnings.some((warning) => /called|name/i.test(warning)),
    ).toBe(true)
  })

  it('planning again after a group was made does not make it a second time (006-16)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      groups: [{ id: guid(51), displayName: 'Pilot', securityEnabled: true, mailEnabled: false, groupTypes: [] }],
      deviceManagementScripts: [
        script(1, { assignments: [{ id: 'a', ...group(guid(51)) }] }),
        script(2, { assignments: [{ id: 'a', ...group(guid(51)) }] }),
      ],
    })
    const tenant = await recordedTenant(lab, 'Tenant')
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id) },
      choices: { [`groups/${guid(51)}`]: 'create' },
    })
    expect((await run(tenant, 'Tenant', plan)).status).toBe('succeeded')
    objectsOf(tenant, scripts)[0]!['description'] = 'changed'
    const again = await planOf(
      tenant.id,
      (await lab.core.call('restore.planAgain', { tenantId: tenant.id, planId: plan.id })).runId,
    )
    await run(tenant, 'Tenant', again)
    expect(objectsOf(tenant, '/groups')).toHaveLength(1)
  })

  it('a built-in role that has the name of a custom one is never written (006-16)', async () => {
    const role = (index: number, builtIn: boolean, actions: string[]) => ({
      id: guid(index),
      '@odata.type': '#microsoft.graph.deviceAndAppManagementRoleDefinition',
      displayName: 'Endpoint help',
      description: 'x',
      isBuiltIn: builtIn,
      isBuiltInRoleDefinition: builtIn,
      roleScopeTagIds: ['0'],
      rolePermissions: [{ resourceActions: [{ allowedResourceActions: actions, notAllowedResourceActions: [] }] }],
    })
    const source = await recordedTenant(lab, 'Source', {
      roleDefinitions: [role(1, false, ['Microsoft.Intune_Organization_Read'])],
    })
    const tenant = await recordedTenant(lab, 'Tenant', {
      roleDefinitions: [role(2, true, ['Microsoft.Intune_Audit_Read'])],
    })
    await lab.capture(source.id)
    const all = (await lab.core.call('versions.list', { tenantId: source.id }))
      .filter((entry) => entry.name === 'Endpoint help')
      .map((entry) => VersionId.parse(entry.id))
    const plan = await lab.plan(tenant.id, { sourceTenantId: source.id, from: { versionIds: all } })
    expect(plan.items[0]!.action).not.toBe('update')
  })

  it("a script of Microsoft's own that has the name of ours does not get our assignments (006-16)", async () => {
    const remediation = (index: number, more: Json) => ({
      id: guid(index),
      displayName: 'Update stale policies',
      publisher: 'x',
      description: 'x',
      detectionScriptContent: 'R2V0',
      remediationScriptContent: 'R2V0',
      runAsAccount: 'system',
      enforceSignatureCheck: false,
      runAs32Bit: false,
      roleScopeTagIds: ['0'],
      isGlobalScript: false,
      deviceHealthScriptType: 'deviceHealthScript',
      assignments: [],
      ...more,
    })
    const source = await recordedTenant(lab, 'Source', {
      deviceHealthScripts: [
        remediation(1, { assignments: [{ ...everybody, runRemediationScript: true, runSchedule: null }] }),
      ],
    })
    const tenant = await recordedTenant(lab, 'Tenant', {
      deviceHealthScripts: [
        remediation(2, { isGlobalScript: true, publisher: 'Microsoft', detectionScriptContent: 'b3RoZXI=' }),
      ],
    })
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'deviceHealthScripts') },
    })
    expect(plan.items[0]!.action).not.toBe('update')
  })

  it('policies of one name for two platforms do not stop each other (006-16)', async () => {
    const catalog = (index: number, platforms: string) => ({
      id: guid(index),
      name: 'Baseline',
      description: '',
      platforms,
      technologies: 'mdm',
      roleScopeTagIds: ['0'],
      settings: [],
      templateReference: { templateId: '', templateFamily: 'none' },
      assignments: [],
    })
    const source = await recordedTenant(lab, 'Source', { configurationPolicies: [catalog(1, 'iOS')] })
    const tenant = await recordedTenant(lab, 'Tenant', { configurationPolicies: [catalog(2, 'windows10')] })
    const plan = await lab.plan(tenant.id, {
      sourceTenantId: source.id,
      from: { versionIds: await versionsOf(source.id, 'configurationPolicies') },
    })
    expect(plan.items[0]!.action).toBe('create')
  })

  it('ending an exclusion or a filter of an assignment to everybody is a high risk (006-16)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      deviceConfigurations: [ios(1, { assignments: [everybody] })],
    })
    const versionIds = await versionsOf(tenant.id, 'deviceConfigurations')
    objectsOf(tenant, configs)[0]!['assignments'] = [everybody, { id: 'x', ...group(guid(51), 'exclusionGroup') }]
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    expect(plan.items[0]!.risk).toBe('high')
  })

  it('switching a conditional access policy in force off is no low risk (006-16)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', {
      groups: [{ id: guid(51), displayName: 'Break glass' }],
      conditionalAccessPolicies: [ca(1, { state: 'disabled' })],
    })
    await entra(tenant)
    const versionIds = await versionsOf(tenant.id, 'conditionalAccessPolicies')
    objectsOf(tenant, caPath)[0]!['state'] = 'enabled'
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    expect(plan.items[0]!.risk).not.toBe('low')
  })
})
