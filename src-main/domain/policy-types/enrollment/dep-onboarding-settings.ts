import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

const liveState = ['lastSuccessfulSyncDateTime', 'lastSyncErrorCode', 'lastSyncTriggeredDateTime', 'syncedDeviceCount']

/** Apple's automated enrollment tokens. A token is a file of Apple's that Graph does not hand out (G-103). */
export const depOnboardingSettings: PolicyType = {
  ...usual,
  key: 'depOnboardingSettings',
  title: 'Apple enrollment tokens',
  noun: { one: 'Apple enrollment token', many: 'Apple enrollment tokens' },
  category: ['Devices', 'Enrollment', 'Apple'],
  path: '/deviceManagement/depOnboardingSettings',
  rootType: 'depOnboardingSetting',
  nameProperty: 'tokenName',
  foundation: true,
  phase: 48,
  area: 'ServiceConfig',
  service: 'device-enrollment',
  capture: { byId: null, parts: [] },
  volatile: liveState,
  ends: { dates: ['tokenExpirationDateTime'] },
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', 'lastModifiedDateTime', 'tokenExpirationDateTime', ...liveState],
    createOnly: [],
    inline: [],
  },
  restore: {
    how: 'preview-only',
    reason:
      'A token is a file from Apple Business Manager. Upload it in the Intune admin center. Its profiles are restored under an existing token.',
  },
  platformOf: () => 'iOS/iPadOS',
  kindOf: () => 'Enrollment program token',
  groups: [
    {
      title: 'Token',
      properties: [
        'appleIdentifier',
        'tokenType',
        'tokenExpirationDateTime',
        'dataSharingConsentGranted',
        'shareTokenWithSchoolDataSyncService',
      ],
    },
    { title: 'Synchronization (live state)', properties: liveState },
  ],
}
