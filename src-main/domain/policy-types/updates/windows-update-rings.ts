import { text, type Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { propertySettings } from '../building-blocks/setting-rules.ts'
import { platformOfWord } from '../building-blocks/platform-words.ts'
import { assignmentsPart, shortType, usual, usualAssignments, usualReadOnly } from '../building-blocks/shared.ts'

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

const pauses = [
  { what: 'Quality updates', paused: 'qualityUpdatesPaused', until: 'qualityUpdatesPauseExpiryDateTime' },
  { what: 'Feature updates', paused: 'featureUpdatesPaused', until: 'featureUpdatesPauseExpiryDateTime' },
] as const

/** What a restore does to the devices of a ring that was paused, and that isn't paused in the tenant. */
function lostPause(
  { what, paused, until }: (typeof pauses)[number],
  ring: Json,
  live: Json | null,
  now: Date,
): string[] {
  if (ring[paused] !== true || live?.[paused] === true) return []
  const end = Date.parse(text(ring[until]))
  const day = text(ring[until]).slice(0, 10)
  if (Number.isNaN(end) || end < 0)
    return [`${what} were paused. The pause isn't restored, so the devices will update.`]
  return [
    end < now.getTime()
      ? `${what} were paused until ${day}. That is over, so the devices update.`
      : `${what} were paused until ${day}. The pause isn't restored, so the devices will update. Pause the ring in the Intune admin center.`,
  ]
}

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
    warnings: (ring, live, now) => pauses.flatMap((pause) => lostPause(pause, ring, live, now)),
  },
  note: "Pauses and rollbacks are shown, but a restore doesn't change them.",
  settings: propertySettings,
  platformOf: (policy) => platformOfWord(shortType(policy)),
  kindOf: (policy) => kinds[shortType(policy)] ?? 'Update policy',
  categoryOf: (kind) => (/^(iOS|macOS)/.test(kind) ? ['Devices', 'Updates', 'Apple updates'] : null),
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
