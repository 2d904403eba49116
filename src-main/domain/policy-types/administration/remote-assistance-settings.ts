import type { PolicyType } from '../policy-type.ts'
import { tenantWide, tenantWideWrite } from '../building-blocks/tenant-wide.ts'

/** Remote Help for the whole tenant (G-230). */
export const remoteAssistanceSettings: PolicyType = {
  ...tenantWide,
  key: 'remoteAssistanceSettings',
  title: 'Remote Help',
  noun: { one: 'Remote Help settings', many: 'Remote Help settings' },
  category: ['Tenant administration', 'Remote Help'],
  path: '/deviceManagement/remoteAssistanceSettings',
  rootType: 'remoteAssistanceSettings',
  nameProperty: 'displayName',
  phase: 20,
  area: 'Configuration',
  service: 'other',
  isUnproven: true,
  capture: { byId: null, parts: [] },
  write: { ...tenantWideWrite, readOnly: ['id', 'displayName'] },
  kindOf: () => 'Remote Help',
}
