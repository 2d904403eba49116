import { text, without, type Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType, WriteContext } from '../policy-type.ts'
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

/** Dates of pauses and rollbacks, and rollbacks themselves: what an administrator does for a while (G-76). */
const liveState = [
  'featureUpdatesPauseStartDate',
  'featureUpdatesPauseExpiryDateTime',
  'featureUpdatesWillBeRolledBack',
  'featureUpdatesRollbackStartDateTime',
  'qualityUpdatesPauseStartDate',
  'qualityUpdatesPauseExpiryDateTime',
  'qualityUpdatesWillBeRolledBack',
  'qualityUpdatesRollbackStartDateTime',
]
/** Whether updates are paused. A version knows it, because a restore may set it. It is no drift. */
const paused = ['featureUpdatesPaused', 'qualityUpdatesPaused']

const pauses = [
  { what: 'Quality updates', paused: 'qualityUpdatesPaused', until: 'qualityUpdatesPauseExpiryDateTime' },
  { what: 'Feature updates', paused: 'featureUpdatesPaused', until: 'featureUpdatesPauseExpiryDateTime' },
] as const

type Pause = (typeof pauses)[number]

/** Whether a version's pause hasn't ended yet. */
const isRunning = ({ paused, until }: Pause, ring: Json, now: Date): boolean =>
  ring[paused] === true && Date.parse(text(ring[until])) > now.getTime()

/** What a restore does to the devices of a ring that was or is paused. */
function pauseWarnings(pause: Pause, ring: Json, live: Json | null, now: Date): string[] {
  const { what, paused, until } = pause
  if (live?.[paused] === true)
    return ring[paused] === true ? [] : [`${what} are paused in the tenant. A restore doesn't end a pause.`]
  if (ring[paused] !== true) return []
  const end = Date.parse(text(ring[until]))
  const day = text(ring[until]).slice(0, 10)
  if (Number.isNaN(end) || end < 0)
    return [`${what} were paused, nobody knows until when. The pause isn't restored, so the devices will update.`]
  return [
    isRunning(pause, ring, now)
      ? `${what} were paused until ${day}. They are paused again, for 35 days from the restore. To end the pause earlier, resume the ring in the Intune admin center.`
      : `${what} were paused until ${day}. That is over, so the devices update.`,
  ]
}

/** Pauses again what is still to be paused (G-254). */
const pauseSteps = (ring: Json, live: Json, { now }: WriteContext): WriteStep[] =>
  pauses
    .filter((pause) => isRunning(pause, ring, now) && live[pause.paused] !== true)
    .map(({ what, paused }) => ({
      purpose: `Pause ${what.toLowerCase()}`,
      method: 'PATCH',
      path: '/deviceManagement/deviceConfigurations/{id}',
      body: { '@odata.type': ring['@odata.type'], [paused]: true },
    }))

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
  passing: paused,
  assignments: { ...usualAssignments, keep: ['intent'] },
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, ...liveState, ...paused, 'deviceStatuses', 'userStatuses'],
    createOnly: [],
    inline: [],
    created: (ring) => without(ring, [...liveState, ...paused]),
    parts: pauseSteps,
    warnings: (ring, live, now) => pauses.flatMap((pause) => pauseWarnings(pause, ring, live, now)),
  },
  note: "A pause that hasn't ended is set again. Rollbacks are shown, but a restore doesn't change them.",
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
