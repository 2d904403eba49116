import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

/** Device categories: a name that users or rules give to devices (spec 028). */
export const deviceCategories: PolicyType = {
  ...usual,
  key: 'deviceCategories',
  title: 'Device categories',
  noun: { one: 'device category', many: 'device categories' },
  category: ['Devices', 'Device categories'],
  path: '/deviceManagement/deviceCategories',
  rootType: 'deviceCategory',
  nameProperty: 'displayName',
  foundation: true,
  phase: 10,
  area: 'Configuration',
  service: 'device-enrollment',
  capture: { byId: null, parts: [] },
  assignments: null,
  write: { update: 'PATCH', readOnly: ['id'], createOnly: [], inline: [] },
  platformOf: () => 'All platforms',
  kindOf: () => 'Device category',
}
