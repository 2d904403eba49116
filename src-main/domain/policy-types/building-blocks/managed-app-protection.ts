import { canonicalText, sameCanonical } from '../../canonical/canonical.ts'
import { isObject, objects, without, type Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { AssignmentRules, CaptureRules, DisplayGroup } from '../policy-type.ts'
import { assignmentsExpanded, usualAssignments, usualReadOnly } from './shared.ts'

/** App protection takes groups only: "all users" is a group of its own there (G-131). */
export const appProtectionAssignments: AssignmentRules = {
  ...usualAssignments,
  targets: ['group', 'exclusionGroup'],
  virtualGroups: true,
}

/** Apps and assignments come only by `$expand` (G-97, G-206). */
export const appProtectionCapture: CaptureRules = {
  byId: {},
  parts: [{ property: 'apps', path: 'apps', routes: ['object'] }, assignmentsExpanded],
}

export const appProtectionReadOnly = [
  ...usualReadOnly,
  'apps',
  'deployedAppCount',
  'deploymentSummary',
  'settings',
] as const

/** Ids and versions of the app list are the service's own. */
export const appVolatile = ['deployedAppCount', 'apps[].id', 'apps[].version'] as const

/** Whether the policy has a list of its own; a group of apps that Microsoft keeps is another one every month (G-99). */
const hasList = (policy: Json): boolean =>
  policy['appGroupType'] === undefined ||
  policy['appGroupType'] === null ||
  policy['appGroupType'] === 'selectedPublicApps'

/** Apps for comparison: by what identifies each. */
export const identifiers = (policy: Json): Json[] =>
  (hasList(policy) ? objects(policy['apps']) : [])
    .flatMap((app) => (isObject(app['mobileAppIdentifier']) ? [app['mobileAppIdentifier']] : []))
    .toSorted((left, right) => (canonicalText(left) < canonicalText(right) ? -1 : 1))

/** Without an app list that Microsoft maintains: only a list of its own belongs to the policy. */
export const withOwnApps = (policy: Json): Json =>
  hasList(policy) || !('apps' in policy) ? policy : { ...policy, apps: [] }

/** `targetApps` replaces the list of protected apps; a create does not take it (G-206). */
export function targetAppsSteps(path: string, wanted: Json, live: Json): WriteStep[] {
  const group = wanted['appGroupType']
  const sameGroup = group === undefined || group === live['appGroupType']
  if (sameCanonical(identifiers(wanted), hasList(wanted) ? identifiers(live) : []) && sameGroup) return []
  const apps = identifiers(wanted).map((mobileAppIdentifier) => ({ mobileAppIdentifier }))
  return [
    {
      purpose: `Replace the apps (${apps.length})`,
      method: 'POST',
      path: `${path}/{id}/targetApps`,
      body: { apps, ...(group === undefined ? {} : { appGroupType: group }) },
    },
  ]
}

/** A PATCH that carries null for an action is refused (G-172): what says nothing is not sent. */
export const withoutNullActions = (body: Json): Json =>
  without(
    body,
    Object.keys(body).filter((key) => key.startsWith('appActionIf') && body[key] === null),
  )

/** Groups of the app protection policies, in the order of the admin center. */
export const appProtectionGroups: readonly DisplayGroup[] = [
  {
    title: 'Data protection',
    properties: [
      'dataBackupBlocked',
      'allowed*',
      'exempted*',
      'saveAsBlocked',
      'blockDataIngestion*',
      'protectInbound*',
      'filterOpenIn*',
      'disableProtectionOf*',
      'managedUniversalLinks',
      'contactSyncBlocked',
      'printBlocked',
      'screenCapture*',
      'notificationRestriction',
      'managedBrowser*',
      'customBrowser*',
      'customDialer*',
      'dialerRestriction*',
      'messagingRedirect*',
      'appDataEncryption*',
      'encryptAppData',
      'disableAppEncryption*',
      'keyboardsRestricted',
      'approvedKeyboards',
      'thirdPartyKeyboardsBlocked',
      'genmoji*',
      'writingTools*',
      'allowWidgetContentSync',
    ],
  },
  {
    title: 'Access requirements',
    properties: [
      'pin*',
      'minimumPinLength',
      'maximumPinRetries',
      'simplePinBlocked',
      'disableAppPin*',
      'fingerprint*',
      'faceIdBlocked',
      'biometric*',
      'requireClass3Biometrics',
      'organizationalCredentialsRequired',
      'period*',
      'previousPinBlockCount',
      'gracePeriod*',
    ],
  },
  {
    title: 'Conditional launch',
    properties: [
      'minimum*',
      'maximum*',
      'required*',
      'deviceComplianceRequired',
      'deviceLockRequired',
      'appActionIf*',
      'mobileThreatDefense*',
      'connectToVpnOnLaunch',
      'blockAfterCompanyPortalUpdateDeferralInDays',
      'warnAfterCompanyPortalUpdateDeferralInDays',
      'wipeAfterCompanyPortalUpdateDeferralInDays',
    ],
  },
  { title: 'Apps', properties: ['appGroupType', 'targetedAppManagementLevels', 'apps'] },
]
