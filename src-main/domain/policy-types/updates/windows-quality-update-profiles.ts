import type { PolicyType } from '../policy-type.ts'
import { assignmentsPart, groupsOnly, usual, usualReadOnly } from '../building-blocks/shared.ts'

const derived = ['deployableContentDisplayName', 'releaseDateDisplayName']

/** Expedited quality updates. The release has to be in Microsoft's catalogue still (G-157). */
export const windowsQualityUpdateProfiles: PolicyType = {
  ...usual,
  key: 'windowsQualityUpdateProfiles',
  title: 'Expedited quality updates',
  noun: { one: 'expedited update', many: 'expedited updates' },
  category: ['Devices', 'Updates', 'Quality updates'],
  path: '/deviceManagement/windowsQualityUpdateProfiles',
  rootType: 'windowsQualityUpdateProfile',
  nameProperty: 'displayName',
  phase: 50,
  area: 'Configuration',
  service: 'updates',
  capture: { byId: null, parts: [assignmentsPart] },
  volatile: derived,
  assignments: groupsOnly,
  write: { update: 'PATCH', readOnly: [...usualReadOnly, ...derived], createOnly: [], inline: [] },
  note: 'Intune rejects a release that Microsoft no longer offers.',
  platformOf: () => 'Windows',
  kindOf: () => 'Expedited update',
  groups: [{ title: 'From Microsoft', properties: derived }],
}
