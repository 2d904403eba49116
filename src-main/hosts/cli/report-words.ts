import { bytes } from './file-size.ts'

/** What the commands for reports say. */
export const words = {
  description: 'Write documents about what is stored',
  tenant: 'The configuration of a tenant',
  set: 'A backup set',
  policy: 'One version of a policy',
  compare: 'Two tenants, or two states of one',
  drift: 'What differs from a baseline',
  restore: 'The change record of a restore',
  options: {
    tenant: 'Tenant by name or ID',
    folder: 'Folder for the report',
    format: 'html, word, markdown or csv',
    language: 'en or de',
    customer: 'Customer, as the first page names them',
    author: 'Author',
    ticket: 'Ticket or change number',
    note: 'Text for the first page, such as who approved it',
    logo: 'PNG or JPEG for the first page',
    colour: 'Color of the customer, such as #0F6CBD',
    since: 'Mark what changed since a moment, or for so many days or hours: 2026-11-01, 7d, 12h',
    changesOnly: 'Leave out what did not change since then',
    descriptions: 'Leave out descriptions of settings',
    assignments: 'Leave out assignments',
    scripts: 'Leave out scripts',
    leftFrom: 'Backup set or moment of the left side',
    rightFrom: 'Backup set or moment of the right side',
  },
  kinds: { set: 'backup set', version: 'version', baseline: 'baseline', run: 'run' },
  badSince: (text: string) => ({
    message: `${text} is no moment and no time span.`,
    hint: 'Write a date such as 2026-11-01, or a number of days or hours such as 7d or 12h.',
  }),
  result: (folder: string, file: string, size: number): string => `${file} (${bytes(size)}) is in ${folder}.`,
} as const
