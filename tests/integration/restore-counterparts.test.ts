import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VersionId } from '#contract/model/ids.ts'
import type { Json } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid, objectsOf, recordedTenant } from '#tests/support/restored.ts'
import { everybody, ios, restoring, script, scripts } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { versionsOf, run, undoOf } = restoring(() => lab)

describe('the counterpart of an item', () => {
  it('is the original, not its copy (006-17)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'changed'
    await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds }, options: { existing: 'copy' } }))
    const plan = await lab.plan(tenant.id, { from: { versionIds } })
    await run(tenant, 'Tenant', plan)
    expect(
      objectsOf(tenant, scripts).map((entry) => [entry['id'] === guid(1), entry['displayName'], entry['description']]),
    ).toEqual([
      [true, 'Script 1', 'first'],
      [false, 'Script 1 (restored)', 'first'],
    ])
  })

  it('is not an object that a person rejected before (006-17)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      deviceManagementScripts: [script(1, { displayName: 'Baseline' })],
    })
    const target = await recordedTenant(lab, 'Target', {
      deviceManagementScripts: [script(2, { displayName: 'Baseline', description: 'another thing' })],
    })
    const plans = { sourceTenantId: source.id, from: { versionIds: await versionsOf(source.id) } }
    const plan = await lab.plan(target.id, plans)
    expect(plan.items).toMatchObject([{ action: 'update', targetId: guid(2) }])
    await lab.core.call('restore.include', { tenantId: target.id, planId: plan.id, seq: 0, included: false })
    await run(target, 'Target', plan)
    objectsOf(target, scripts)[0]!['displayName'] = 'Baseline of this tenant'
    const again = await lab.plan(target.id, plans)
    expect(again.items).toMatchObject([{ action: 'create' }])
  })

  it('cannot be an object of another kind, even by choice (006-16)', async () => {
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
    expect(plan.items).toMatchObject([
      {
        action: 'blocked',
        reason: expect.stringContaining('You chose "Mac" in the mapping, but it is another kind') as string,
      },
    ])
  })

  it('is not a built-in role of the same name (006-16)', async () => {
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
    expect(plan.items).toMatchObject([
      {
        action: 'blocked',
        reason: expect.stringContaining('is of another kind: Built-in role instead of Custom role') as string,
      },
    ])
  })

  it("is not Microsoft's own script of the same name (006-16)", async () => {
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
    expect(plan.items).toMatchObject([
      {
        action: 'blocked',
        reason: expect.stringContaining('is of another kind: Microsoft remediation instead of Remediation') as string,
      },
    ])
  })

  it('is not a policy of the same name for another platform (006-16)', async () => {
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

  it('stays the original for an undo after a copy was made (0801-6)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', { deviceManagementScripts: [script(1)] })
    const versionIds = await versionsOf(tenant.id)
    objectsOf(tenant, scripts)[0]!['description'] = 'changed'
    const restored = await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds } }))
    objectsOf(tenant, scripts)[0]!['description'] = 'changed again'
    await run(tenant, 'Tenant', await lab.plan(tenant.id, { from: { versionIds }, options: { existing: 'copy' } }))
    const undo = await undoOf(tenant, restored)
    expect(undo.items.filter((item) => item.action === 'update').map((item) => item.targetId)).toEqual([guid(1)])
  })
})
