import type { PolicyType } from '../policy-type.ts'
import { tenantWide, tenantWideWrite } from '../building-blocks/tenant-wide.ts'

/** Compliance settings and other switches of the whole tenant. They are written through their parent (G-227). */
export const deviceManagementSettings: PolicyType = {
  ...tenantWide,
  key: 'deviceManagementSettings',
  title: 'Compliance and device settings',
  noun: { one: 'settings of the tenant', many: 'settings of the tenant' },
  category: ['Devices', 'Compliance'],
  path: '/deviceManagement/settings',
  rootType: 'deviceManagementSettings',
  nameProperty: 'displayName',
  phase: 20,
  area: 'ServiceConfig',
  service: 'other',
  capture: { byId: null, parts: [] },
  write: {
    ...tenantWideWrite,
    readOnly: ['id', 'displayName', 'isScheduledActionEnabled', 'ignoreDevicesForUnsupportedSettingsEnabled'],
    changes: (changed) => [{ method: 'PATCH', path: '/deviceManagement', body: { settings: changed } }],
    warnings: (wanted, live) => [
      ...(wanted['secureByDefault'] === true && live?.['secureByDefault'] !== true
        ? ['Devices without a compliance policy become not compliant.']
        : []),
      ...(live && wanted['deviceComplianceCheckinThresholdDays'] !== live['deviceComplianceCheckinThresholdDays']
        ? ["The number of days changes after which a device that doesn't check in is not compliant."]
        : []),
    ],
    worsened: (wanted, found) =>
      wanted['secureByDefault'] === true && found['secureByDefault'] === false
        ? 'Devices without a compliance policy count as compliant.'
        : null,
  },
  kindOf: () => 'Compliance and device settings',
  groups: [
    {
      title: 'Compliance',
      properties: ['secureByDefault', 'deviceComplianceCheckinThresholdDays', 'enhancedJailBreak'],
    },
    { title: 'Derived credentials', properties: ['derivedCredential*'] },
    { title: 'Diagnostics', properties: ['enable*', 'm365AppDiagnosticsEnabled'] },
  ],
}
