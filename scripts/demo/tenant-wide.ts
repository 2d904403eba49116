import { base, guid, moment, type DemoObject } from './build.ts'
import { assigned, everyDevice, group } from './targets.ts'

/** Settings that Contoso has once, each at a path that is one object. */
export const tenantWide = (): Record<string, DemoObject[]> => ({
  deviceManagementSettings: [
    {
      deviceComplianceCheckinThresholdDays: 14,
      isScheduledActionEnabled: true,
      secureByDefault: true,
      enhancedJailBreak: false,
      deviceInactivityBeforeRetirementInDay: 0,
      derivedCredentialProvider: 'notConfigured',
      derivedCredentialUrl: null,
      androidDeviceAdministratorEnrollmentEnabled: false,
      ignoreDevicesForUnsupportedSettingsEnabled: false,
      enableLogCollection: true,
      enableAutopilotDiagnostics: true,
      enableEnhancedTroubleshootingExperience: true,
      enableDeviceGroupMembershipReport: false,
      m365AppDiagnosticsEnabled: true,
    },
  ],
  dataProcessorServiceForWindowsFeaturesOnboarding: [
    { hasValidWindowsLicense: true, areDataProcessorServiceForWindowsFeaturesEnabled: true },
  ],
  remoteAssistanceSettings: [
    { remoteAssistanceState: 'enabled', allowSessionsToUnenrolledDevices: false, blockChat: true },
  ],
  applePushNotificationCertificate: [
    {
      appleIdentifier: 'mdm@contoso.example',
      topicIdentifier: 'com.apple.mgmt.External.4f1d2a7c-6b1e-4c5d-9a57-2f0c9be1d0aa',
      certificateSerialNumber: '0A7F3C2291B4',
      certificateUploadStatus: 'success',
      certificateUploadFailureReason: null,
      certificate: null,
      expirationDateTime: '2027-01-18T09:30:00Z',
      lastModifiedDateTime: '2026-01-18T09:30:00Z',
    },
  ],
  androidManagedStoreAccountEnterpriseSettings: [
    {
      bindStatus: 'boundAndValidated',
      lastAppSyncDateTime: '2026-11-19T22:10:00Z',
      lastAppSyncStatus: 'success',
      ownerUserPrincipalName: 'android@contoso.example',
      ownerOrganizationName: 'Contoso',
      lastModifiedDateTime: '2026-10-02T07:00:00Z',
      enrollmentTarget: 'targeted',
      targetGroupIds: [guid('groups', 3), guid('groups', 6)],
      deviceOwnerManagementEnabled: true,
      companyCodes: [],
      androidDeviceOwnerFullyManagedEnrollmentEnabled: true,
      managedGooglePlayInitialScopeTagIds: ['0'],
    },
  ],
  deviceRegistrationPolicy: [
    {
      displayName: 'Device Registration Policy',
      description:
        'Tenant-wide policy that manages initial provisioning controls using quota restrictions, additional authentication and authorization checks',
      userDeviceQuota: 20,
      multiFactorAuthConfiguration: 'required',
      azureADRegistration: {
        isAdminConfigurable: false,
        allowedToRegister: { '@odata.type': '#microsoft.graph.allDeviceRegistrationMembership' },
      },
      azureADJoin: {
        isAdminConfigurable: true,
        allowedToJoin: {
          '@odata.type': '#microsoft.graph.enumeratedDeviceRegistrationMembership',
          groups: [guid('groups', 6)],
          users: [],
        },
        localAdmins: {
          enableGlobalAdmins: false,
          registeringUsers: { '@odata.type': '#microsoft.graph.noDeviceRegistrationMembership' },
        },
      },
      localAdminPassword: { isEnabled: true },
    },
  ],
  organizationalBranding: [
    {
      backgroundColor: '#004B50',
      backgroundImageRelativeUrl: null,
      bannerLogoRelativeUrl: null,
      cdnList: ['aadcdn.msauthimages.net'],
      signInPageText: 'Help: +49 30 555 0100',
      usernameHintText: 'name@contoso.example',
      loginPageTextVisibilitySettings: {
        hideAccountResetCredentials: false,
        hideCannotAccessYourAccount: true,
        hideForgotMyPassword: false,
        hidePrivacyAndCookies: false,
        hideResetItNow: false,
        hideTermsOfUse: false,
      },
      localizations: [
        { id: '0', signInPageText: 'Help: +49 30 555 0100', usernameHintText: 'name@contoso.example' },
        { id: 'de-DE', signInPageText: 'Hilfe: +49 30 555 0100', usernameHintText: 'name@contoso.example' },
      ],
    },
  ],
  authenticationMethodsPolicy: [
    {
      displayName: 'Authentication Methods Policy',
      description:
        'The tenant-wide policy that controls which authentication methods are allowed in the tenant, authentication method registration requirements, and self-service password reset settings',
      lastModifiedDateTime: '2026-09-14T12:00:00Z',
      policyVersion: '1.5',
      policyMigrationState: 'migrationComplete',
      reconfirmationInDays: 180,
      registrationEnforcement: {
        authenticationMethodsRegistrationCampaign: {
          snoozeDurationInDays: 3,
          enforceRegistrationAfterAllowedSnoozes: true,
          state: 'enabled',
        },
      },
      authenticationMethodConfigurations: [
        {
          '@odata.type': '#microsoft.graph.fido2AuthenticationMethodConfiguration',
          id: 'Fido2',
          state: 'enabled',
          excludeTargets: [{ id: guid('groups', 11), targetType: 'group' }],
          isAttestationEnforced: true,
          isSelfServiceRegistrationAllowed: true,
          includeTargets: [{ id: 'all_users', targetType: 'group', isRegistrationRequired: false }],
        },
        {
          '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration',
          id: 'Sms',
          state: 'disabled',
          excludeTargets: [],
          includeTargets: [{ id: guid('groups', 11), targetType: 'group', isRegistrationRequired: false }],
        },
      ],
    },
  ],
  installationOptions: [
    {
      updateChannel: 'monthlyEnterprise',
      appsForWindows: {
        isMicrosoft365AppsEnabled: true,
        isProjectEnabled: false,
        isSkypeForBusinessEnabled: false,
        isVisioEnabled: false,
      },
      appsForMac: { isMicrosoft365AppsEnabled: true, isSkypeForBusinessEnabled: false },
    },
  ],
})

