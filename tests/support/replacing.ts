import type { Input } from '#contract/api/api.ts'
import type { VersionId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import { text, type Json } from '#domain/json.ts'
import type { Lab } from './lab.ts'
import { group, groups, guid, objectsOf, recordedTenant, type RecordedTenant } from './restored.ts'
import { restoring } from './restoring.ts'

export const catalogs = '/deviceManagement/configurationPolicies'

/** A settings catalog policy; its platform can't be changed after creation. */
export const catalog = (index: number, platforms: string, more: Json = {}): Json => ({
  id: guid(index),
  name: 'Baseline',
  description: 'first',
  platforms,
  technologies: 'mdm',
  templateReference: { templateId: '', templateFamily: 'none' },
  roleScopeTagIds: ['0'],
  settings: [],
  assignments: [],
  ...more,
})
export const mac = (index: number, more: Json = {}): Json => ({
  '@odata.type': '#microsoft.graph.macOSGeneralDeviceConfiguration',
  id: guid(index),
  displayName: 'Mac',
  description: 'mac',
  passwordRequired: true,
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})

/** The name of an archived object. */
export const archivedName = (name: string): string => `${name} (replaced ${new Date().toISOString().slice(0, 10)})`
export const archived = archivedName('Baseline')

const windows = [catalog(1, 'windows10', { assignments: [group(guid(1))] })]
/** What the policy of the version looks like in the tenant now, with another group. */
export const otherwise = (more: Json): Json => ({
  description: 'now',
  assignments: [{ ...group(guid(2)), id: 'a' }],
  ...more,
})

/** Name, platform and number of assignments. */
export const named = (tenant: RecordedTenant): string[] =>
  policiesIn(tenant).map(({ name, platforms, groups: ids }) => `${name} ${String(platforms)} ${ids.length}`)

export const policiesIn = (tenant: RecordedTenant, path = catalogs) =>
  objectsOf(tenant, path)
    .map((policy) => ({
      name: text(policy['name']) || text(policy['displayName']),
      platforms: policy['platforms'],
      groups: (policy['assignments'] as Json[]).map(({ target }) => (target as Json)['groupId']),
    }))
    .toSorted((left, right) => left.name.localeCompare(right.name))

/** Tenants whose policy is of another kind than that of the version, and what replaces it. */
export function replacing(lab: () => Lab) {
  const steps = restoring(lab)
  return {
    ...steps,
    /** A tenant whose version of a policy is for Windows, while the policy is for macOS now. */
    async otherPlatform(faults: object[] = []) {
      const seed = { groups, configurationPolicies: windows }
      const tenant =
        faults.length === 0 ? await recordedTenant(lab(), 'Tenant', seed) : await steps.faulty('Tenant', faults, seed)
      const versionIds = await steps.versionsOf(tenant.id, 'configurationPolicies')
      Object.assign(objectsOf(tenant, catalogs)[0]!, otherwise({ platforms: 'macOS' }))
      return { tenant, versionIds }
    },
    planOf: (
      tenant: RecordedTenant,
      versionIds: VersionId[],
      options: NonNullable<Input<'restore.plan'>['options']>,
    ): Promise<Plan> => lab().plan(tenant.id, { from: { versionIds }, options }),
    /** The same with multi admin approval for the type. */
    async otherPlatformApproved() {
      const record = `${lab().folder}/Tenant.ndjson`
      const options = { record, approval: ['configurationPolicies'] }
      const opened = await lab().tenant('Tenant', { groups, configurationPolicies: windows }, options)
      const tenant: RecordedTenant = { ...opened, record }
      const versionIds = await steps.versionsOf(tenant.id, 'configurationPolicies')
      Object.assign(objectsOf(tenant, catalogs)[0]!, otherwise({ platforms: 'macOS' }))
      return { tenant, versionIds }
    },
    /** Starts a plan as a request for approval, to its end. */
    async request(tenant: RecordedTenant, plan: Plan) {
      await lab().unlock(tenant.id, 'Tenant')
      const given = { tenantId: tenant.id, planId: plan.id, confirm: 'Tenant', justification: 'Please' }
      const { runId } = await lab().core.call('restore.start', given)
      return lab().ended(tenant.id, runId)
    },
  }
}

/** Another administrator answers every open request. */
export function decide(tenant: RecordedTenant, how: 'approved' | 'rejected'): void {
  const { approvals } = tenant.simulator
  for (const [code] of approvals.requests) approvals.decide(code, how)
}
