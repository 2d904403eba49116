/** What `atlas schedule` says, command by command. */
export const words = {
  description: 'Schedule backups',
  list: 'List schedules',
  tenant: 'Name or ID of the tenant',
  off: 'off',
  add: 'Add a schedule',
  name: 'Name of the schedule',
  cron: 'Cron expression: minute hour day month weekday, for example "30 2 * * 1-5"',
  zone: 'Time zone',
  types: 'Policy types, separated by commas',
  keep: 'Backup sets to keep: most recent, days, weeks, months',

  baseline: 'Baseline to check for drift against afterwards',
  added: (id: string): string => `Schedule ${id} added.`,
  remove: 'Remove a schedule and keep its backups',
  removed: 'Removed.',
  runDue: "Run the backups that are due and wait for them, for use in the operating system's scheduler",
  nothingDue: 'Nothing is due.',
  ran: (runId: string, status: string): string => `${runId}: ${status}`,
  notStarted: (name: string, message: string): string => `${name}: couldn't be started. ${message}`,
  system:
    "Show, add or remove TenantAtlas in the operating system's scheduler, which runs due backups while the app is closed",
  systemState: (scheduler: string | null, isRegistered: boolean, lastRun: string | null): string =>
    scheduler === null
      ? 'This system has no scheduler that TenantAtlas knows.'
      : isRegistered
        ? `${scheduler} runs due backups. It last ran ${lastRun ?? 'never'}.`
        : `${scheduler} doesn't run due backups. To let it, run: atlas schedule system on`,
} as const
