import type { Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { propertySettings } from '../building-blocks/setting-rules.ts'
import {
  assignmentsPart,
  platformOfName,
  shortType,
  usual,
  usualAssignments,
  usualReadOnly,
} from '../building-blocks/shared.ts'

const kinds: Readonly<Record<string, string>> = {
  windowsUpdateForBusinessConfiguration: 'Update ring',
  iosUpdateConfiguration: 'iOS update policy',
  macOSSoftwareUpdateConfiguration: 'macOS update policy',
}

/** Whether a device configuration is one of the update policies, which the admin center keeps apart. */
export const isUpdateRing = (item: Json): boolean => shortType(item) in kinds

/** Pausing and rolling back are things that an administrator does for a while: live state, neither restored nor drift (G-76). */
const liveState = [
  'featureUpdatesPaused',
  'featureUpdatesPauseStartDate',
  'featureUpdatesPauseExpiryDateTime',
  'featureUpdatesWillBeRolledBack',
  'featureUpdatesRollbackStartDateTime',
  'qualityUpdatesPaused',
  'qualityUpdatesPauseStartDate',
  'qualityUpdatesPauseExpiryDateTime',
  'qualityUpdatesWillBeRolledBack',
  'qualityUpdatesRollbackStartDateTime',
]

/** Windows update rings and the update policies of iOS and macOS: a part of the device configurations (spec 012). */
export const windowsUpdateRings: PolicyType = {
  ...usual,
  key: 'windowsUpdateRings',
  title: 'Update rings',
  noun: { one: 'update ring', many: 'update rings' },
  category: ['Devices', 'Updates', 'Update rings'],
  path: '/deviceManagement/deviceConfigurations',
  holds: isUpdateRing,
  rootType: 'deviceConfiguration',
  nameProperty: 'displayName',
  phase: 50,
  area: 'Configuration',
  service: 'device-configuration',
  capture: { byId: null, parts: [assignmentsPart] },
  volatile: ['supportsScopeTags', ...liveState],
  assignments: { ...usualAssignments, keep: ['intent'] },
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, ...liveState, 'deviceStatuses', 'userStatuses'],
    createOnly: [],
    inline: [],
  },
  note: "Pauses and rollbacks are shown, but a restore doesn't change them.",
  settings: propertySettings,
  platformOf: (policy) => platformOfName(shortType(policy)),
  kindOf: (policy) => kinds[shortType(policy)] ?? 'Update policy',
  groups: [
    {
      title: 'Deferral and servicing',
      properties: [
        '*DeferralPeriod*',
        'businessReadyUpdatesOnly',
        'driversExcluded',
        'microsoftUpdateServiceAllowed',
        'allowWindows11Upgrade',
        'prereleaseFeatures',
        'featureUpdatesRollbackWindowInDays',
      ],
    },
    { title: 'Deadlines', properties: ['deadline*', 'engagedRestart*', 'postponeRebootUntilAfterDeadline'] },
    {
      title: 'User experience',
      properties: [
        'automaticUpdateMode',
        'installationSchedule',
        'userPauseAccess',
        'userWindowsUpdateScanAccess',
        'updateNotificationLevel',
        'updateWeeks',
        'scheduleRestartWarningInHours',
        'scheduleImminentRestartWarningInMinutes',
        'skipChecksBeforeRestart',
      ],
    },
    { title: 'Pause and rollback (live state)', properties: liveState },
  ],
}
