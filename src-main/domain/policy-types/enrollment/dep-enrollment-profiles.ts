import { text, without, type Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { Platform, PolicyType, WriteContext } from '../policy-type.ts'
import { secretProperties } from '../building-blocks/secrets.ts'
import { shortType, usual } from '../building-blocks/shared.ts'

/** Profiles of Apple's automated enrollment, below their token. The list answers the base form: each is read by id (G-103). */
export const depEnrollmentProfiles: PolicyType = {
  ...usual,
  key: 'depEnrollmentProfiles',
  title: 'Apple enrollment profiles (automated)',
  noun: { one: 'enrollment profile', many: 'enrollment profiles' },
  category: ['Devices', 'Enrollment', 'Apple'],
  path: '/deviceManagement/depOnboardingSettings/{depOnboardingSettingId}/enrollmentProfiles',
  parent: { type: 'depOnboardingSettings', property: 'depOnboardingSettingId' },
  rootType: 'enrollmentProfile',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  phase: 50,
  area: 'ServiceConfig',
  service: 'device-enrollment',
  capture: {
    byId: {},
    listsBaseForm: true,
    parts: [],
    secrets: (policy) => secretProperties(policy, ['adminAccountPassword']),
  },
  // Apple assigns the address to the account.
  volatile: ['configurationEndpointUrl'],
  unordered: ['enabledSkipKeys', 'enrollmentTimeAzureAdGroupIds'],
  references: [
    { path: 'depOnboardingSettingId', to: 'depOnboardingSettings', relation: 'refers to', whenMissing: 'block' },
    { path: 'enrollmentTimeAzureAdGroupIds[]', to: 'groups', relation: 'refers to', whenMissing: 'remove' },
  ],
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', 'depOnboardingSettingId', 'configurationEndpointUrl', 'isDefault'],
    createOnly: [],
    inline: [],
    parts: defaultStep,
    prepare: withoutForeignToken,
    onCreate: (wanted) => ({
      wanted,
      warnings: text(wanted['companyPortalVppTokenId'])
        ? [
            'The volume purchase program token for Company Portal belongs to one tenant. Choose it in the Intune admin center.',
          ]
        : [],
    }),
  },
  note: 'Restored under the enrollment token in the target that has the same name.',
  platformOf: (policy) => platforms.find(([pattern]) => pattern.test(shortType(policy)))?.[1] ?? 'iOS/iPadOS',
  kindOf: (policy) =>
    /MacOS/.test(shortType(policy))
      ? 'macOS enrollment profile'
      : /Tv|Vision/.test(shortType(policy))
        ? 'tvOS or visionOS enrollment profile'
        : 'iOS enrollment profile',
  groups: [
    {
      title: 'User affinity',
      properties: [
        'requiresUserAuthentication',
        'enableAuthenticationViaCompanyPortal',
        'requireCompanyPortalOnSetupAssistantEnrolledDevices',
        'companyPortalVppTokenId',
        'enableSharedIPad',
        'sharedIPadMaximumUserCount',
        'userlessSharedAadModeEnabled',
      ],
    },
    {
      title: 'Management',
      properties: [
        'supervisedModeEnabled',
        'isMandatory',
        'isDefault',
        'profileRemovalDisabled',
        'deviceNameTemplate',
        'awaitDeviceConfiguredConfirmation',
        'waitForDeviceConfiguredConfirmation',
        'enableRestrictEnrollment',
      ],
    },
    {
      title: 'Setup assistant',
      properties: ['*Disabled', 'enabledSkipKeys', 'supportDepartment', 'supportPhoneNumber'],
    },
  ],
}

const platforms: readonly (readonly [RegExp, Platform])[] = [
  [/MacOS/, 'macOS'],
  [/TvOS/, 'tvOS'],
]

/** The purchase token that installs the Company Portal means nothing in another tenant. */
function withoutForeignToken(
  body: Json,
  _purpose: 'create' | 'update',
  _document: Json,
  { sameTenant }: WriteContext,
): Json {
  return sameTenant ? body : without(body, ['companyPortalVppTokenId'])
}

/** Being the token's default is an action of its own (G-180). */
function defaultStep(wanted: Json, live: Json): WriteStep[] {
  if (wanted['isDefault'] !== true || live['isDefault'] === true) return []
  return [
    {
      purpose: 'Make it the default profile of its token',
      method: 'POST',
      path: `/deviceManagement/depOnboardingSettings/${String(live['depOnboardingSettingId'])}/enrollmentProfiles/{id}/setDefaultProfile`,
      body: {},
    },
  ]
}
