import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { VersionId, type TenantId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'
import type { Lab } from './lab.ts'
import { guid, type RecordedTenant } from './restored.ts'

export const scripts = '/deviceManagement/deviceManagementScripts'
export const configs = '/deviceManagement/deviceConfigurations'
export const script = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  description: 'first',
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})
export const ios = (index: number, more: Json = {}): Json => ({
  '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration',
  id: guid(index),
  displayName: `Profile ${index}`,
  description: 'first',
  cameraBlocked: true,
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})
export const conditionalAccessPath = '/identity/conditionalAccess/policies'
/** A conditional access policy for everybody but the break glass group. */
export const conditionalAccess = (index: number, more: Json = {}): Json => ({
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
export const everybody = { id: 'e', target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }

/** Steps of a restore that may well fail: plans, runs, retries and the way back, each to its end. */
export function restoring(lab: () => Lab) {
  const tools = {
    /** Turns the Entra types on, which a tenant that was just connected leaves out. */
    captureEntra: (tenant: RecordedTenant) =>
      lab().core.call('tenants.change', { tenantId: tenant.id, capturesEntra: true }),
    /** Captures a tenant; the live versions of a type. */
    async versionsOf(tenantId: TenantId, type = 'deviceManagementScripts'): Promise<VersionId[]> {
      await lab().capture(tenantId)
      return (await lab().core.call('versions.list', { tenantId }))
        .filter((entry) => entry.type === type && entry.live)
        .map((entry) => VersionId.parse(entry.id))
    },
    async run(tenant: RecordedTenant, name: string, plan: Plan): Promise<Run> {
      await lab().unlock(tenant.id, name)
      const { runId } = await lab().core.call('restore.start', { tenantId: tenant.id, planId: plan.id, confirm: name })
      return lab().ended(tenant.id, runId)
    },
    async planOf(tenantId: TenantId, runId: string): Promise<Plan> {
      const ended = await lab().ended(tenantId, runId)
      return lab().core.call('restore.get', { tenantId, planId: resultOf(ended, 'restore-plan').planId! })
    },
    undoOf: async (tenant: RecordedTenant, of: Run): Promise<Plan> =>
      tools.planOf(tenant.id, (await lab().core.call('restore.undo', { tenantId: tenant.id, runId: of.id })).runId),
    async retry(tenant: RecordedTenant, of: Run): Promise<Run> {
      await lab().core.call('runs.retry', { tenantId: tenant.id, runId: of.id })
      return lab().ended(tenant.id, of.id)
    },
    /** A tenant whose service goes wrong. */
    async faulty(name: string, faults: object[], seed = {}): Promise<RecordedTenant> {
      const faultsFile = join(lab().folder, `${name}.json`)
      writeFileSync(faultsFile, JSON.stringify(faults))
      const record = join(lab().folder, `${name}.ndjson`)
      return { ...(await lab().tenant(name, seed, { faultsFile, record })), record }
    },
  }
  return tools
}