/** Connectors and tokens, which come from elsewhere and are the same in both tenants of Contoso. */
export const connectors = (): Record<string, DemoObject[]> => ({
  mobileThreatDefenseConnectors: [
    {
      id: 'fc780465-2017-40d4-a0c5-307022471b92',
      lastHeartbeatDateTime: '2026-11-19T23:50:00Z',
      partnerState: 'enabled',
      androidMobileApplicationManagementEnabled: false,
      iosMobileApplicationManagementEnabled: false,
      windowsMobileApplicationManagementEnabled: false,
      androidEnabled: true,
      iosEnabled: true,
      windowsEnabled: true,
      macEnabled: false,
      androidDeviceBlockedOnMissingPartnerData: true,
      iosDeviceBlockedOnMissingPartnerData: true,
      windowsDeviceBlockedOnMissingPartnerData: false,
      macDeviceBlockedOnMissingPartnerData: false,
      partnerUnsupportedOsVersionBlocked: false,
      partnerUnresponsivenessThresholdInDays: 7,
      allowPartnerToCollectIOSApplicationMetadata: false,
      allowPartnerToCollectIOSPersonalApplicationMetadata: false,
      allowPartnerToCollectIosCertificateMetadata: false,
      allowPartnerToCollectIosPersonalCertificateMetadata: false,
      microsoftDefenderForEndpointAttachEnabled: true,
    },
  ],
  vppTokens: [
    {
      id: guid('vppTokens', 0),
      displayName: 'Contoso – HQ',
      organizationName: 'Contoso Ltd.',
      locationName: 'HQ',
      vppTokenAccountType: 'business',
      appleId: 'abm@contoso.example',
      expirationDateTime: '2027-03-02T10:00:00Z',
      lastModifiedDateTime: '2026-03-02T10:00:00Z',
      lastSyncDateTime: '2026-11-19T21:00:00Z',
      token: null,
      countryOrRegion: 'de',
      automaticallyUpdateApps: true,
      claimTokenManagementFromExternalMdm: false,
      dataSharingConsentGranted: true,
      state: 'valid',
      tokenActionResults: [],
      lastSyncStatus: 'completed',
      roleScopeTagIds: ['0'],
    },
  ],
})

