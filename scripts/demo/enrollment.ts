import { base, guid, moment, type DemoObject } from './build.ts'
import { assigned, everybody, everyDevice, group } from './targets.ts'

const config = (
  index: number,
  suffix: string,
  type: string,
  name: string,
  priority: number,
  more: DemoObject,
): DemoObject => ({
  '@odata.type': `#microsoft.graph.${type}`,
  ...base('deviceEnrollmentConfigurations', index, name),
  id: `${guid('deviceEnrollmentConfigurations', index)}_${suffix}`,
  version: 1,
  priority,
  ...more,
})

const restriction = (blocked: boolean, personal: boolean, minimum = ''): DemoObject => ({
  platformBlocked: blocked,
  personalDeviceEnrollmentBlocked: personal,
  osMinimumVersion: minimum,
  osMaximumVersion: '',
  blockedManufacturers: [],
  blockedSkus: [],
})

const statusPage = (minutes: number, apps: readonly number[]): DemoObject => ({
  deviceEnrollmentConfigurationType: 'windows10EnrollmentCompletionPageConfiguration',
  showInstallationProgress: true,
  blockDeviceSetupRetryByUser: false,
  allowDeviceResetOnInstallFailure: true,
  allowLogCollectionOnInstallFailure: true,
  customErrorMessage: 'Call the help desk: +49 30 555 0100',
  installProgressTimeoutInMinutes: minutes,
  allowDeviceUseOnInstallFailure: false,
  selectedMobileAppIds: apps.map((index) => guid('mobileApps', index)),
  trackInstallProgressForAutopilotOnly: true,
  disableUserStatusTrackingAfterFirstUser: true,
  installQualityUpdates: false,
  allowNonBlockingAppInstallation: false,
})

/** Status pages, limits, restrictions, co-management, notifications. */
export const enrollmentConfigurations = (): DemoObject[] => [
  assigned(
    config(
      0,
      'Windows10EnrollmentCompletionPageConfiguration',
      'windows10EnrollmentCompletionPageConfiguration',
      'Status page – offices',
      1,
      statusPage(60, [0, 1, 6]),
    ),
    [group(0)],
  ),
  assigned(
    config(
      1,
      'Windows10EnrollmentCompletionPageConfiguration',
      'windows10EnrollmentCompletionPageConfiguration',
      'Status page – kiosks and tills',
      2,
      statusPage(90, [0]),
    ),
    [group(4), everyDevice],
  ),
  assigned(
    config(2, 'Limit', 'deviceEnrollmentLimitConfiguration', 'Two devices – contractors', 1, {
      deviceEnrollmentConfigurationType: 'limit',
      limit: 2,
    }),
    [group(11)],
  ),
  assigned(
    config(
      3,
      'SinglePlatformRestriction',
      'deviceEnrollmentPlatformRestrictionConfiguration',
      'Windows – no personal devices',
      1,
      {
        deviceEnrollmentConfigurationType: 'singlePlatformRestriction',
        platformType: 'windows',
        platformRestriction: restriction(false, true, '10.0.22631'),
      },
    ),
    [group(5)],
  ),
  assigned(
    config(4, 'SinglePlatformRestriction', 'deviceEnrollmentPlatformRestrictionConfiguration', 'iOS – executives', 1, {
      deviceEnrollmentConfigurationType: 'singlePlatformRestriction',
      platformType: 'ios',
      platformRestriction: restriction(false, false, '17.0'),
    }),
    [group(13)],
  ),
  assigned(
    config(
      5,
      'DeviceComanagementAuthorityConfiguration',
      'deviceComanagementAuthorityConfiguration',
      'Co-management – headquarters',
      1,
      {
        deviceEnrollmentConfigurationType: 'deviceComanagementAuthorityConfiguration',
        managedDeviceAuthority: 0,
        installConfigurationManagerAgent: true,
        configurationManagerAgentCommandLineArgument: 'CCMSETUPCMD="CCMHOSTNAME=cm.contoso.example"',
      },
    ),
    [group(0)],
  ),
  assigned(
    config(
      6,
      'EnrollmentNotificationsConfiguration',
      'deviceEnrollmentNotificationConfiguration',
      'A device was enrolled – tell its user',
      1,
      {
        deviceEnrollmentConfigurationType: 'enrollmentNotificationsConfiguration',
        platformType: 'ios',
        templateType: 'email',
        notificationMessageTemplateId: guid('hidden-templates', 0),
        notificationTemplates: [`email_${guid('hidden-templates', 0)}`],
        brandingOptions: 'none',
        defaultLocale: 'en-us',
      },
    ),
    [everybody],
  ),
]

const token = guid('depOnboardingSettings', 0)

export const appleTokens = (): DemoObject[] => [
  {
    id: token,
    tokenName: 'Contoso – Apple Business Manager',
    appleIdentifier: 'abm@contoso.example',
    tokenType: 'dep',
    tokenExpirationDateTime: '2027-03-14T00:00:00Z',
    lastModifiedDateTime: moment('depOnboardingSettings', 0),
    lastSuccessfulSyncDateTime: '2026-11-20T05:00:00Z',
    lastSyncTriggeredDateTime: '2026-11-20T05:00:00Z',
    lastSyncErrorCode: 0,
    syncedDeviceCount: 312,
    dataSharingConsentGranted: true,
    shareTokenWithSchoolDataSyncService: false,
    roleScopeTagIds: ['0'],
  },
]

