import { isObject, objects, text, type Json } from '#domain/json.ts'

type Mutable = Record<string, unknown>

/** A change that an administrator could make, and where and under what name it must be found. */
export interface Planted {
  readonly collection: string
  readonly where: (item: Json) => boolean
  readonly plant: (item: Mutable) => void
  readonly path: string | ((item: Json) => string)
  readonly name: string
  readonly kind?: 'changed' | 'assignment-changed'
  /** What the object has to hold before. */
  readonly prepare?: (item: Mutable) => void
}

const mdm = (name: string) => `/deviceManagement/${name}`
const apps = (name: string) => `/deviceAppManagement/${name}`
const named = (name: string) => (item: Json) =>
  text(item['displayName']) === name || text(item['name']) === name || text(item['profileName']) === name

/** One property of one object gets another value. */
const set = (collection: string, object: string, property: string, value: unknown, name: string): Planted => ({
  collection,
  where: named(object),
  path: property,
  name,
  plant: (item) => void (item[property] = value),
})
/** Something inside an object. */
const within = (
  collection: string,
  object: string,
  path: Planted['path'],
  name: string,
  plant: (item: Mutable) => void,
  kind: Planted['kind'] = 'changed',
): Planted => ({ collection, where: named(object), path, name, plant, kind })

const list = (item: Mutable, property: string): Mutable[] => objects(item[property]) as Mutable[]
const part = (item: Mutable, property: string): Mutable => (isObject(item[property]) ? item[property] : {})
const setting = (item: Mutable, id: string): Mutable =>
  part(
    list(item, 'settings').find((entry) => part(entry, 'settingInstance')['settingDefinitionId'] === id)!,
    'settingInstance',
  )

const kioskApp = (name: string): Json => ({
  '@odata.type': '#microsoft.graph.appListItem',
  name,
  appId: `com.contoso.${name}`,
})
const bitlocker = 'BitLocker – silent encryption with key escrow (corporate laptops)'
const catalog = mdm('configurationPolicies')
const compliance = mdm('deviceCompliancePolicies')
const profiles = mdm('deviceConfigurations')
const scripts = mdm('deviceManagementScripts')
const laptops = 'Windows – corporate laptops'
const group = '69000000-0000-4000-8000-000000000777'
const toGroup = (id: string, more: Json = {}) => ({
  id: `x_${id}`,
  target: {
    '@odata.type': '#microsoft.graph.groupAssignmentTarget',
    groupId: id,
    deviceAndAppManagementAssignmentFilterId: null,
    deviceAndAppManagementAssignmentFilterType: 'none',
    ...more,
  },
})

