import { text, type Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { disposableSecrets } from '../building-blocks/secrets.ts'
import { usual } from '../building-blocks/shared.ts'

const liveState = ['lastSyncDateTime', 'lastSyncStatus', 'state', 'tokenActionResults']
const ofApple = ['appleId', 'organizationName', 'locationName', 'expirationDateTime', 'vppTokenAccountType', 'token']

/** Location tokens of Apple Business Manager. The token is a file of Apple's that Graph doesn't return (G-237). */
export const vppTokens: PolicyType = {
  ...usual,
  key: 'vppTokens',
  title: 'Apple VPP tokens',
  noun: { one: 'Apple VPP token', many: 'Apple VPP tokens' },
  category: ['Tenant administration', 'Connectors and tokens'],
  path: '/deviceAppManagement/vppTokens',
  rootType: 'vppToken',
  nameProperty: 'displayName',
  nameOf: (token: Json) => text(token['locationName']) || text(token['organizationName']) || text(token['appleId']),
  foundation: true,
  phase: 44,
  area: 'Apps',
  service: 'applications',
  capture: { byId: null, parts: [], secrets: (token) => disposableSecrets(token, ['/token']) },
  volatile: liveState,
  ends: { dates: ['expirationDateTime'] },
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: [
      'id',
      'lastModifiedDateTime',
      'appleDeviceAppDeliveryProtocolType',
      'dataSharingConsentGranted',
      ...ofApple,
      ...liveState,
    ],
    createOnly: [],
    inline: [],
    blockedCreate: () => 'Upload the token from Apple Business Manager in the Intune admin center first.',
  },
  restore: {
    how: 'update-only',
    reason:
      'Name, country, automatic updates and scope tags are restored. The token itself is a file from Apple Business Manager.',
  },
  platformOf: () => 'iOS/iPadOS',
  kindOf: () => 'Apple VPP token',
}