const setup = {
  appleIdDisabled: true,
  applePayDisabled: true,
  diagnosticsDisabled: true,
  displayToneSetupDisabled: false,
  locationDisabled: false,
  privacyPaneDisabled: true,
  restoreBlocked: true,
  screenTimeScreenDisabled: true,
  siriDisabled: true,
  termsAndConditionsDisabled: true,
  touchIdDisabled: false,
}

export const appleProfiles = (): DemoObject[] => [
  {
    '@odata.type': '#microsoft.graph.depIOSEnrollmentProfile',
    id: `${token}_${guid('depProfiles', 0)}`,
    displayName: 'iPads – sales floor',
    description: 'Supervised, no user',
    requiresUserAuthentication: false,
    configurationEndpointUrl: 'https://appleconfigurator.manage.example/1',
    enableAuthenticationViaCompanyPortal: false,
    requireCompanyPortalOnSetupAssistantEnrolledDevices: false,
    isDefault: true,
    supervisedModeEnabled: true,
    isMandatory: true,
    profileRemovalDisabled: true,
    supportDepartment: 'Contoso IT',
    supportPhoneNumber: '+49 30 555 0100',
    deviceNameTemplate: 'IPAD-{{SERIAL}}',
    enabledSkipKeys: ['AppleID', 'Siri'],
    ...setup,
  },
  {
    '@odata.type': '#microsoft.graph.depMacOSEnrollmentProfile',
    id: `${token}_${guid('depProfiles', 1)}`,
    displayName: 'Macs – design team',
    description: null,
    requiresUserAuthentication: true,
    configurationEndpointUrl: 'https://appleconfigurator.manage.example/2',
    enableAuthenticationViaCompanyPortal: true,
    requireCompanyPortalOnSetupAssistantEnrolledDevices: false,
    isDefault: true,
    supervisedModeEnabled: true,
    isMandatory: true,
    profileRemovalDisabled: true,
    supportDepartment: 'Contoso IT',
    registrationDisabled: true,
    fileVaultDisabled: false,
    ...setup,
  },
]

export const appleUserProfiles = (): DemoObject[] => [
  assigned(
    {
      id: guid('appleUserInitiatedEnrollmentProfiles', 0),
      displayName: 'Own iPhones – account driven',
      description: null,
      priority: 1,
      platform: 'iOS',
      defaultEnrollmentType: 'accountDrivenUserEnrollment',
      availableEnrollmentTypeOptions: [{ ownerType: 'personal', enrollmentType: 'accountDrivenUserEnrollment' }],
      createdDateTime: moment('apple', 0),
      lastModifiedDateTime: moment('apple', 1),
    },
    [group(3)],
  ),
]

export const androidProfiles = (): DemoObject[] => [
  {
    ...base('androidDeviceOwnerEnrollmentProfiles', 0, 'Tills – dedicated devices'),
    enrollmentTimeDeviceMembershipTargets: [{ targetType: 'staticSecurityGroup', targetId: guid('groups', 8) }],
    accountId: 'a1b2c3',
    enrollmentMode: 'corporateOwnedDedicatedDevice',
    enrollmentTokenType: 'default',
    enrollmentTokenUsageCount: 4,
    enrolledDeviceCount: 88,
    tokenValue: 'QWERTYUIOPASDFGHJKLZ',
    tokenCreationDateTime: '2026-10-01T08:00:00Z',
    tokenExpirationDateTime: '2026-12-30T08:00:00Z',
    configureWifi: true,
    wifiSsid: 'Contoso-Setup',
    wifiSecurityType: 'wpa',
    wifiPassword: 'setup-network-2026',
    wifiHidden: false,
  },
  {
    ...base('androidDeviceOwnerEnrollmentProfiles', 1, 'Fully managed phones'),
    enrollmentMode: 'corporateOwnedFullyManaged',
    enrollmentTokenType: 'default',
    enrollmentTokenUsageCount: 0,
    enrolledDeviceCount: 12,
    tokenExpirationDateTime: '2027-01-30T08:00:00Z',
    configureWifi: false,
  },
]

export const terms = (): DemoObject[] => [
  assigned(
    {
      ...base('termsAndConditions', 0, 'Terms of use – employees'),
      title: 'Use of company devices',
      bodyText: 'Please read this.\n\n1. The device belongs to Contoso.\n2. Report a loss at once.',
      acceptanceStatement: 'I accept.',
      version: 3,
    },
    [everybody],
  ),
]

export const deviceCategories = (): DemoObject[] =>
  ['Office', 'Store', '東京店舗'].map((displayName, index) => ({
    id: guid('deviceCategories', index),
    displayName,
    description: index === 0 ? 'Headquarters and regional offices' : '',
    roleScopeTagIds: ['0'],
  }))