/** Clean-up rules, access policies, the inventory and Windows 365. */
export const more = (): Record<string, DemoObject[]> => ({
  managedDeviceCleanupRules: [
    {
      id: guid('managedDeviceCleanupRules', 0),
      displayName: 'Windows devices – 180 days',
      description: 'Laptops in the cupboard',
      deviceCleanupRulePlatformType: 'windows',
      deviceInactivityBeforeRetirementInDays: 180,
      lastModifiedDateTime: moment('managedDeviceCleanupRules', 0),
    },
    {
      id: guid('managedDeviceCleanupRules', 1),
      displayName: 'Shared iPads – 90 days',
      description: null,
      deviceCleanupRulePlatformType: 'ios',
      deviceInactivityBeforeRetirementInDays: 90,
      lastModifiedDateTime: moment('managedDeviceCleanupRules', 1),
    },
  ],
  operationApprovalPolicies: [
    {
      id: guid('operationApprovalPolicies', 0),
      displayName: 'Scripts need a second pair of eyes',
      description: 'Agreed with the works council',
      lastModifiedDateTime: moment('operationApprovalPolicies', 0),
      policyType: 'script',
      policyPlatform: 'notApplicable',
      policySet: { policyType: 'script', policyPlatform: 'notApplicable' },
      approverGroupIds: [guid('groups', 6)],
    },
  ],
  inventoryPolicies: [
    assigned(
      {
        ...base('inventoryPolicies', 0, 'Windows inventory – standard', { nameProperty: 'name' }),
        platforms: 'windows10',
        technologies: 'extensibility',
        templateReference: {
          templateId: '',
          templateFamily: 'none',
          templateDisplayName: null,
          templateDisplayVersion: null,
        },
        settings: [
          {
            id: '0',
            settingInstance: {
              '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
              settingDefinitionId: 'device_inventory_battery',
              settingInstanceTemplateReference: null,
              choiceSettingValue: {
                value: 'device_inventory_battery_collect',
                settingValueTemplateReference: null,
                children: [],
              },
            },
          },
        ],
      },
      [group(2), everyDevice],
    ),
  ],
  authenticationContextClassReferences: [
    { id: 'c1', displayName: 'Sensitive data', description: 'Documents of the board', isAvailable: true },
    { id: 'c2', displayName: 'Privileged role', description: null, isAvailable: false },
  ],
  agreements: [
    {
      id: guid('agreements', 0),
      displayName: 'Terms for contractors',
      isPerDeviceAcceptanceRequired: false,
      isViewingBeforeAcceptanceRequired: true,
      termsExpiration: { startDateTime: '2027-01-01T00:00:00Z', frequency: 'P365D' },
      userReacceptRequiredFrequency: 'P90D',
      files: [
        {
          id: guid('agreementFiles', 0),
          fileName: 'terms-en.pdf',
          displayName: 'Terms for contractors',
          language: 'en',
          isDefault: true,
          isMajorVersion: false,
          createdDateTime: moment('agreements', 0),
          fileData: null,
        },
      ],
    },
  ],
  mobileDeviceManagementPolicies: [
    {
      id: '0000000a-0000-0000-c000-000000000000',
      displayName: 'Microsoft Intune',
      description: null,
      appliesTo: 'selected',
      isValid: true,
      isMdmEnrollmentDuringRegistrationDisabled: false,
      complianceUrl: 'https://portal.manage.microsoft.com/?portalAction=Compliance',
      discoveryUrl: 'https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc',
      termsOfUseUrl: 'https://portal.manage.microsoft.com/TermsofUse.aspx',
      includedGroups: [{ id: guid('groups', 0) }],
    },
  ],
  mobileAppManagementPolicies: [
    {
      id: '0000000a-0000-0000-c000-000000000000',
      displayName: 'Microsoft Intune',
      description: null,
      appliesTo: 'all',
      isValid: true,
      isMdmEnrollmentDuringRegistrationDisabled: false,
      complianceUrl: 'https://portal.manage.microsoft.com/?portalAction=Compliance',
      discoveryUrl: 'https://wip.mam.manage.microsoft.com/Enroll',
      termsOfUseUrl: '',
      includedGroups: [],
    },
  ],
  importedDeviceIdentities: [
    {
      id: guid('importedDeviceIdentities', 0),
      importedDeviceIdentifier: '353240110000017',
      importedDeviceIdentityType: 'imei',
      description: 'Courier phone 1',
      platform: 'android',
      createdDateTime: moment('importedDeviceIdentities-created', 0),
      lastModifiedDateTime: moment('importedDeviceIdentities', 0),
      lastContactedDateTime: '0001-01-01T00:00:00Z',
      enrollmentState: 'notContacted',
    },
    {
      id: guid('importedDeviceIdentities', 1),
      importedDeviceIdentifier: 'C02XK1ZVJG5H',
      importedDeviceIdentityType: 'serialNumber',
      description: 'Design team',
      platform: 'macOS',
      createdDateTime: moment('importedDeviceIdentities-created', 1),
      lastModifiedDateTime: moment('importedDeviceIdentities', 1),
      lastContactedDateTime: '2026-11-18T09:00:00Z',
      enrollmentState: 'enrolled',
    },
  ],
  windowsAutopilotDeviceIdentities: [0, 1].map((index) => ({
    id: guid('windowsAutopilotDeviceIdentities', index),
    groupTag: index === 0 ? 'HQ' : 'STORE-EU',
    purchaseOrderIdentifier: '',
    serialNumber: `PF3K${String(index).padStart(4, '0')}`,
    productKey: '',
    manufacturer: 'LENOVO',
    model: '21CB001DGE',
    enrollmentState: index === 0 ? 'enrolled' : 'notContacted',
    lastContactedDateTime: '2026-11-18T07:30:00Z',
    addressableUserName: '',
    userPrincipalName: '',
    resourceName: '',
    skuNumber: '',
    systemFamily: '',
    displayName: index === 0 ? 'HQ-LAPTOP-01' : '',
    deploymentProfileAssignmentStatus: 'assignedUnkownSyncState',
  })),
  provisioningPolicies: [
    {
      id: guid('provisioningPolicies', 0),
      displayName: 'Cloud PCs – contractors',
      description: 'Frankfurt, Entra joined',
      createdDateTime: moment('provisioningPolicies-created', 0),
      lastModifiedDateTime: moment('provisioningPolicies', 0),
      provisioningType: 'dedicated',
      managedBy: 'windows365',
      imageId: 'microsoftwindowsdesktop_windows-ent-cpc_win11-25h2-ent-cpc-m365',
      imageDisplayName: 'Windows 11 Enterprise + Microsoft 365 Apps 25H2',
      imageType: 'gallery',
      enableSingleSignOn: true,
      localAdminEnabled: false,
      cloudPcNamingTemplate: 'CPC-%USERNAME:5%-%RAND:5%',
      gracePeriodInHours: 4,
      alternateResourceUrl: null,
      cloudPcGroupDisplayName: null,
      domainJoinConfigurations: [
        {
          domainJoinType: 'azureADJoin',
          onPremisesConnectionId: null,
          regionName: 'germanywestcentral',
          regionGroup: 'germany',
        },
      ],
      windowsSetting: { locale: 'de-DE' },
      scopeIds: ['0'],
      assignments: [
        {
          id: `${guid('provisioningPolicies', 0)}_${guid('groups', 11)}`,
          target: {
            '@odata.type': '#microsoft.graph.cloudPcManagementGroupAssignmentTarget',
            groupId: guid('groups', 11),
            servicePlanId: null,
          },
        },
      ],
    },
  ],
  userSettings: [
    {
      id: guid('userSettings', 0),
      displayName: 'Contractors – no local administrator',
      createdDateTime: moment('userSettings-created', 0),
      lastModifiedDateTime: moment('userSettings', 0),
      localAdminEnabled: false,
      resetEnabled: true,
      selfServiceEnabled: false,
      restorePointSetting: { frequencyInHours: 12, frequencyType: 'twelveHours', userRestoreEnabled: true },
      notificationSetting: { restartPromptsDisabled: false },
      assignments: [
        {
          id: `${guid('userSettings', 0)}_${guid('groups', 11)}`,
          createdDateTime: moment('userSettings-assigned', 0),
          target: {
            '@odata.type': '#microsoft.graph.cloudPcManagementGroupAssignmentTarget',
            groupId: guid('groups', 11),
            servicePlanId: null,
          },
        },
      ],
    },
  ],
})
