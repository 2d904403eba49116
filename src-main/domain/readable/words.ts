import { counted } from '../counted.ts'

const notConfigured = 'Not configured'

/** Titles and values of the readable view, in the words of the Intune admin center. */
export const words = {
  notConfigured,
  none: 'None',
  entries: (entries: number): string => counted(entries, 'entry', 'entries'),
  entry: (number: number): string => `Entry ${number}`,
  numbered: (name: string, number: number): string => `${name} ${number}`,
  value: (number: number): string => `Value ${number}`,
  settings: 'Settings',

  basics: {
    title: 'Basics',
    name: 'Name',
    description: 'Description',
    type: 'Type',
    platform: 'Platform',
    scopeTags: 'Scope tags',
  },

  assignments: {
    title: 'Assignments',
    include: 'Include',
    exclude: 'Exclude',
    intent: (intent: string): string => `as ${intent.toLowerCase()}`,
    filtered: (target: string, filter: string): string => `${target}, ${filter}`,
    filter: (name: string, mode: string): string => `filter ${name} (${mode})`,
    allUsers: 'All users',
    allDevices: 'All devices',
    unknownGroup: (id: string): string => `Group ${id} (not found)`,
  },

  binary: {
    png: 'PNG image',
    jpeg: 'JPEG image',
    gif: 'GIF image',
    zip: 'ZIP archive',
    certificate: 'Certificate',
    svg: 'SVG image',
    other: 'Binary data',
    hash: (start: string): string => `SHA-256 ${start}…`,
    size: (bytes: number): string => (bytes < 2048 ? counted(bytes, 'byte') : `${Math.round(bytes / 1024)} KB`),
  },

  admx: {
    title: 'Administrative templates',
    definition: (id: string): string => `Definition ${id.slice(0, 8)}`,
    enabled: 'Enabled',
    disabled: 'Disabled',
    userSetting: 'User setting',
    computerSetting: 'Computer setting',
  },

  apps: { android: 'Android', windows: 'Windows', app: 'App', byIdentifier: 'Apps by identifier' },

  branding: { color: 'Theme color', look: 'Appearance' },

  compliance: {
    title: 'Actions for noncompliance',
    actions: {
      block: 'Mark device noncompliant',
      notification: 'Send email to end user',
      pushNotification: 'Send push notification to end user',
      remoteLock: 'Remotely lock the noncompliant device',
      retire: 'Add device to retire list',
      wipe: 'Wipe the noncompliant device',
      removeResourceAccessProfiles: 'Remove resource access profiles',
      noAction: 'No action',
    },
    template: (name: string): string => `with the template ${name}`,
    copies: (names: readonly string[]): string => `copy to ${names.join(', ')}`,
    immediately: 'immediately',
    afterDays: (days: number): string => `after ${counted(days, 'day')}`,
    afterHours: (hours: number): string => `after ${counted(hours, 'hour')}`,
  },

  securityIntent: { template: 'Template' },

  oma: { title: 'OMA-URI settings', masked: 'Secret, masked by Intune' },

  enrollmentTime: { title: 'Enrollment', group: 'Devices join the group' },
  policySet: { included: 'Included', unknownObject: (id: string): string => `Object ${id} (not found)` },

  groups: {
    membership: 'Membership',
    type: 'Membership type',
    assigned: 'Assigned',
    dynamic: 'Dynamic',
    rule: 'Dynamic membership rule',
    processing: 'Rule processing',
    members: 'Direct members',
  },

  roles: {
    allowed: 'Allowed',
    notAllowed: 'Not allowed',
    group: 'Group',
    role: 'Role',
    members: 'Members',
    scope: 'Scope',
  },

  scripts: { script: 'Script', unreadable: "Can't be shown as text" },

  catalog: {
    secret: 'Secret, not shown',
    unknownReusable: (id: string): string => `Reusable setting ${id} (not found)`,
    options: {
      true: 'True',
      false: 'False',
      enabled: 'Enabled',
      disabled: 'Disabled',
      block: 'Block',
      allow: 'Allow',
    },
  },
} as const