export const planted: readonly Planted[] = [
  // Settings of the catalog: a value, one that is taken away, one that comes, tags, text.
  within(
    catalog,
    bitlocker,
    'settings[device_vendor_msft_bitlocker_requiredeviceencryption].settingInstance.choiceSettingValue.value',
    'Require Device Encryption',
    (item) => {
      const value = part(setting(item, 'device_vendor_msft_bitlocker_requiredeviceencryption'), 'choiceSettingValue')
      value['value'] = text(value['value']).replace(/\d$/, (digit) => (digit === '1' ? '0' : '1'))
    },
  ),
  set(catalog, bitlocker, 'description', 'Nobody owns it', 'Description'),
  set(catalog, bitlocker, 'roleScopeTagIds', ['0', '1', '2'], 'Scope tags'),
  within(
    catalog,
    'Store Brno – device lock and firewall',
    'settings[vendor_msft_firewall_mdmstore_publicprofile_enablefirewall]',
    'Enable Public Network Firewall',
    (item) => {
      item['settings'] = list(item, 'settings').filter(
        (entry) =>
          part(entry, 'settingInstance')['settingDefinitionId'] !==
          'vendor_msft_firewall_mdmstore_publicprofile_enablefirewall',
      )
    },
  ),
  within(
    catalog,
    'Store Brno – device lock and firewall',
    'settings[device_vendor_msft_policy_config_devicelock_devicepasswordenabled].settingInstance.choiceSettingValue.children[device_vendor_msft_policy_config_devicelock_mindevicepasswordlength].simpleSettingValue.value',
    'Min Device Password Length',
    (item) => {
      const children = list(
        part(setting(item, 'device_vendor_msft_policy_config_devicelock_devicepasswordenabled'), 'choiceSettingValue'),
        'children',
      )
      part(
        children.find((child) => text(child['settingDefinitionId']).endsWith('mindevicepasswordlength'))!,
        'simpleSettingValue',
      )['value'] = 12
    },
  ),
  // Compliance.
  set(compliance, laptops, 'passwordMinimumLength', 14, 'Password minimum length'),
  set(compliance, laptops, 'bitLockerEnabled', false, 'BitLocker enabled'),
  set(compliance, laptops, 'osMinimumVersion', '10.0.26100.1', 'OS minimum version'),
  set(compliance, laptops, 'passwordRequiredType', 'numeric', 'Password required type'),
  within(
    compliance,
    'iOS – corporate iPhones',
    'scheduledActionsForRule[0].scheduledActionConfigurations[block].gracePeriodHours',
    'Grace period hours',
    (item) => {
      list(list(item, 'scheduledActionsForRule')[0]!, 'scheduledActionConfigurations').find(
        (action) => action['actionType'] === 'block',
      )!['gracePeriodHours'] = 1
    },
  ),
  within(
    compliance,
    'iOS – corporate iPhones',
    `assignments[groupAssignmentTarget ${group}]`,
    `Assignment to ${group}`,
    (item) => void (item['assignments'] = [...list(item, 'assignments'), toGroup(group)]),
    'assignment-changed',
  ),
  // Scripts.
  set(scripts, 'Set time zone by location', 'scriptContent', 'IyBvdGhlcg==', 'Script content'),
  set(scripts, 'Set time zone by location', 'runAs32Bit', true, 'Run as 32 bit'),
  set(scripts, 'Map network drives', 'fileName', 'other.ps1', 'File name'),
  set(scripts, 'Map network drives', 'enforceSignatureCheck', true, 'Enforce signature check'),
  set(scripts, 'Install receipt printer driver', 'description', 'Other', 'Description'),
  set(mdm('deviceShellScripts'), 'Install printer – design studio', 'scriptContent', 'IyBvdGhlcg==', 'Script content'),
  set(mdm('deviceShellScripts'), 'Install printer – design studio', 'retryCount', 5, 'Retry count'),
  set(
    mdm('deviceCustomAttributeShellScripts'),
    'Battery cycle count',
    'scriptContent',
    'IyBvdGhlcg==',
    'Script content',
  ),
  set(
    mdm('deviceHealthScripts'),
    'Stale Group Policy',
    'detectionScriptContent',
    'IyBvdGhlcg==',
    'Detection script content',
  ),
  set(mdm('deviceHealthScripts'), 'Stale Group Policy', 'runAsAccount', 'user', 'Run as account'),
  set(
    mdm('deviceComplianceScripts'),
    'POS service is running',
    'detectionScriptContent',
    'IyBvdGhlcg==',
    'Detection script content',
  ),
  // Administrative templates: a value, and one that is switched off.
  within(
    mdm('groupPolicyConfigurations'),
    'OneDrive – known folder move',
    'definitionValues[144eec14-0000-4000-8000-36a2b9131d42].presentationValues[c1a6f4ba-0000-4000-8000-dfe0276a828c].value',
    'Silently move Windows known folders to OneDrive: Value',
    (item) => {
      list(list(item, 'definitionValues')[0]!, 'presentationValues')[0]!['value'] = 'other'
    },
  ),
  within(
    mdm('groupPolicyConfigurations'),
    'OneDrive – known folder move',
    'definitionValues[a6885b28-0000-4000-8000-813ab9a13355].enabled',
    'Prevent users from moving their Windows known folders',
    (item) => void (list(item, 'definitionValues')[1]!['enabled'] = true),
  ),
  // Profiles.
  set(profiles, 'Windows – device restrictions – office', 'passwordMinimumLength', 12, 'Password minimum length'),
  set(profiles, 'Windows – device restrictions – office', 'cameraBlocked', true, 'Camera blocked'),
  set(profiles, 'Windows – device restrictions – office', 'defenderScanType', 'full', 'Defender scan type'),
  set(
    profiles,
    'Windows – Endpoint protection – legacy',
    'firewallBlockStatefulFTP',
    false,
    'Firewall block stateful FTP',
  ),
  set(
    profiles,
    'Windows – Update ring – DACH',
    'qualityUpdatesDeferralPeriodInDays',
    9,
    'Quality updates deferral period in days',
  ),
  set(profiles, 'Windows – Update ring – DACH', 'driversExcluded', true, 'Drivers excluded'),
  within(
    profiles,
    'Windows – Update ring – DACH',
    'installationSchedule.activeHoursStart',
    'Active hours start',
    (item) => void (part(item, 'installationSchedule')['activeHoursStart'] = '09:00:00.0000000'),
  ),
  within(
    profiles,
    'Windows – Update ring – DACH',
    'assignments[allLicensedUsersAssignmentTarget]',
    'Assignment to All users',
    (item) => {
      item['assignments'] = list(item, 'assignments').filter(
        (entry) => !text(part(entry, 'target')['@odata.type']).includes('allLicensedUsers'),
      )
    },
    'assignment-changed',
  ),
  // Foundations.
  set(
    mdm('assignmentFilters'),
    'Corporate laptops (Windows 11)',
    'rule',
    '(device.deviceOwnership -eq "Personal")',
    'Rule',
  ),
  set(mdm('deviceCategories'), 'Office', 'description', 'Other', 'Description'),
  set(mdm('termsAndConditions'), 'Terms of use – employees', 'bodyText', 'Other', 'Body text'),
  set(mdm('termsAndConditions'), 'Terms of use – employees', 'title', 'Other', 'Title'),
  within(
    mdm('notificationMessageTemplates'),
    'Noncompliant device – first warning',
    'localizedNotificationMessages[en-us].subject',
    'Subject',
    (item) =>
      void (list(item, 'localizedNotificationMessages').find((message) => message['locale'] === 'en-us')!['subject'] =
        'Other'),
  ),
  set(
    mdm('notificationMessageTemplates'),
    'Noncompliant device – first warning',
    'brandingOptions',
    'includeCompanyLogo',
    'Branding options',
  ),
  // Enrollment.
  set(
    mdm('windowsAutopilotDeploymentProfiles'),
    'Autopilot – office, user driven',
    'deviceNameTemplate',
    'X-%RAND:5%',
    'Device name template',
  ),
  set(
    mdm('windowsAutopilotDeploymentProfiles'),
    'Autopilot – office, user driven',
    'preprovisioningAllowed',
    false,
    'Preprovisioning allowed',
  ),
  set(mdm('deviceEnrollmentConfigurations'), 'Status page – offices', 'description', 'Other', 'Description'),
  set(mdm('androidDeviceOwnerEnrollmentProfiles'), 'Tills – dedicated devices', 'description', 'Other', 'Description'),
  set(
    mdm('appleUserInitiatedEnrollmentProfiles'),
    'Own iPhones – account driven',
    'defaultEnrollmentType',
    'device',
    'Default enrollment type',
  ),
  // Updates.
  set(
    mdm('windowsFeatureUpdateProfiles'),
    'Windows 11 24H2 – offices',
    'featureUpdateVersion',
    'Windows 11, version 25H2',
    'Feature update version',
  ),
  within(
    mdm('windowsQualityUpdateProfiles'),
    'Expedite the October security update',
    'expeditedUpdateSettings.daysUntilForcedReboot',
    'Days until forced reboot',
    (item) => void (part(item, 'expeditedUpdateSettings')['daysUntilForcedReboot'] = 0),
  ),
  set(mdm('windowsQualityUpdatePolicies'), 'Hotpatch – offices', 'hotpatchEnabled', false, 'Hotpatch enabled'),
  // Apps and their protection.
  set(apps('mobileApps'), 'Company Portal', 'publisher', 'Other', 'Publisher'),
  set(apps('mobileApps'), 'Company Portal', 'notes', 'Other', 'Notes'),
  set(
    apps('iosManagedAppProtections'),
    'iOS – data protection, level 2',
    'allowedInboundDataTransferSources',
    'managedApps',
    'Allowed inbound data transfer sources',
  ),
  set(
    apps('iosManagedAppProtections'),
    'iOS – data protection, level 2',
    'periodOnlineBeforeAccessCheck',
    'PT15M',
    'Period online before access check',
  ),
  set(
    apps('androidManagedAppProtections'),
    'Android – data protection, level 2',
    'periodOfflineBeforeWipeIsEnforced',
    'P30D',
    'Period offline before wipe is enforced',
  ),
  set(apps('windowsManagedAppProtections'), 'Edge on private PCs', 'printBlocked', false, 'Print blocked'),
  set(
    apps('mdmWindowsInformationProtectionPolicies'),
    'WIP – company PCs (retired)',
    'enforcementLevel',
    'encryptAndAuditOnly',
    'Enforcement level',
  ),
  set(
    apps('windowsInformationProtectionPolicies'),
    'WIP – private PCs (retired)',
    'enterpriseDomain',
    'other.example',
    'Enterprise domain',
  ),
  // Administration and Entra.
  set(mdm('roleDefinitions'), 'Store help desk', 'description', 'Other', 'Description'),
  set(
    mdm('hardwareConfigurations'),
    'Dell BIOS – stores',
    'configurationFileContent',
    'W290aGVyXQ==',
    'Configuration file content',
  ),
  within(
    mdm('intuneBrandingProfiles'),
    'Stores',
    'themeColor.r',
    'Theme color R',
    (item) => void (part(item, 'themeColor')['r'] = 1),
  ),
  set(apps('policySets'), 'New store – everything it needs', 'description', 'Other', 'Description'),
  set('/identity/conditionalAccess/policies', 'CA001 – MFA for everybody', 'state', 'disabled', 'State'),
  set('/identity/conditionalAccess/namedLocations', 'Headquarters', 'isTrusted', false, 'Is trusted'),
  set(
    '/policies/authenticationStrengthPolicies',
    'Passkeys only',
    'allowedCombinations',
    ['fido2', 'windowsHelloForBusiness'],
    'Allowed combinations',
  ),
  within(
    mdm('intents'),
    'Firewall – macOS (legacy)',
    'settings[deviceConfiguration--macOSEndpointProtectionConfiguration_firewallEnabled].value',
    'Firewall enabled',
    (item) => void Object.assign(list(item, 'settings')[0]!, { value: false, valueJson: 'false' }),
  ),
  // Filters of an assignment, relationships of apps, order that means something.
  within(
    apps('mobileAppConfigurations'),
    'Authenticator – shared device mode',
    'settings[sharedDevice].appConfigKeyValue',
    'App config key value',
    (item) => void (list(item, 'settings')[0]!['appConfigKeyValue'] = 'false'),
  ),
  within(
    scripts,
    'Map network drives',
    'assignments[groupAssignmentTarget 46ff33d6-0000-4000-8000-3b2dc4a44716].target.deviceAndAppManagementAssignmentFilterType',
    'Assignment to SG-Kiosk-Devices',
    (item) => {
      for (const entry of list(item, 'assignments'))
        if (part(entry, 'target')['groupId'] === '46ff33d6-0000-4000-8000-3b2dc4a44716')
          part(entry, 'target')['deviceAndAppManagementAssignmentFilterType'] = 'exclude'
    },
    'assignment-changed',
  ),
  within(
    apps('mobileApps'),
    'Contoso POS client (Win32)',
    (item) => `relationships[${text(list(item as Mutable, 'relationships')[0]!['targetId'])}].dependencyType`,
    'Dependency type',
    (item) => {
      const [relationship] = list(item, 'relationships')
      relationship!['dependencyType'] = relationship!['dependencyType'] === 'detect' ? 'autoInstall' : 'detect'
    },
  ),
  // The order of what a kiosk shows is what people see.
  {
    ...within(
      profiles,
      'Android – dedicated devices – kiosk',
      'kioskModeApps',
      'Kiosk mode apps',
      (item) => void (item['kioskModeApps'] = list(item, 'kioskModeApps').toReversed()),
    ),
    prepare: (item) => void (item['kioskModeApps'] = [kioskApp('till'), kioskApp('stock')]),
  },
]
