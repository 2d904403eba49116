import { agreements } from './entra/agreements.ts'
import { androidDeviceOwnerEnrollmentProfiles } from './enrollment/android-device-owner-enrollment-profiles.ts'
import { androidManagedAppProtections } from './apps/android-managed-app-protections.ts'
import { androidManagedStoreAccountEnterpriseSettings } from './enrollment/android-managed-store-account-enterprise-settings.ts'
import { applePushNotificationCertificate } from './enrollment/apple-push-notification-certificate.ts'
import { appleUserInitiatedEnrollmentProfiles } from './enrollment/apple-user-initiated-enrollment-profiles.ts'
import { assignmentFilters } from './administration/assignment-filters.ts'
import { authenticationContextClassReferences } from './entra/authentication-context-class-references.ts'
import { authenticationMethodsPolicy } from './entra/authentication-methods-policy.ts'
import { authenticationStrengthPolicies } from './entra/authentication-strength-policies.ts'
import { compliancePolicies } from './configuration/compliance-policies.ts'
import { conditionalAccessPolicies } from './entra/conditional-access-policies.ts'
import { configurationPolicies } from './configuration/configuration-policies.ts'
import { dataProcessorServiceForWindowsFeaturesOnboarding } from './administration/data-processor-service-for-windows-features-onboarding.ts'
import { depEnrollmentProfiles } from './enrollment/dep-enrollment-profiles.ts'
import { depOnboardingSettings } from './enrollment/dep-onboarding-settings.ts'
import { deviceCategories } from './enrollment/device-categories.ts'
import { deviceCompliancePolicies } from './configuration/device-compliance-policies.ts'
import { deviceComplianceScripts } from './scripts/device-compliance-scripts.ts'
import { deviceConfigurations } from './configuration/device-configurations.ts'
import { deviceCustomAttributeShellScripts } from './scripts/device-custom-attribute-shell-scripts.ts'
import { deviceEnrollmentConfigurations } from './enrollment/device-enrollment-configurations.ts'
import { deviceHealthScripts } from './scripts/device-health-scripts.ts'
import { deviceManagementScripts } from './scripts/device-management-scripts.ts'
import { deviceManagementSettings } from './administration/device-management-settings.ts'
import { deviceRegistrationPolicy } from './entra/device-registration-policy.ts'
import { deviceShellScripts } from './scripts/device-shell-scripts.ts'
import { groupPolicyConfigurations } from './configuration/group-policy-configurations.ts'
import { groupPolicyUploadedDefinitionFiles } from './configuration/group-policy-uploaded-definition-files.ts'
import { groups } from './entra/groups.ts'
import { hardwareConfigurations } from './configuration/hardware-configurations.ts'
import { importedDeviceIdentities } from './enrollment/imported-device-identities.ts'
import { installationOptions } from './administration/installation-options.ts'
import { intents } from './configuration/intents.ts'
import { intuneBrandingProfiles } from './administration/intune-branding-profiles.ts'
import { inventoryPolicies } from './configuration/inventory-policies.ts'
import { iosLobAppProvisioningConfigurations } from './apps/ios-lob-app-provisioning-configurations.ts'
import { iosManagedAppProtections } from './apps/ios-managed-app-protections.ts'
import { managedDeviceCleanupRules } from './administration/managed-device-cleanup-rules.ts'
import { mdmWindowsInformationProtectionPolicies } from './apps/mdm-windows-information-protection-policies.ts'
import { mobileAppCategories } from './apps/mobile-app-categories.ts'
import { mobileAppConfigurations } from './apps/mobile-app-configurations.ts'
import { mobileAppManagementPolicies } from './entra/mobile-app-management-policies.ts'
import { mobileApps } from './apps/mobile-apps.ts'
import { mobileDeviceManagementPolicies } from './entra/mobile-device-management-policies.ts'
import { mobileThreatDefenseConnectors } from './administration/mobile-threat-defense-connectors.ts'
import { namedLocations } from './entra/named-locations.ts'
import { notificationMessageTemplates } from './administration/notification-message-templates.ts'
import { operationApprovalPolicies } from './administration/operation-approval-policies.ts'
import { organizationalBranding } from './entra/organizational-branding.ts'
import { policySets } from './administration/policy-sets.ts'
import type { PolicyType } from './policy-type.ts'
import { provisioningPolicies } from './windows-365/provisioning-policies.ts'
import { remoteAssistanceSettings } from './administration/remote-assistance-settings.ts'
import { readOnlyTypes } from './read-only/read-only-types.ts'
import { reusablePolicySettings } from './configuration/reusable-policy-settings.ts'
import { roleAssignments } from './administration/role-assignments.ts'
import { roleDefinitions } from './administration/role-definitions.ts'
import { roleScopeTags } from './administration/role-scope-tags.ts'
import { targetedManagedAppConfigurations } from './apps/targeted-managed-app-configurations.ts'
import { termsAndConditions } from './enrollment/terms-and-conditions.ts'
import { userSettings } from './windows-365/user-settings.ts'
import { vppTokens } from './apps/vpp-tokens.ts'
import { windowsAutopilotDeploymentProfiles } from './enrollment/windows-autopilot-deployment-profiles.ts'
import { windowsAutopilotDeviceIdentities } from './enrollment/windows-autopilot-device-identities.ts'
import { windowsDriverUpdateProfiles } from './updates/windows-driver-update-profiles.ts'
import { windowsFeatureUpdateProfiles } from './updates/windows-feature-update-profiles.ts'
import { windowsInformationProtectionPolicies } from './apps/windows-information-protection-policies.ts'
import { windowsManagedAppProtections } from './apps/windows-managed-app-protections.ts'
import { windowsQualityUpdatePolicies } from './updates/windows-quality-update-policies.ts'
import { windowsQualityUpdateProfiles } from './updates/windows-quality-update-profiles.ts'
import { windowsUpdateRings } from './updates/windows-update-rings.ts'

