import type { PolicyType } from '../policy-type.ts'
import { assignmentsPart, groupsOnly, usual, usualReadOnly } from '../building-blocks/shared.ts'

/** Quality update policies (hotpatch). */
export const windowsQualityUpdatePolicies: PolicyType = {
  ...usual,
  key: 'windowsQualityUpdatePolicies',
  title: 'Quality update policies',
  noun: { one: 'quality update policy', many: 'quality update policies' },
  category: ['Devices', 'Updates', 'Quality updates'],
  path: '/deviceManagement/windowsQualityUpdatePolicies',
  rootType: 'windowsQualityUpdatePolicy',
  nameProperty: 'displayName',
  phase: 50,
  area: 'Configuration',
  service: 'updates',
  capture: { byId: null, parts: [assignmentsPart] },
  assignments: groupsOnly,
  write: { update: 'PATCH', readOnly: [...usualReadOnly], createOnly: [], inline: [] },
  platformOf: () => 'Windows',
  kindOf: () => 'Quality update policy',
}
