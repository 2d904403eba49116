import type { PolicyType } from '../policy-type.ts'
import { keptRollout, withFutureRollout, withoutPastRollout } from '../building-blocks/rollout.ts'
import { assignmentsPart, groupsOnly, usual, usualReadOnly } from '../building-blocks/shared.ts'

const derived = ['deployableContentDisplayName', 'endOfSupportDate']

/** Feature update profiles. The version has to be in Microsoft's catalogue still; the service refuses another (G-157). */
export const windowsFeatureUpdateProfiles: PolicyType = {
  ...usual,
  key: 'windowsFeatureUpdateProfiles',
  title: 'Feature updates',
  noun: { one: 'feature update profile', many: 'feature update profiles' },
  category: ['Devices', 'Updates', 'Feature updates'],
  path: '/deviceManagement/windowsFeatureUpdateProfiles',
  rootType: 'windowsFeatureUpdateProfile',
  nameProperty: 'displayName',
  phase: 50,
  area: 'Configuration',
  service: 'updates',
  capture: { byId: null, parts: [assignmentsPart] },
  volatile: derived,
  assignments: groupsOnly,
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, ...derived],
    createOnly: ['installLatestWindows10OnWindows11IneligibleDevice'],
    inline: [],
    onCreate: withFutureRollout,
    prepare: (body, purpose, profile, { now }) => withoutPastRollout(body, purpose, profile, now),
    warnings: keptRollout,
  },
  note: 'Intune rejects a version that Microsoft no longer offers.',
  platformOf: () => 'Windows',
  kindOf: () => 'Feature update profile',
  groups: [{ title: 'From Microsoft', properties: derived }],
}
