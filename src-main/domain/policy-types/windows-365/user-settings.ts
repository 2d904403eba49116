import type { PolicyType } from '../policy-type.ts'
import { usual, usualAssignments, usualReadOnly, assignmentsPart } from '../building-blocks/shared.ts'

/** What people may do with their Cloud PCs (G-245). */
export const userSettings: PolicyType = {
  ...usual,
  key: 'userSettings',
  title: 'Windows 365 user settings',
  noun: { one: 'user settings', many: 'user settings' },
  category: ['Devices', 'Windows 365'],
  path: '/deviceManagement/virtualEndpoint/userSettings',
  rootType: 'cloudPcUserSetting',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  unordered: [],
  references: [],
  phase: 65,
  area: 'CloudPC',
  service: 'other',
  optional: 'services',
  isUnproven: true,
  capture: { byId: null, parts: [{ ...assignmentsPart, routes: ['object', 'list'] }] },
  volatile: ['selfServiceEnabled', 'assignments[].createdDateTime'],
  assignments: { ...usualAssignments, targets: ['cloudPcManagementGroup'], filters: false },
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, 'selfServiceEnabled'],
    createOnly: [],
    inline: [],
  },
  platformOf: () => 'Windows',
  kindOf: () => 'User settings',
}
