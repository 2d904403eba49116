/**
 * Makes the two tenants that ship with the product, from nothing but what stands in `scripts/demo/`:
 *   resources/demo    a believable company: Contoso, a retailer with stores, offices and kiosks
 *   resources/golden  its pilot tenant, which differs from it in known ways (`goldenDifferences`)
 * and the setting definitions that make their settings catalog readable. The same input gives the same files.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { biosFiles, branding, conditionalAccess, namedLocations, policySets, roleAssignments, roles, strengths, uploadedAdmx } from './demo/administration.ts'
import { apps, appCategories } from './demo/apps.ts'
import { assign, type DemoObject } from './demo/build.ts'
import { autopilotProfiles, notificationTemplates, scripts } from './demo/devices.ts'
import { administrativeTemplates, settingsCatalog } from './demo/catalog.ts'
import { compliancePolicies } from './demo/compliance.ts'
import { deviceConfigurations } from './demo/configurations.ts'
import { categories, graphDefinitions, shipped } from './demo/definitions.ts'
import { filters, groups, scopeTags } from './demo/directory.ts'
import { legacyPolicies, legacyTemplates, linuxCompliance, reusableSettings } from './demo/endpoint-security.ts'
import { androidProfiles, appleProfiles, appleTokens, appleUserProfiles, deviceCategories, enrollmentConfigurations, terms } from './demo/enrollment.ts'
import { complianceScripts, customAttributes, customCompliance, remediations, shellScripts } from './demo/more-scripts.ts'
import { androidProtection, appConfigurations, informationProtection, iosProtection, managedAppConfigurations, managedInformationProtection, windowsProtection } from './demo/protection.ts'
import { driverUpdates, expedited, featureUpdates, qualityPolicies } from './demo/updates.ts'

type Tenant = Record<string, DemoObject[]>

function demo(): Tenant {
  return {
    groups: groups(),
    roleScopeTags: scopeTags(),
    assignmentFilters: filters(),
    notificationMessageTemplates: notificationTemplates(),
    mobileAppCategories: appCategories(),
    mobileApps: assign(apps(), 'mobileApps'),
    deviceManagementScripts: assign(scripts(), 'deviceManagementScripts'),
    configurationPolicies: assign(settingsCatalog(), 'configurationPolicies'),
    groupPolicyConfigurations: assign(administrativeTemplates(), 'groupPolicyConfigurations'),
    deviceConfigurations: assign(deviceConfigurations(), 'deviceConfigurations'),
    deviceCompliancePolicies: [...assign(compliancePolicies(), 'deviceCompliancePolicies'), customCompliance()],
    windowsAutopilotDeploymentProfiles: assign(autopilotProfiles(), 'windowsAutopilotDeploymentProfiles'),
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
    configurationSettings: graphDefinitions(),
    configurationCategories: categories(),
  }
}

/** How the golden tenant differs: fewer policies, other ids, one setting and one description changed. */
function golden(source: Tenant): Tenant {
  const text = JSON.stringify(source)
  // Ids of the golden tenant are its own; what refers to them moves along.
  const moved = JSON.parse(text.replaceAll(/"([0-9a-f]{8})-0000-4000-8000-([0-9a-f]{12})"/g, '"$1-0000-4000-9000-$2"')
    .replaceAll(/([0-9a-f]{8})-0000-4000-8000-([0-9a-f]{12})_/g, '$1-0000-4000-9000-$2_')) as Tenant
  const catalog = moved['configurationPolicies'] ?? []
  moved['configurationPolicies'] = catalog.filter((_, index) => index % 7 !== 3)
  moved['mobileApps'] = (moved['mobileApps'] ?? []).slice(0, 12)
  const compliance = moved['deviceCompliancePolicies']?.[0]
  if (compliance) Object.assign(compliance, { passwordMinimumLength: 12, description: 'Golden: longer passwords' })
  return moved
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
