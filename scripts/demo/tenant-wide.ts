import { guid, type DemoObject } from './build.ts'

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
      // A green dot. The simulated service takes it out of the object, as Graph keeps images apart.
      bannerLogo: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
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
