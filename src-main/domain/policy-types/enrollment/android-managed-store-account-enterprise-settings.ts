import { objects, without, type Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { disposableSecrets } from '../building-blocks/secrets.ts'
import { scopeTagsIn } from '../building-blocks/shared.ts'
import { tenantWide, tenantWideWrite } from '../building-blocks/tenant-wide.ts'

const path = '/deviceManagement/androidManagedStoreAccountEnterpriseSettings'
const fullyManaged = 'androidDeviceOwnerFullyManagedEnrollmentEnabled'
const ofGoogle = [
  'bindStatus',
  'ownerUserPrincipalName',
  'ownerOrganizationName',
  'companyCodes',
  'deviceOwnerManagementEnabled',
  'managedGooglePlayEnterpriseType',
]
const liveState = ['lastAppSyncDateTime', 'lastAppSyncStatus', 'lastModifiedDateTime']

/** Managed Google Play. The binding is a sign-in with Google; the switch for fully managed devices has an action (G-234). */
export const androidManagedStoreAccountEnterpriseSettings: PolicyType = {
  ...tenantWide,
  key: 'androidManagedStoreAccountEnterpriseSettings',
  title: 'Managed Google Play',
  noun: { one: 'Managed Google Play settings', many: 'Managed Google Play settings' },
  category: ['Devices', 'Enrollment', 'Android'],
  path,
  rootType: 'androidManagedStoreAccountEnterpriseSettings',
  nameProperty: 'displayName',
  phase: 45,
  area: 'Configuration',
  service: 'other',
  capture: {
    byId: null,
    parts: [],
    secrets: (settings: Json) =>
      disposableSecrets(
        settings,
        objects(settings['companyCodes']).flatMap((_code, index) =>
          ['enrollmentToken', 'qrCodeContent', 'qrCodeImage/value'].map((name) => `/companyCodes/${index}/${name}`),
        ),
      ),
  },
  volatile: liveState,
  local: ofGoogle,
  unordered: ['targetGroupIds', 'managedGooglePlayInitialScopeTagIds'],
  references: [
    { path: 'targetGroupIds[]', to: 'groups', relation: 'assigned to', whenMissing: 'block' },
    { ...scopeTagsIn('roleScopeTagIds'), path: 'managedGooglePlayInitialScopeTagIds[]' },
  ],
  write: {
    ...tenantWideWrite,
    readOnly: ['id', 'displayName', ...ofGoogle, ...liveState],
    changes: (changed) => {
      const others = without(changed, [fullyManaged])
      return [
        ...(Object.keys(others).length > 0 ? [{ method: 'PATCH' as const, path, body: others }] : []),
        ...(fullyManaged in changed
          ? [
              {
                method: 'POST' as const,
                path: `${path}/setAndroidDeviceOwnerFullyManagedEnrollmentState`,
                body: { enabled: changed[fullyManaged] === true },
              },
            ]
          : []),
      ]
    },
  },
  restore: {
    how: 'update-only',
    reason:
      'Enrollment targets, scope tags and the switch for fully managed devices are restored. Connect the tenant with Google in the Intune admin center.',
  },
  platformOf: () => 'Android',
  kindOf: () => 'Managed Google Play',
}
