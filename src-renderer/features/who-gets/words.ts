import type { Subject } from '#contract/model/recipients.ts'
import { at, count, counted } from '#renderer/ui/format.ts'

export const words = {
  title: 'Who gets what',
  subtitle: 'What a user, a device or a group gets, and why',
  search: {
    label: 'User, device or group',
    placeholder: 'Name, user name or ID',
    results: 'Users, devices and groups',
    none: 'No user, device or group has this name.',
    most: (number: number): string => `The first ${count(number)}. Type more of the name to find others.`,
    kinds: { user: 'User', device: 'Device', group: 'Group' } satisfies Record<Subject['kind'], string>,
  },
  read: {
    at: (moment: string): string => `Read ${at(moment)}`,
    counts: (users: number, devices: number, groups: number): string =>
      `${counted(users, 'user')}, ${counted(devices, 'device')}, ${counted(groups, 'group')}`,
    again: 'Read again',
    remove: 'Delete…',
    unread: 'What couldn’t be read',
  },
  off: {
    title: 'Reading users and devices is turned off',
    body: 'To say who gets what, TenantAtlas reads users, managed devices and the members of assigned groups. This is personal data: it stays on this computer, is in no backup, report or export of the tenant, and can be deleted at any time.',
    action: 'Turn it on…',
    confirmTitle: (tenant: string): string => `Turn on who gets what for ${tenant}`,
    confirm: 'Turn on',
    permissions:
      'Reading requires User.ReadBasic.All, GroupMember.Read.All, DeviceManagementManagedDevices.Read.All and Device.Read.All. Sign in again afterwards if the account doesn’t have them.',
  },
  notRead: {
    title: 'Nothing has been read yet',
    body: 'Read users, managed devices and the members of assigned groups. It takes a minute or two in most tenants. Afterwards, questions are answered without a connection.',
    action: 'Read now',
    imported: 'This tenant has no connection, so its users and devices can’t be read.',
  },
  removeTitle: (tenant: string): string => `Delete the users and devices of ${tenant}`,
  removeBody:
    'Deletes from this computer what was read of users, devices and groups. The tenant isn’t changed, and backups stay. Daily copies of the database keep them for up to three days.',
  remove: 'Delete',
  choose: {
    title: 'Choose a user, a device or a group',
    body: 'The list on the left has everybody and everything that was read.',
  },
  result: {
    label: 'Policies and apps',
    filter: (number: number): string => `Filter ${count(number)} policies and apps`,
    filterLabel: 'Filter policies and apps',
    outcome: 'Outcome',
    every: 'Every outcome',
    columns: {
      outcome: 'Outcome',
      name: 'Policy or app',
      type: 'Type',
      platform: 'Platform',
      intent: 'Intent',
      was: 'Other side',
    },
    fileColumns: { reasons: 'Reasons' },
    count: (shown: number, all: number): string =>
      shown === all ? counted(all, 'policy or app', 'policies and apps') : `${count(shown)} of ${count(all)}`,
    counted: (outcome: string, number: number): string => `${outcome} (${count(number)})`,
    none: 'No policy or app',
    noneHint: 'Choose another outcome, or another filter.',
    unknown: (number: number): string =>
      `${counted(number, 'answer')} ${number === 1 ? 'is' : 'are'} unknown. Each says what would have to be known.`,
  },
  compare: {
    with: 'Compare with',
    nothing: 'Nothing',
    earlier: 'An earlier time',
    other: 'Another user, device or group',
    choose: 'Choose one',
    moment: 'Earlier time',
    same: 'No differences',
    sameHint: 'Both get the same.',
    now: 'Now',
    count: (differences: number): string => counted(differences, 'difference'),
    notThere: 'Not there',
  },
  reasons: {
    label: 'Reasons',
    open: 'Open policy',
    openStep: 'Open',
    none: 'Select a policy or an app to see why.',
    notThere: 'The policy isn’t there, or isn’t assigned in this way.',
    note: (readAt: string): string => `Members, devices and users as of ${at(readAt)}.`,
    earlier: (moment: string): string =>
      `Policies as of ${at(moment)}. Who was in which group at that time isn’t known: members are those that were last read.`,
  },
} as const
