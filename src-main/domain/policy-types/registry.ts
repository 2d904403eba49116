import { androidDeviceOwnerEnrollmentProfiles } from './android-device-owner-enrollment-profiles.ts'
import { androidManagedAppProtections } from './android-managed-app-protections.ts'
import { appleUserInitiatedEnrollmentProfiles } from './apple-user-initiated-enrollment-profiles.ts'
import { assignmentFilters } from './assignment-filters.ts'
import { authenticationStrengthPolicies } from './authentication-strength-policies.ts'
import { compliancePolicies } from './compliance-policies.ts'
import { conditionalAccessPolicies } from './conditional-access-policies.ts'
import { configurationPolicies } from './configuration-policies.ts'
import { depEnrollmentProfiles } from './dep-enrollment-profiles.ts'
import { depOnboardingSettings } from './dep-onboarding-settings.ts'
import { deviceCategories } from './device-categories.ts'
import { deviceCompliancePolicies } from './device-compliance-policies.ts'
import { deviceComplianceScripts } from './device-compliance-scripts.ts'
import { deviceConfigurations } from './device-configurations.ts'
import { deviceCustomAttributeShellScripts } from './device-custom-attribute-shell-scripts.ts'
import { deviceEnrollmentConfigurations } from './device-enrollment-configurations.ts'
import { deviceHealthScripts } from './device-health-scripts.ts'
import { deviceManagementScripts } from './device-management-scripts.ts'
import { deviceShellScripts } from './device-shell-scripts.ts'
import { groupPolicyConfigurations } from './group-policy-configurations.ts'
import { groupPolicyUploadedDefinitionFiles } from './group-policy-uploaded-definition-files.ts'
import { groups } from './groups.ts'
import { hardwareConfigurations } from './hardware-configurations.ts'
import { intents } from './intents.ts'
import { intuneBrandingProfiles } from './intune-branding-profiles.ts'
import { iosManagedAppProtections } from './ios-managed-app-protections.ts'
import { mdmWindowsInformationProtectionPolicies } from './mdm-windows-information-protection-policies.ts'
import { mobileAppCategories } from './mobile-app-categories.ts'
import { mobileAppConfigurations } from './mobile-app-configurations.ts'
import { mobileApps } from './mobile-apps.ts'
import { namedLocations } from './named-locations.ts'
import { notificationMessageTemplates } from './notification-message-templates.ts'
import { policySets } from './policy-sets.ts'
import type { PolicyType } from './policy-type.ts'
import { reusablePolicySettings } from './reusable-policy-settings.ts'
import { roleAssignments } from './role-assignments.ts'
import { roleDefinitions } from './role-definitions.ts'
import { roleScopeTags } from './role-scope-tags.ts'
import { targetedManagedAppConfigurations } from './targeted-managed-app-configurations.ts'
import { termsAndConditions } from './terms-and-conditions.ts'
import { windowsAutopilotDeploymentProfiles } from './windows-autopilot-deployment-profiles.ts'
import { windowsDriverUpdateProfiles } from './windows-driver-update-profiles.ts'
import { windowsFeatureUpdateProfiles } from './windows-feature-update-profiles.ts'
import { windowsInformationProtectionPolicies } from './windows-information-protection-policies.ts'
import { windowsManagedAppProtections } from './windows-managed-app-protections.ts'
import { windowsQualityUpdatePolicies } from './windows-quality-update-policies.ts'
import { windowsQualityUpdateProfiles } from './windows-quality-update-profiles.ts'
import { windowsUpdateRings } from './windows-update-rings.ts'

/** Every policy type, in the order in which they are captured and restored. A new type is added here. */
export const policyTypes: readonly PolicyType[] = [
  androidDeviceOwnerEnrollmentProfiles,
  androidManagedAppProtections,
  appleUserInitiatedEnrollmentProfiles,
  assignmentFilters,
  authenticationStrengthPolicies,
  compliancePolicies,
  conditionalAccessPolicies,
  configurationPolicies,
  depEnrollmentProfiles,
  depOnboardingSettings,
  deviceCategories,
  deviceCompliancePolicies,
  deviceComplianceScripts,
  deviceConfigurations,
  deviceCustomAttributeShellScripts,
  deviceEnrollmentConfigurations,
  deviceHealthScripts,
  deviceManagementScripts,
  deviceShellScripts,
  groupPolicyConfigurations,
  groupPolicyUploadedDefinitionFiles,
  hardwareConfigurations,
  intents,
  intuneBrandingProfiles,
  iosManagedAppProtections,
  mdmWindowsInformationProtectionPolicies,
  mobileAppCategories,
  mobileAppConfigurations,
  mobileApps,
  namedLocations,
  notificationMessageTemplates,
  policySets,
  reusablePolicySettings,
  roleAssignments,
  roleDefinitions,
  roleScopeTags,
  targetedManagedAppConfigurations,
  termsAndConditions,
  windowsAutopilotDeploymentProfiles,
  windowsDriverUpdateProfiles,
  windowsFeatureUpdateProfiles,
  windowsInformationProtectionPolicies,
  windowsManagedAppProtections,
  windowsQualityUpdatePolicies,
  windowsQualityUpdateProfiles,
  windowsUpdateRings,
].toSorted((left, right) => left.phase - right.phase || (left.key < right.key ? -1 : 1))

const byKey = new Map(policyTypes.map((type) => [type.key, type]))

/** The type with this key. */
export function findPolicyType(key: string): PolicyType | undefined {
  return byKey.get(key)
}

/** The type of something that was stored under its key: a policy type, or groups, which a restore may make; the store never holds another. */
export function policyTypeOf(key: string): PolicyType {
  const type = byKey.get(key) ?? (key === groups.key ? groups : undefined)
  if (!type) throw new Error(`No policy type has the key ${key}.`)
  return type
}
