import type { TenantId } from '#contract/model/ids.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import { objects, type Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import type { Lab } from './lab.ts'
import type { RecordedTenant } from './restored.ts'

/* What tests of groups are made of. */

export const id = (index: number): string => `c0000000-0000-4000-8000-${String(index).padStart(12, '0')}`
export const group = (index: number, displayName: string, more: Json = {}): Json => ({
  id: id(index),
  displayName,
  description: null,
  groupTypes: [],
  mailEnabled: false,
  mailNickname: `group${index}`,
  securityEnabled: true,
  ...more,
})
export const dynamic = { groupTypes: ['DynamicMembership'], membershipRuleProcessingState: 'On' }
export const isWindows = '(device.deviceOSType -eq "Windows")'
export const assigned = (index: number, excludes = false): Json => ({
  id: `a${index}`,
  target: {
    '@odata.type': `#microsoft.graph.${excludes ? 'exclusionGroup' : 'group'}AssignmentTarget`,
    groupId: id(index),
  },
})
export const script = (index: number, assignments: Json[]): Json => ({
  id: id(100 + index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
  roleScopeTagIds: ['0'],
  assignments,
})
export const member = (index: number, kind = 'user', displayName = `Member ${index}`): Json => ({
  '@odata.type': `#microsoft.graph.${kind}`,
  id: id(index),
  displayName,
})
export const users = (from: number, count: number): Json[] =>
  Array.from({ length: count }, (_, index) => ({ id: id(from + index), displayName: `Member ${from + index}` }))

export const scriptsPath = '/deviceManagement/deviceManagementScripts'
export const liveGroup = ({ simulator }: RecordedTenant, name: string): Json | undefined =>
  [...collection(simulator.tenant, '/groups').values()].find(({ displayName }) => displayName === name)
export const memberIds = (of: Json | undefined): unknown[] => objects(of?.['members']).map((entry) => entry['id'])

/** Steps with groups in a lab. */
export function grouping(lab: () => Lab) {
  const tools = {
    /** Carries a plan out, if asked for with what it doesn't include. */
    async carryOut(target: RecordedTenant, planId: string, include = false): Promise<Run> {
      const plan = await lab().core.call('restore.get', { tenantId: target.id, planId: planId as never })
      if (include)
        for (const { seq } of plan.items.filter(({ included }) => !included))
          await lab().core.call('restore.include', { tenantId: target.id, planId: plan.id, seq, included: true })
      await lab().unlock(target.id, target.simulator.tenant.name)
      const { runId } = await lab().core.call('restore.start', {
        tenantId: target.id,
        planId: plan.id,
        confirm: target.simulator.tenant.name,
      })
      return lab().ended(target.id, runId)
    },
    /** Backs a tenant up; the ID of the set. */
    async backup(tenantId: TenantId) {
      const { runId } = await lab().core.call('backups.create', { tenantId, name: 'All' })
      return resultOf(await lab().ended(tenantId, runId), 'backup').setId!
    },
    capturesMembers: (tenantId: TenantId, capturesGroupMembers = true) =>
      lab().core.call('tenants.change', { tenantId, capturesGroupMembers }),
  }
  return tools
}
