import { base, guid, moment, type DemoObject } from './build.ts'
import { assigned, everybody, group } from './targets.ts'

const logo = {
  type: 'image/png',
  value: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
}

/** Roles, branding, policy sets, BIOS files, imported ADMX. */
export const roles = (): DemoObject[] => {
  const operations = [
    'Microsoft.Intune_DeviceConfigurations_Read',
    'Microsoft.Intune_DeviceConfigurations_Assign',
    'Microsoft.Intune_MobileApps_Read',
    'Microsoft.Intune_ManagedDevices_Read',
  ]
  return [
    {
      id: guid('roleDefinitions', 0),
      displayName: 'Store help desk',
      description: 'Reads everything, assigns profiles in stores',
      isBuiltIn: false,
      isBuiltInRoleDefinition: false,
      roleScopeTagIds: ['0', '1'],
      rolePermissions: [{ resourceActions: [{ allowedResourceActions: operations, notAllowedResourceActions: [] }] }],
    },
  ]
}
export const roleAssignments = (): DemoObject[] => [
  {
    id: guid('roleAssignments', 0),
    displayName: 'Store help desk – Europe',
    description: null,
    members: [guid('groups', 6)],
    resourceScopes: [guid('groups', 1)],
    scopeMembers: [guid('groups', 1)],
    scopeType: 'resourceScope',
    roleDefinition: { id: guid('roleDefinitions', 0), displayName: 'Store help desk' },
    roleScopeTags: [{ id: '1', displayName: 'Stores EU' }],
  },
]

export const branding = (): DemoObject[] => [
  assigned(
    {
      ...base('intuneBrandingProfiles', 0, 'unused'),
      displayName: 'Contoso Stores',
      profileName: 'Stores',
      profileDescription: 'What people in stores see',
      isDefaultProfile: false,
      themeColor: { r: 122, g: 31, b: 61 },
      themeColorLogo: logo,
      lightBackgroundLogo: logo,
      landingPageCustomizedImage: null,
      showLogo: true,
      showDisplayNameNextToLogo: true,
      contactITName: 'Store help desk',
      contactITPhoneNumber: '+49 30 555 0100',
      contactITEmailAddress: 'help@contoso.example',
      contactITNotes: 'Mo–Sa 7–20',
      onlineSupportSiteUrl: 'https://it.contoso.example',
      onlineSupportSiteName: 'IT portal',
      privacyUrl: 'https://contoso.example/privacy',
      enrollmentAvailability: 'availableWithoutPrompts',
      isRemoveDeviceDisabled: true,
      isFactoryResetDisabled: true,
      companyPortalBlockedActions: [{ platform: 'iOS', ownerType: 'company', action: 'reset' }],
    },
    [group(3)],
  ),
]

export const policySets = (): DemoObject[] => {
  const id = guid('policySets', 0)
  const item = (type: string, payloadId: string, displayName: string, more: DemoObject = {}): DemoObject => ({
    '@odata.type': `#microsoft.graph.${type}PolicySetItem`,
    id: `${id}_${payloadId}`,
    payloadId,
    displayName,
    itemType: `#microsoft.graph.${type}`,
    status: 'success',
    errorCode: 'noError',
    guidedDeploymentTags: [],
    ...more,
  })
  return [
    assigned(
      {
        id,
        displayName: 'New store – everything it needs',
        description: 'One set for a store that opens',
        createdDateTime: moment('policySets', 0),
        lastModifiedDateTime: moment('policySets', 1),
        status: 'success',
        errorCode: 'noError',
        guidedDeploymentTags: [],
        roleScopeTags: ['0', '1'],
        items: [
          item('mobileApp', guid('mobileApps', 0), 'Company Portal', { intent: 'required', settings: null }),
          item('deviceConfiguration', guid('deviceConfigurations', 4), 'Windows – device restrictions – stores'),
          item('deviceConfiguration', guid('deviceConfigurations', 1), 'Windows – Update ring 2'),
          item('deviceCompliancePolicy', guid('deviceCompliancePolicies', 2), 'Windows – kiosks'),
          item(
            'windowsAutopilotDeploymentProfile',
            guid('windowsAutopilotDeploymentProfiles', 1),
            'Autopilot – stores',
          ),
        ],
      },
      [group(1), everybody],
    ),
  ]
}

export const biosFiles = (): DemoObject[] => [
  assigned(
    {
      ...base('hardwareConfigurations', 0, 'Dell BIOS – stores'),
      version: 1,
      fileName: 'stores.cctk',
      hardwareConfigurationFormat: 'dell',
      perDevicePasswordDisabled: false,
      configurationFileContent: Buffer.from('[cctk]\nWakeOnLan=Disabled\nTpmSecurity=Enabled\n').toString('base64'),
    },
    [group(1)],
  ),
]

