import { text, without, type Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { Platform, PolicyType, WriteContext } from '../policy-type.ts'
import {
  assignmentsPart,
  scopeTagReference,
  shortType,
  usual,
  usualAssignments,
  usualReadOnly,
} from '../building-blocks/shared.ts'

/**
 * Everything about enrollment that lies in one collection: status page, limits, platform restrictions, Windows Hello,
 * co-management, notifications, restore (spec 027). Each tenant has a default of each kind, which is changed and never
 * made.
 */
export const deviceEnrollmentConfigurations: PolicyType = {
  ...usual,
  key: 'deviceEnrollmentConfigurations',
  title: 'Enrollment configurations',
  noun: { one: 'enrollment configuration', many: 'enrollment configurations' },
  category: ['Devices', 'Enrollment', 'Enrollment configurations'],
  path: '/deviceManagement/deviceEnrollmentConfigurations',
  rootType: 'deviceEnrollmentConfiguration',
  nameProperty: 'displayName',
  phase: 75,
  area: 'ServiceConfig',
  service: 'device-enrollment',
  capture: { byId: null, parts: [assignmentsPart] },
  // The platform no longer exists: its values have no effect.
  volatile: ['windowsMobileRestriction'],
  local: ['notificationMessageTemplateId', 'notificationTemplates'],
  unordered: ['roleScopeTagIds', 'selectedMobileAppIds'],
  references: [
    scopeTagReference,
    { path: 'selectedMobileAppIds[]', to: 'mobileApps', relation: 'targets app', whenMissing: 'remove' },
  ],
  assignments: {
    ...usualAssignments,
    bodyKey: 'enrollmentConfigurationAssignments',
    targets: ['group', 'allLicensedUsers', 'allDevices'],
    exclusionsBecomeInclusions: true,
    // A default always applies to everybody.
    fixedFor: isDefault,
  },
  identityOf: (policy) => (isDefault(policy) ? `default ${shortType(policy)}` : null),
  write: {
    update: 'PATCH',
    // Windows Phone is gone: its restriction is answered and refused (G-178).
    readOnly: [
      ...usualReadOnly,
      'priority',
      'windowsMobileRestriction',
      'notificationMessageTemplateId',
      'notificationTemplates',
    ],
    createOnly: ['deviceEnrollmentConfigurationType', 'platformType'],
    inline: [],
    rank: 'priority',
    blockedCreate: (policy) => {
      if (isDefault(policy)) return 'Every tenant has its own default. A restore updates it and never creates one.'
      return shortType(policy) === 'deviceEnrollmentNotificationConfiguration'
        ? "Graph doesn't return the templates with the text of an enrollment notification. Create the notification in the Intune admin center."
        : null
    },
    // Name and tags of a default are Intune's own; an update that carries the fixed properties is refused (G-177).
    prepare: (body, purpose, document) =>
      purpose === 'update' && isDefault(document)
        ? without(body, ['displayName', 'description', 'roleScopeTagIds'])
        : body,
    parts: prioritySteps,
  },
  restore: { how: 'partial', reason: 'Enrollment notifications are view only. Defaults are updated in place.' },
  note: 'Objects are created in the order of their priority.',
  platformOf: (policy) =>
    platforms[text(policy['platformType'])] ?? (/windows/i.test(shortType(policy)) ? 'Windows' : 'All platforms'),
  kindOf: (policy) =>
    `${kinds[shortType(policy)] ?? 'Enrollment configuration'}${isDefault(policy) ? ' (default)' : ''}`,
  categoryOf: (kind) => ['Devices', 'Enrollment', kind.replace(' (default)', '')],
  groups: [{ title: 'Settings', properties: ['priority', 'limit', 'state'] }],
}

const platforms: Readonly<Record<string, Platform>> = {
  ios: 'iOS/iPadOS',
  windows: 'Windows',
  android: 'Android',
  androidForWork: 'Android',
  mac: 'macOS',
  linux: 'Linux',
}

const kinds: Readonly<Record<string, string>> = {
  windows10EnrollmentCompletionPageConfiguration: 'Enrollment status page',
  deviceEnrollmentLimitConfiguration: 'Device limit',
  deviceEnrollmentPlatformRestrictionsConfiguration: 'Platform restrictions',
  deviceEnrollmentPlatformRestrictionConfiguration: 'Platform restriction',
  deviceEnrollmentWindowsHelloForBusinessConfiguration: 'Windows Hello for Business',
  deviceComanagementAuthorityConfiguration: 'Co-management',
  deviceEnrollmentNotificationConfiguration: 'Enrollment notification',
  windowsRestoreDeviceEnrollmentConfiguration: 'Windows backup and restore',
}

/** Priority 0 and a name in the id: `{account}_DefaultLimit` (G-102). */
function isDefault(policy: Json): boolean {
  return policy['priority'] === 0 || /_(Default\w+|WindowsRestore)$/.test(text(policy['id']))
}

/**
 * The rank among others of its kind. In another tenant it is left to the order of creation: a restore does not put
 * itself before what is there already. Setting the rank that it has is an error (G-176).
 */
function prioritySteps(wanted: Json, live: Json, { sameTenant }: WriteContext): WriteStep[] {
  const [target, present] = [wanted['priority'], live['priority']]
  if (!sameTenant || isDefault(wanted) || isDefault(live) || typeof target !== 'number' || target === present) return []
  return [
    {
      purpose: `Set the priority to ${target}`,
      method: 'POST',
      path: '/deviceManagement/deviceEnrollmentConfigurations/{id}/setPriority',
      body: { priority: target },
    },
  ]
}
