/** What the hosts themselves say: the window, the tray, the doors and the restart after an error. */
export const words = {
  keychains: {
    windows: 'Windows (DPAPI)',
    macos: 'the macOS keychain',
    other: (backend: string): string => `the keychain (${backend})`,
  },
  tray: {
    open: 'Open TenantAtlas',
    quit: 'Quit and stop schedules',
    tooltip: 'TenantAtlas runs scheduled backups',
  },
  badFrame: (problem: string): string => `TenantAtlas received an invalid request: ${problem}.`,
  frameProblems: {
    notText: 'not text',
    tooLong: 'too long',
    notJson: 'not JSON',
    notACall: 'not a method call',
  },
  noDesktop: 'There is no desktop to open a browser on.',
  demoTenant: 'Contoso Demo',
  gaveUp:
    'TenantAtlas stopped after four unexpected errors within a minute. For details, see tenantatlas.log in the data folder.',
  restarted: {
    message: 'TenantAtlas had an unexpected error and restarted its core.',
    hint: 'Try again. Runs in progress continue.',
  },
} as const
