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
  textDiff: {
    changes: (changes: number): string =>
      changes === 0 ? 'No changes' : changes === 1 ? '1 change' : `${changes} changes`,
    previous: 'Previous change (Shift+F7)',
    next: 'Next change (F7)',
    swap: 'Swap sides',
    take: 'Copy or save',
    copy: (title: string): string => `Copy ${title}`,
    save: (title: string): string => `Save ${title} as…`,
    inline: 'Inline',
    fold: 'Collapse unchanged',
    ignoreWhitespace: 'Ignore white space',
  },
  justNow: 'just now',
  minutesAgo: (minutes: number): string => `${minutes} min ago`,
  hoursAgo: (hours: number): string => `${hours} h ago`,
} as const
