/*
 * What other tools call the folders of a type, in lower case and without anything but letters and digits: the folder of
 * IntuneManagement, of IntuneCD, and of IntuneBackupAndRestore. TenantAtlas, TenuVault and CIPP use the names of Graph's
 * collections, or words close to them.
 */
const folders: Readonly<Record<string, readonly string[]>> = {
  // IntuneManagement
  deviceconfiguration: ['deviceConfigurations'],
  conditionalaccess: ['conditionalAccessPolicies'],
  termsofuse: ['agreements'],
  endpointsecurity: ['intents'],
  compliancepolicies: ['deviceCompliancePolicies', 'compliancePolicies'],
  compliancepoliciesv2: ['compliancePolicies'],
  compliancescripts: ['deviceComplianceScripts'],
  intunebranding: ['intuneBrandingProfiles'],
  azurebranding: ['organizationalBranding'],
  enrollmentstatuspage: ['deviceEnrollmentConfigurations'],
  enrollmentrestrictions: ['deviceEnrollmentConfigurations'],
  comanagementsettings: ['deviceEnrollmentConfigurations'],
  administrativetemplates: ['groupPolicyConfigurations'],
  powershellscripts: ['deviceManagementScripts'],
  macscripts: ['deviceShellScripts'],
  maccustomattributes: ['deviceCustomAttributeShellScripts'],
  appconfigurationmanagedapp: ['targetedManagedAppConfigurations'],
  appconfigurationmanageddevice: ['mobileAppConfigurations'],
  applications: ['mobileApps'],
  autopilot: ['windowsAutopilotDeploymentProfiles'],
  updatepolicies: ['deviceConfigurations'],
  featureupdates: ['windowsFeatureUpdateProfiles'],
  qualityupdates: ['windowsQualityUpdateProfiles', 'windowsQualityUpdatePolicies'],
  settingscatalog: ['configurationPolicies'],
  scopetags: ['roleScopeTags'],
  notifications: ['notificationMessageTemplates'],
  appleenrollmenttypes: ['appleUserInitiatedEnrollmentProfiles'],
  reusablesettings: ['reusablePolicySettings'],
  authenticationstrengths: ['authenticationStrengthPolicies'],
  authenticationcontext: ['authenticationContextClassReferences'],
  w365provisioningpolicies: ['provisioningPolicies'],
  w365usersettings: ['userSettings'],
  driverupdateprofiles: ['windowsDriverUpdateProfiles'],
  admxfiles: ['groupPolicyUploadedDefinitionFiles'],
  // IntuneCD
  appconfiguration: ['mobileAppConfigurations', 'targetedManagedAppConfigurations'],
  compliancemessagetemplates: ['notificationMessageTemplates'],
  messagetemplates: ['notificationMessageTemplates'],
  customattributes: ['deviceCustomAttributeShellScripts'],
  driverupdates: ['windowsDriverUpdateProfiles'],
  enrollmentconfigurations: ['deviceEnrollmentConfigurations'],
  esp: ['deviceEnrollmentConfigurations'],
  filters: ['assignmentFilters'],
  managementintents: ['intents'],
  proactiveremediations: ['deviceHealthScripts'],
  roles: ['roleDefinitions'],
  powershell: ['deviceManagementScripts'],
  shell: ['deviceShellScripts'],
  // IntuneBackupAndRestore
  autopilotdeploymentprofiles: ['windowsAutopilotDeploymentProfiles'],
  clientapps: ['mobileApps'],
  devicemanagementintents: ['intents'],
  // CIPP
  catalog: ['configurationPolicies'],
  device: ['deviceConfigurations'],
  admin: ['groupPolicyConfigurations'],
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Keys of the types that a folder or a word of an export stands for; also the name of a Graph collection. */
export function typesOfFolder(name: string): readonly string[] {
  return folders[plain(name)] ?? [name.charAt(0).toLowerCase() + name.slice(1).replaceAll(/\s/g, '')]
}