/** Every policy type, in the order in which they are captured and restored. A new type is added here. */
export const policyTypes: readonly PolicyType[] = [
  agreements,
  androidDeviceOwnerEnrollmentProfiles,
  androidManagedAppProtections,
  androidManagedStoreAccountEnterpriseSettings,
  applePushNotificationCertificate,
  appleUserInitiatedEnrollmentProfiles,
  assignmentFilters,
  authenticationContextClassReferences,
  authenticationMethodsPolicy,
  authenticationStrengthPolicies,
  compliancePolicies,
  conditionalAccessPolicies,
  configurationPolicies,
  dataProcessorServiceForWindowsFeaturesOnboarding,
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
  deviceManagementSettings,
  deviceRegistrationPolicy,
  deviceShellScripts,
  groupPolicyConfigurations,
  groupPolicyUploadedDefinitionFiles,
  groups,
  hardwareConfigurations,
  importedDeviceIdentities,
  installationOptions,
  intents,
  intuneBrandingProfiles,
  inventoryPolicies,
  iosLobAppProvisioningConfigurations,
  iosManagedAppProtections,
  managedDeviceCleanupRules,
  mdmWindowsInformationProtectionPolicies,
  mobileAppCategories,
  mobileAppConfigurations,
  mobileAppManagementPolicies,
  mobileApps,
  mobileDeviceManagementPolicies,
  mobileThreatDefenseConnectors,
  namedLocations,
  notificationMessageTemplates,
  operationApprovalPolicies,
  organizationalBranding,
  policySets,
  provisioningPolicies,
  remoteAssistanceSettings,
  reusablePolicySettings,
  roleAssignments,
  roleDefinitions,
  roleScopeTags,
  targetedManagedAppConfigurations,
  termsAndConditions,
  userSettings,
  vppTokens,
  windowsAutopilotDeploymentProfiles,
  windowsAutopilotDeviceIdentities,
  windowsDriverUpdateProfiles,
  windowsFeatureUpdateProfiles,
  windowsInformationProtectionPolicies,
  windowsManagedAppProtections,
  windowsQualityUpdatePolicies,
  windowsQualityUpdateProfiles,
  windowsUpdateRings,
  ...readOnlyTypes,
].toSorted((left, right) => left.phase - right.phase || (left.key < right.key ? -1 : 1))

const byKey = new Map(policyTypes.map((type) => [type.key, type]))

/** The policy type with this key. */
export function findPolicyType(key: string): PolicyType | undefined {
  return byKey.get(key)
}

/**
 * The type of something that was stored under its key.
 *
 * @throws Error for a key that the store never holds
 */
export function policyTypeOf(key: string): PolicyType {
  const type = findPolicyType(key)
  if (!type) throw new Error(`No policy type has the key ${key}.`)
  return type
}
