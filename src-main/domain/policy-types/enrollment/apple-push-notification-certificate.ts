import type { PolicyType } from '../policy-type.ts'
import { tenantWide, tenantWideWrite } from '../building-blocks/tenant-wide.ts'

/** Apple's MDM push certificate. Its private key never leaves the service (G-233). */
export const applePushNotificationCertificate: PolicyType = {
  ...tenantWide,
  key: 'applePushNotificationCertificate',
  title: 'Apple MDM push certificate',
  noun: { one: 'Apple MDM push certificate', many: 'Apple MDM push certificates' },
  category: ['Devices', 'Enrollment', 'Apple'],
  path: '/deviceManagement/applePushNotificationCertificate',
  rootType: 'applePushNotificationCertificate',
  nameProperty: 'appleIdentifier',
  phase: 20,
  area: 'Configuration',
  service: 'other',
  capture: { byId: null, parts: [] },
  ends: { dates: ['expirationDateTime'] },
  write: { ...tenantWideWrite, readOnly: ['id'] },
  restore: {
    how: 'preview-only',
    reason: 'The certificate comes from Apple. Renew it in the Intune admin center, with the same Apple Account.',
  },
  platformOf: () => 'iOS/iPadOS',
  kindOf: () => 'Apple MDM push certificate',
}