export const uploadedAdmx = (): DemoObject[] => [
  {
    id: guid('groupPolicyUploadedDefinitionFiles', 0),
    displayName: 'vscode.admx',
    fileName: 'vscode.admx',
    description: null,
    languageCodes: ['en-US'],
    targetPrefix: 'VSCode',
    targetNamespace: 'Contoso.Policies.VSCode',
    policyType: 'admxIngested',
    revision: '1.0',
    defaultLanguageCode: 'en-US',
    status: 'available',
    lastModifiedDateTime: moment('admx', 0),
    uploadDateTime: moment('admx', 0),
    groupPolicyUploadedLanguageFiles: [
      { fileName: 'vscode.adml', languageCode: 'en-US', id: guid('adml', 0), lastModifiedDateTime: moment('admx', 0) },
    ],
  },
]

/** Entra's policies, for tenants that capture those too. */
export const namedLocations = (): DemoObject[] => [
  {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    id: guid('namedLocations', 0),
    displayName: 'Headquarters',
    createdDateTime: moment('loc', 0),
    modifiedDateTime: moment('loc', 1),
    isTrusted: true,
    ipRanges: [
      { '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '203.0.113.0/24' },
      { '@odata.type': '#microsoft.graph.iPv6CidrRange', cidrAddress: '2001:db8::/32' },
    ],
  },
  {
    '@odata.type': '#microsoft.graph.countryNamedLocation',
    id: guid('namedLocations', 1),
    displayName: 'Countries with stores',
    createdDateTime: moment('loc', 2),
    modifiedDateTime: moment('loc', 3),
    countriesAndRegions: ['DE', 'FR', 'SA', 'JP'],
    includeUnknownCountriesAndRegions: false,
    countryLookupMethod: 'clientIpAddress',
  },
]
export const strengths = (): DemoObject[] => [
  {
    id: guid('authenticationStrengthPolicies', 0),
    displayName: 'Passkeys only',
    description: 'For administrators',
    policyType: 'custom',
    requirementsSatisfied: 'mfa',
    allowedCombinations: ['fido2'],
    createdDateTime: moment('str', 0),
    modifiedDateTime: moment('str', 1),
  },
]

const access = (
  index: number,
  displayName: string,
  state: string,
  users: DemoObject,
  more: DemoObject,
): DemoObject => ({
  id: guid('conditionalAccessPolicies', index),
  displayName,
  state,
  createdDateTime: moment('ca', index),
  modifiedDateTime: moment('ca', index),
  sessionControls: null,
  conditions: {
    clientAppTypes: ['all'],
    signInRiskLevels: [],
    userRiskLevels: [],
    platforms: null,
    devices: null,
    locations: null,
    applications: {
      includeApplications: ['All'],
      excludeApplications: [],
      includeUserActions: [],
      includeAuthenticationContextClassReferences: [],
    },
    users: {
      includeUsers: [],
      excludeUsers: [],
      includeGroups: [],
      excludeGroups: [],
      includeRoles: [],
      excludeRoles: [],
      ...users,
    },
  },
  ...more,
})
export const conditionalAccess = (): DemoObject[] =>
  [
    access(
      0,
      'CA001 – MFA for everybody',
      'enabled',
      { includeUsers: ['All'], excludeGroups: [guid('groups', 7)] },
      { grantControls: { operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [], termsOfUse: [] } },
    ),
    access(
      1,
      'CA002 – passkeys for administrators',
      'enabledForReportingButNotEnforced',
      { includeRoles: ['62e90394-69f5-4237-9190-012177145e10'], excludeGroups: [guid('groups', 7)] },
      {
        grantControls: {
          operator: 'AND',
          builtInControls: [],
          customAuthenticationFactors: [],
          termsOfUse: [],
          authenticationStrength: { id: guid('authenticationStrengthPolicies', 0), displayName: 'Passkeys only' },
        },
      },
    ),
    access(
      2,
      'CA003 – stores sign in from stores',
      'enabled',
      { includeGroups: [guid('groups', 3)] },
      {
        grantControls: { operator: 'OR', builtInControls: ['block'], customAuthenticationFactors: [], termsOfUse: [] },
        sessionControls: {
          signInFrequency: {
            isEnabled: true,
            type: 'hours',
            value: 8,
            authenticationType: 'primaryAndSecondaryAuthentication',
            frequencyInterval: 'timeBased',
          },
        },
      },
    ),
  ].map((policy, index) =>
    index === 2
      ? {
          ...policy,
          conditions: {
            ...(policy['conditions'] as DemoObject),
            locations: {
              includeLocations: ['All'],
              excludeLocations: [guid('namedLocations', 0), guid('namedLocations', 1)],
            },
          },
        }
      : policy,
  )
