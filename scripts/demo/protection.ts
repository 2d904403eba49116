import { base, guid, type DemoObject } from './build.ts'
import { assigned, group, without } from './targets.ts'

const ios = (bundleId: string): DemoObject => ({
  id: `${bundleId}.ios`,
  version: '1',
  mobileAppIdentifier: { '@odata.type': '#microsoft.graph.iosMobileAppIdentifier', bundleId },
})
const android = (packageId: string): DemoObject => ({
  id: `${packageId}.android`,
  version: '1',
  mobileAppIdentifier: { '@odata.type': '#microsoft.graph.androidMobileAppIdentifier', packageId },
})
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

const common: DemoObject = {
  periodOfflineBeforeAccessCheck: 'PT12H',
  periodOnlineBeforeAccessCheck: 'PT30M',
  periodOfflineBeforeWipeIsEnforced: 'P90D',
  allowedInboundDataTransferSources: 'allApps',
  allowedOutboundDataTransferDestinations: 'managedApps',
  allowedOutboundClipboardSharingLevel: 'managedAppsWithPasteIn',
  organizationalCredentialsRequired: false,
  dataBackupBlocked: true,
  deviceComplianceRequired: true,
  managedBrowserToOpenLinksRequired: true,
  saveAsBlocked: true,
  pinRequired: true,
  maximumPinRetries: 5,
  simplePinBlocked: true,
  minimumPinLength: 6,
  pinCharacterSet: 'numeric',
  periodBeforePinReset: 'P0D',
  allowedDataStorageLocations: ['oneDriveForBusiness', 'sharePoint'],
  contactSyncBlocked: false,
  printBlocked: true,
  fingerprintBlocked: false,
  disableAppPinIfDevicePinIsSet: true,
  appActionIfDeviceComplianceRequired: 'block',
  appActionIfMaximumPinRetriesExceeded: 'block',
  appActionIfUnableToAuthenticateUser: null,
  managedBrowser: 'microsoftEdge',
  targetedAppManagementLevels: 'unspecified',
}

/** App protection for the three platforms. */
export const iosProtection = (): DemoObject[] => [
  assigned(
    {
      ...base('iosManagedAppProtections', 0, 'iOS – data protection, level 2'),
      id: `T_${guid('iosManagedAppProtections', 0)}`,
      version: '"1"',
      ...common,
      appGroupType: 'selectedPublicApps',
      minimumRequiredOsVersion: '17.0',
      appDataEncryptionType: 'whenDeviceLocked',
      faceIdBlocked: false,
      apps: [ios('com.microsoft.office.outlook'), ios('com.microsoft.skype.teams')],
    },
    [group(3), without(13)],
  ),
  assigned(
    {
      ...base('iosManagedAppProtections', 1, 'iOS – Führungskräfte'),
      id: `T_${guid('iosManagedAppProtections', 1)}`,
      version: '"2"',
      ...common,
      appGroupType: 'allMicrosoftApps',
      minimumRequiredOsVersion: '18.0',
      appDataEncryptionType: 'whenDeviceLocked',
      faceIdBlocked: true,
      exemptedAppProtocols: [{ name: 'Default', value: 'skype;app-settings;calshow' }],
      apps: [],
    },
    [group(13)],
  ),
]
export const androidProtection = (): DemoObject[] => [
  assigned(
    {
      ...base('androidManagedAppProtections', 0, 'Android – data protection, level 2'),
      id: `T_${guid('androidManagedAppProtections', 0)}`,
      version: '"1"',
      ...common,
      appGroupType: 'selectedPublicApps',
      minimumRequiredPatchVersion: '2026-06-01',
      screenCaptureBlocked: true,
      encryptAppData: true,
      apps: [android('com.microsoft.office.outlook'), android('com.microsoft.teams')],
    },
    [group(3)],
  ),
]
export const windowsProtection = (): DemoObject[] => [
  assigned(
    {
      ...base('windowsManagedAppProtections', 0, 'Edge on private PCs'),
      id: `T_${guid('windowsManagedAppProtections', 0)}`,
      version: '"1"',
      printBlocked: true,
      allowedInboundDataTransferSources: 'none',
      allowedOutboundClipboardSharingLevel: 'none',
      allowedOutboundDataTransferDestinations: 'none',
      appActionIfUnableToAuthenticateUser: null,
      periodOfflineBeforeAccessCheck: 'P1D',
      periodOfflineBeforeWipeIsEnforced: 'P90D',
      minimumRequiredOsVersion: '10.0.22631',
      apps: [
        {
          id: 'com.microsoft.edge.windows',
          version: '1',
          mobileAppIdentifier: {
            '@odata.type': '#microsoft.graph.windowsAppIdentifier',
            windowsAppId: 'com.microsoft.edge',
          },
        },
      ],
    },
    [group(11)],
  ),
]
export const managedAppConfigurations = (): DemoObject[] => [
  assigned(
    {
      ...base('targetedManagedAppConfigurations', 0, 'Outlook – signature and focus'),
      id: `A_${guid('targetedManagedAppConfigurations', 0)}`,
      version: '"1"',
      appGroupType: 'selectedPublicApps',
      targetedAppManagementLevels: 'unspecified',
      customSettings: [
        { name: 'com.microsoft.outlook.Mail.DefaultSignatureEnabled', value: 'false' },
        { name: 'com.microsoft.outlook.Mail.FocusedInbox', value: 'true' },
      ],
      apps: [ios('com.microsoft.office.outlook'), android('com.microsoft.office.outlook')],
      settings: [
        {
          id: '0',
          settingInstance: {
            '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
            settingDefinitionId: 'com.microsoft.edge.mamedgeappconfigsettings.popupsallowedforurls',
            choiceSettingValue: {
              '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingValue',
              value: 'com.microsoft.edge.mamedgeappconfigsettings.popupsallowedforurls_1',
              children: [],
            },
          },
        },
      ],
    },
    [group(3)],
  ),
]

