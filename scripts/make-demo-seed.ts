/**
 * Makes the two tenants that ship with the product, from nothing but what stands in `scripts/demo/`:
 *   resources/demo    a believable company: Contoso, a retailer with stores, offices and kiosks
 *   resources/golden  its pilot tenant, which differs from it in known ways (`demo/golden.ts`)
 * and the setting definitions that make their settings catalog readable. The same input gives the same files.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  biosFiles,
  branding,
  conditionalAccess,
  namedLocations,
  policySets,
  roleAssignments,
  roles,
  strengths,
  uploadedAdmx,
} from './demo/administration.ts'
import { apps, appCategories } from './demo/apps.ts'
import { assign } from './demo/build.ts'
import { golden, type Tenant } from './demo/golden.ts'
import { autopilotProfiles, notificationTemplates, scripts } from './demo/devices.ts'
import { administrativeTemplates, settingsCatalog } from './demo/catalog.ts'
import { compliancePolicies } from './demo/compliance.ts'
import { deviceConfigurations } from './demo/configurations.ts'
import { categories, graphDefinitions, shipped } from './demo/definitions.ts'
import { filters, groups, scopeTags } from './demo/directory.ts'
import { legacyPolicies, legacyTemplates, linuxCompliance, reusableSettings } from './demo/endpoint-security.ts'
import {
  androidProfiles,
  appleProfiles,
  appleTokens,
  appleUserProfiles,
  deviceCategories,
  enrollmentConfigurations,
  terms,
} from './demo/enrollment.ts'
import {
  complianceScripts,
  customAttributes,
  customCompliance,
  remediations,
  shellScripts,
} from './demo/more-scripts.ts'
import { readOnly } from './demo/read-only.ts'
import { connectors } from './demo/connectors.ts'
import { more } from './demo/more.ts'
import { directoryDevices, managedDevices, users } from './demo/people.ts'
import { tenantWide } from './demo/tenant-wide.ts'
import {
  androidProtection,
  appConfigurations,
  informationProtection,
  iosProtection,
  managedAppConfigurations,
  managedInformationProtection,
  windowsProtection,
} from './demo/protection.ts'
import { driverUpdates, expedited, featureUpdates, qualityPolicies } from './demo/updates.ts'
import { iosLobAppProvisioningConfigurations } from './demo/types/ios-lob-app-provisioning-configurations.ts'

function demo(): Tenant {
  return {
    users: users(),
    devices: directoryDevices(),
    managedDevices: managedDevices(),
    groups: groups(),
    roleScopeTags: scopeTags(),
    assignmentFilters: filters(),
    notificationMessageTemplates: notificationTemplates(),
    mobileAppCategories: appCategories(),
    mobileApps: assign(apps(), { withIntent: true }),
    deviceManagementScripts: assign(scripts(), { withoutSource: true }),
    configurationPolicies: assign(settingsCatalog()),
    groupPolicyConfigurations: assign(administrativeTemplates(), { withoutSource: true }),
    deviceConfigurations: assign(deviceConfigurations(), { crowded: 2 }),
    deviceCompliancePolicies: [...assign(compliancePolicies()), customCompliance()],
    windowsAutopilotDeploymentProfiles: assign(autopilotProfiles(), { oneGroup: true }),
    windowsFeatureUpdateProfiles: featureUpdates(),
    windowsQualityUpdateProfiles: expedited(),
    windowsQualityUpdatePolicies: qualityPolicies(),
    windowsDriverUpdateProfiles: driverUpdates(),
    deviceShellScripts: shellScripts(),
    deviceCustomAttributeShellScripts: customAttributes(),
    deviceHealthScripts: remediations(),
    deviceComplianceScripts: complianceScripts(),
    deviceEnrollmentConfigurations: enrollmentConfigurations(),
    depOnboardingSettings: appleTokens(),
    depEnrollmentProfiles: appleProfiles(),
    appleUserInitiatedEnrollmentProfiles: appleUserProfiles(),
    androidDeviceOwnerEnrollmentProfiles: androidProfiles(),
    termsAndConditions: terms(),
    deviceCategories: deviceCategories(),
    iosManagedAppProtections: iosProtection(),
    androidManagedAppProtections: androidProtection(),
    windowsManagedAppProtections: windowsProtection(),
    targetedManagedAppConfigurations: managedAppConfigurations(),
    mobileAppConfigurations: appConfigurations(),
    windowsInformationProtectionPolicies: informationProtection(),
    mdmWindowsInformationProtectionPolicies: managedInformationProtection(),
    roleDefinitions: roles(),
    roleAssignments: roleAssignments(),
    intuneBrandingProfiles: branding(),
    policySets: policySets(),
    hardwareConfigurations: biosFiles(),
    groupPolicyUploadedDefinitionFiles: uploadedAdmx(),
    reusablePolicySettings: reusableSettings(),
    compliancePolicies: linuxCompliance(),
    intents: legacyPolicies(),
    templates: legacyTemplates(),
    namedLocations: namedLocations(),
    authenticationStrengthPolicies: strengths(),
    conditionalAccessPolicies: conditionalAccess(),
    iosLobAppProvisioningConfigurations: iosLobAppProvisioningConfigurations(),
    ...tenantWide(),
    ...connectors(),
    ...more(),
    ...readOnly(),
    configurationSettings: graphDefinitions(),
    configurationCategories: categories(),
  }
}

function write(folder: string, tenant: Tenant): number {
  rmSync(folder, { recursive: true, force: true })
  let count = 0
  for (const [collection, items] of Object.entries(tenant)) {
    mkdirSync(join(folder, collection), { recursive: true })
    writeFileSync(join(folder, collection, 'all.json'), `${JSON.stringify(items, null, 1)}\n`)
    count += items.length
  }
  return count
}

const tenant = demo()
console.log(`demo: ${write('resources/demo', tenant)} objects`)
console.log(`golden: ${write('resources/golden', golden(tenant))} objects`)
writeFileSync('resources/setting-definitions.json', `${JSON.stringify(shipped(), null, 1)}\n`)
