import type { PolicyType } from '../policy-type.ts'
import { tenantWide, tenantWideWrite } from '../building-blocks/tenant-wide.ts'

const path = '/deviceManagement/dataProcessorServiceForWindowsFeaturesOnboarding'

/** Windows data: whether Windows features may process diagnostic data. Both values are written together (G-229). */
export const dataProcessorServiceForWindowsFeaturesOnboarding: PolicyType = {
  ...tenantWide,
  key: 'dataProcessorServiceForWindowsFeaturesOnboarding',
  title: 'Windows data',
  noun: { one: 'Windows data settings', many: 'Windows data settings' },
  category: ['Tenant administration', 'Connectors and tokens'],
  path,
  rootType: 'dataProcessorServiceForWindowsFeaturesOnboarding',
  nameProperty: 'displayName',
  phase: 20,
  area: 'Configuration',
  service: 'other',
  capture: { byId: null, parts: [] },
  write: {
    ...tenantWideWrite,
    readOnly: ['id', 'displayName'],
    changes: (changed, live) => [
      {
        method: 'PATCH',
        path,
        body: {
          value: Object.fromEntries(
            ['hasValidWindowsLicense', 'areDataProcessorServiceForWindowsFeaturesEnabled'].map((name) => [
              name,
              changed[name] ?? live[name] ?? false,
            ]),
          ),
        },
      },
    ],
    only: (_live, _wanted, sameTenant) =>
      sameTenant
        ? null
        : {
            properties: ['areDataProcessorServiceForWindowsFeaturesEnabled'],
            reason:
              'Whether the company has Windows licenses must be stated in the Intune admin center of this tenant.',
          },
  },
  platformOf: () => 'Windows',
  kindOf: () => 'Windows data',
}