/** App configuration for managed devices. */
export const appConfigurations = (): DemoObject[] => [
  assigned(
    {
      '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
      ...base('mobileAppConfigurations', 0, 'Authenticator – shared device mode'),
      version: 2,
      targetedMobileApps: [guid('mobileApps', 11)],
      encodedSettingXml: null,
      settings: [{ appConfigKey: 'sharedDevice', appConfigKeyType: 'booleanType', appConfigKeyValue: 'true' }],
    },
    [group(12)],
  ),
  assigned(
    {
      '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
      ...base('mobileAppConfigurations', 1, 'Authenticator – XML'),
      version: 1,
      targetedMobileApps: [guid('mobileApps', 11)],
      encodedSettingXml: base64(
        '<dict>\n  <key>IntuneMAMUPN</key>\n  <string>{{userprincipalname}}</string>\n</dict>\n',
      ),
      settings: [],
    },
    [],
  ),
  assigned(
    {
      '@odata.type': '#microsoft.graph.androidManagedStoreAppConfiguration',
      ...base('mobileAppConfigurations', 2, 'Zebra scanner – OEMConfig'),
      version: 5,
      targetedMobileApps: [guid('mobileApps', 9)],
      packageId: 'app:com.zebra.oemconfig.common',
      appSupportsOemConfig: true,
      profileApplicability: 'androidDeviceOwner',
      connectedAppsEnabled: false,
      payloadJson: base64(
        JSON.stringify({
          kind: 'androidenterprise#managedConfiguration',
          productId: 'app:com.zebra.oemconfig.common',
          managedProperty: [{ key: 'transactionSteps', valueString: 'scan' }],
        }),
      ),
      permissionActions: [{ permission: 'android.permission.CAMERA', action: 'autoGrant' }],
    },
    [group(8)],
  ),
]

const wip = (index: number, kind: string, name: string): DemoObject => ({
  ...base(kind, index, name),
  version: '"1"',
  enforcementLevel: 'encryptAuditAndPrompt',
  enterpriseDomain: 'contoso.example',
  enterpriseProtectedDomainNames: [{ displayName: 'Domains', resources: ['contoso.example', 'contoso.net'] }],
  protectionUnderLockConfigRequired: false,
  revokeOnUnenrollDisabled: false,
  protectedApps: [
    {
      '@odata.type': '#microsoft.graph.windowsInformationProtectionDesktopApp',
      displayName: 'Word',
      publisherName: 'O=MICROSOFT CORPORATION',
      productName: '*',
      denied: false,
      binaryName: 'winword.exe',
      binaryVersionLow: '*',
      binaryVersionHigh: '*',
    },
  ],
  exemptApps: [],
  iconsVisible: true,
  protectedAppLockerFiles: [
    {
      id: guid(`${kind}-file`, index),
      displayName: 'Office',
      fileHash: 'a1b2',
      version: '1',
      file: base64('<RuleCollection Type="Exe" EnforcementMode="Enabled" />'),
    },
  ],
  exemptAppLockerFiles: [],
})
export const informationProtection = (): DemoObject[] => [
  assigned(wip(0, 'windowsInformationProtectionPolicies', 'WIP – private PCs (retired)'), [group(11)]),
]
export const managedInformationProtection = (): DemoObject[] => [
  assigned(wip(0, 'mdmWindowsInformationProtectionPolicies', 'WIP – company PCs (retired)'), [group(0)]),
]
