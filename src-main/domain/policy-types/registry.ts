import { assignmentFilters } from './assignment-filters.ts'
import { configurationPolicies } from './configuration-policies.ts'
import { deviceCompliancePolicies } from './device-compliance-policies.ts'
import { deviceConfigurations } from './device-configurations.ts'
import { deviceManagementScripts } from './device-management-scripts.ts'
import { groupPolicyConfigurations } from './group-policy-configurations.ts'
import { mobileApps } from './mobile-apps.ts'
import { notificationMessageTemplates } from './notification-message-templates.ts'
import type { PolicyType } from './policy-type.ts'
import { roleScopeTags } from './role-scope-tags.ts'
import { windowsAutopilotDeploymentProfiles } from './windows-autopilot-deployment-profiles.ts'

/** Every policy type, in the order in which they are captured and restored. A new type is added here. */
export const policyTypes: readonly PolicyType[] = [
  assignmentFilters,
  configurationPolicies,
  deviceCompliancePolicies,
  deviceConfigurations,
  deviceManagementScripts,
  groupPolicyConfigurations,
  mobileApps,
  notificationMessageTemplates,
  roleScopeTags,
  windowsAutopilotDeploymentProfiles,
].toSorted((left, right) => left.phase - right.phase || (left.key < right.key ? -1 : 1))

const byKey = new Map(policyTypes.map((type) => [type.key, type]))

/** The type with this Graph collection name. */
export function findPolicyType(key: string): PolicyType | undefined {
  return byKey.get(key)
}

/** The type of something that was stored under its key; the store never holds another. */
export function policyTypeOf(key: string): PolicyType {
  const type = byKey.get(key)
  if (!type) throw new Error(`No policy type has the key ${key}.`)
  return type
}
