/** What the kit itself says, on every screen. */
export const words = {
  cancel: 'Cancel',
  tryAgain: 'Try again',
  copyDetails: 'Copy details',
  errorCode: 'Code',
  requestId: 'Request ID',
  loading: 'Loading',
  loadingEditor: 'Loading the editor',
  steps: 'Steps',
  select: 'Select',
  selectAll: 'Select all',
  saveTable: {
    open: (table: string): string => `Save ${table} as a file`,
    csv: 'Save as CSV (Excel)',
    json: 'Save as JSON',
  },
  justNow: 'just now',
  minutesAgo: (minutes: number): string => `${minutes} min ago`,
  hoursAgo: (hours: number): string => `${hours} h ago`,
} as const
