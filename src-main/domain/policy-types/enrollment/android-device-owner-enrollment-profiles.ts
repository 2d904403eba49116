import { text, type Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { disposableSecrets, secretProperties } from '../building-blocks/secrets.ts'
import {
  enrollmentTimeGroups,
  enrollmentTimeReference,
  enrollmentTimeSteps,
} from '../building-blocks/enrollment-time-groups.ts'
import { scopeTagReference, usual, usualReadOnly } from '../building-blocks/shared.ts'
import { counted } from '../../counted.ts'

/** The token and what is made of it: nobody but the service writes them, and they come and go (G-105). */
const token = [
  'tokenValue',
  'qrCodeContent',
  'qrCodeImage',
  'tokenCreationDateTime',
  'tokenExpirationDateTime',
  'enrollmentTokenUsageCount',
  'enrolledDeviceCount',
  'accountId',
]
const validDays = 90
const fixed = ['enrollmentMode', 'enrollmentTokenType']

const isAosp = (profile: Json): boolean => text(profile['enrollmentMode']).includes('AOSP')
/** What Graph changes of an AOSP profile (G-182). */
const aospChanges = [
  'displayName',
  'description',
  'deviceNameTemplate',
  'wifiSsid',
  'wifiPassword',
  'wifiSecurityType',
  'wifiHidden',
]
const aospReason =
  'Of an AOSP profile, Graph changes only the name, description, device name template and Wi-Fi settings, and clears none of them.'

/** Android Enterprise and AOSP enrollment profiles. Token and QR code are secrets of one profile: never kept, made anew (G-105). */
export const androidDeviceOwnerEnrollmentProfiles: PolicyType = {
  ...usual,
  key: 'androidDeviceOwnerEnrollmentProfiles',
  title: 'Android enrollment profiles',
  noun: { one: 'enrollment profile', many: 'enrollment profiles' },
  category: ['Devices', 'Enrollment', 'Android'],
  path: '/deviceManagement/androidDeviceOwnerEnrollmentProfiles',
  rootType: 'androidDeviceOwnerEnrollmentProfile',
  nameProperty: 'displayName',
  phase: 50,
  area: 'Configuration',
  service: 'device-enrollment',
  capture: {
    byId: null,
    parts: [enrollmentTimeGroups(() => true)],
    secrets: (policy) => [
      ...disposableSecrets(policy, ['/tokenValue', '/qrCodeContent', '/qrCodeImage/value']),
      ...secretProperties(policy, ['wifiPassword']),
    ],
  },
  volatile: token,
  unordered: ['roleScopeTagIds', 'enrollmentTimeDeviceMembershipTargets'],
  references: [scopeTagReference, enrollmentTimeReference],
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, ...token],
    createOnly: fixed,
    inline: [],
    only: (live, wanted) =>
      isAosp(live)
        ? {
            // Graph refuses null, so what can't be cleared stays.
            properties: [...fixed, ...aospChanges.filter((name) => (wanted[name] ?? null) !== null)],
            reason: aospReason,
          }
        : null,
    parts: (wanted, live) =>
      enrollmentTimeSteps('/deviceManagement/androidDeviceOwnerEnrollmentProfiles', wanted, live),
    // A create wants an end for its token; 90 days is what the service allows to the shortest-lived kind (G-182).
    prepare: (body, purpose, _document, { now }) =>
      purpose === 'create'
        ? { ...body, tokenExpirationDateTime: new Date(now.getTime() + validDays * 86_400_000).toISOString() }
        : body,
    onCreate: (wanted) => ({
      wanted,
      warnings: [
        `It gets a new token and QR code, valid for ${counted(validDays, 'day')}. Devices enroll with the new one.`,
      ],
    }),
  },
  note: 'A restored profile has a new token and QR code. Android Enterprise needs managed Google Play.',
  platformOf: () => 'Android',
  kindOf: (policy) => (isAosp(policy) ? 'AOSP enrollment profile' : 'Android Enterprise enrollment profile'),
  groups: [
    {
      title: 'Profile',
      properties: ['enrollmentMode', 'enrollmentTokenType', 'deviceNameTemplate', 'isTeamsDeviceProfile'],
    },
    { title: 'Wi-Fi', properties: ['configureWifi', 'wifi*'] },
    { title: 'Token (live state)', properties: token },
  ],
}
