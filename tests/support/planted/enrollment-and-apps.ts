import { text, type Json } from '#domain/json.ts'
import { apps, list, mdm, part, set, within, type Mutable, type Planted } from './planted.ts'

const kioskApp = (name: string): Json => ({
  '@odata.type': '#microsoft.graph.appListItem',
  name,
  appId: `com.contoso.${name}`,
})

/** Changes of foundations, enrollment, updates, apps, administration and Entra. */
export const inEnrollmentAndApps: readonly Planted[] = [
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
    mdm('deviceManagementScripts'),
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
      mdm('deviceConfigurations'),
      'Android – dedicated devices – kiosk',
      'kioskModeApps',
      'Kiosk mode apps',
      (item) => void (item['kioskModeApps'] = list(item, 'kioskModeApps').toReversed()),
    ),
    prepare: (item) => void (item['kioskModeApps'] = [kioskApp('till'), kioskApp('stock')]),
  },
]
