import type { RecipientOutcome } from '#contract/model/recipients.ts'
import { at } from '#renderer/ui/format.ts'

/** What every screen says about who gets what. */
export const words = {
  outcomes: {
    included: 'Included',
    excluded: 'Excluded',
    filteredOut: 'Filtered out',
    notTargeted: 'Not targeted',
    unknown: 'Unknown',
  } satisfies Record<RecipientOutcome, string>,
  intents: {
    '': '',
    required: 'Required',
    available: 'Available',
    availableWithoutEnrollment: 'Available without enrollment',
    uninstall: 'Uninstall',
  } as Readonly<Record<string, string>>,
  notRead: 'To see how many users and devices it reaches, read them under "Who gets what".',
  open: 'Open "Who gets what"',
  readAt: (moment: string): string => `Users, devices and groups as of ${at(moment)}.`,
  reach: {
    label: 'Who gets it',
    counts: 'How many',
    users: 'Users',
    devices: 'Devices',
    list: 'Who',
    more: 'There are more than are listed.',
    columns: { outcome: 'Outcome', who: 'User or device', detail: 'Detail' },
  },
} as const
