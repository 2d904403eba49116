import type { RecipientOutcome } from '#contract/model/recipients.ts'
import type { RunResult } from '#contract/model/run-shapes.ts'
import { counted } from '#domain/counted.ts'

const outcomes: Readonly<Record<RecipientOutcome, string>> = {
  included: 'included',
  excluded: 'excluded',
  filteredOut: 'filtered out',
  notTargeted: 'not targeted',
  unknown: 'unknown',
}

/** What `atlas recipients`, `atlas who-gets` and `atlas reach` say. */
export const words = {
  notRead: (tenant: string) => ({
    message: `Users, devices and groups of ${tenant} haven't been read.`,
    hint: 'Read them with "atlas recipients read".',
  }),
  recipients: {
    description: 'Users, devices and groups, to say who gets what. They are personal data, and turned off by default',
    read: 'Read them. Turn it on first: atlas tenant change <name> --recipients on',
    find: 'Find users, devices and groups by name',
    remove: 'Delete all that were read',
    result: ({ users = 0, devices = 0, groups = 0 }: RunResult<'recipients'>): string =>
      `Read ${counted(users, 'user')}, ${counted(devices, 'device')} and ${counted(groups, 'group')}.`,
    removed: (removed: boolean): string => (removed ? 'Deleted.' : 'There was nothing to delete.'),
  },
  whoGets: {
    description: 'Show which policies and apps a user, a device or a group gets, and why',
    at: 'As captures saw the tenant at this time (ISO 8601)',
    kind: 'What the name is of, if several have it: user, device or group',
    outcome: 'Only policies that are this: included, excluded, filteredOut, notTargeted or unknown',
    explain: 'Show the reasons of each',
    none: (name: string) => ({
      message: `There is no user, device or group named "${name}" among those that were read.`,
      hint: 'Search with "atlas recipients find", or read them again with "atlas recipients read".',
    }),
    several: (name: string, found: readonly string[]) => ({
      message: `Several are named "${name}": ${found.join(', ')}.`,
      hint: 'Add --kind, or use the ID that "atlas recipients find" shows.',
    }),
    noOutcome: (word: string): string =>
      `"${word}" is no outcome. Use included, excluded, filteredOut, notTargeted or unknown.`,
    readAt: (moment: string): string => `Users, devices and groups as of ${moment}.`,
    outcomes,
  },
  reach: {
    description: 'Show how many users and devices a policy reaches',
    list: 'List them',
    notAssigned: "It isn't assigned to anybody.",
  },
} as const
