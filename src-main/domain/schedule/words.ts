/** Why the time of a schedule can't be used. */
export const words = {
  noZone: (zone: string): string => (zone === '' ? 'Enter a time zone.' : `"${zone}" is not a time zone.`),
  fiveFields: 'A cron expression needs five fields: minute, hour, day, month and day of the week.',
  never: 'This schedule never runs, because no month has such a day.',
  invalid: (cron: string): string => `"${cron}" is not a valid cron expression.`,
} as const
