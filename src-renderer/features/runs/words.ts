import { count, counted } from '#renderer/ui/format.ts'

export const words = {
  title: 'Runs',
  notHere: (tenant: string): string =>
    `The run of this link isn't among the latest of ${tenant}. It is older, or belongs to another tenant.`,
  subtitle: (active: number): string => `Everything TenantAtlas did, item by item. ${count(active)} in progress.`,
  empty: {
    title: 'No runs yet',
    body: 'Captures, backups and restores appear here.',
    action: 'Go to the inventory',
  },
  filter: 'Filter runs',
  filterPlaceholder: (runs: number): string => `Filter ${counted(runs, 'run')}`,
  everyKind: 'Every kind',
  everyState: 'Every result',
  shown: (shown: number, all: number): string => `${count(shown)} of ${count(all)}`,
  columns: { run: 'Run', started: 'Started', took: 'Duration', result: 'Result' },
  fileColumns: { title: 'Title', ended: 'Ended', status: 'Status', problem: 'Problem' },
  detail: {
    label: 'Run',
    cancel: 'Cancel',
    progress: 'Progress of the run',
    items: (total: number): string => counted(total, 'item'),
    facts: {
      newVersions: 'New versions',
      unchanged: 'Unchanged',
      failed: 'Failed',
      requests: 'Requests to Graph',
      throttled: 'Throttled',
      took: 'Duration',
    },
    notices: 'What to know about this run',
    requestId: (id: string): string => `Request ID ${id}`,
    retryOpen: (open: number): string => `Retry ${counted(open, 'open item')}`,
    tryAgain: 'Try again',
    openPlan: 'Open plan',
    openResult: 'Open result',
    openFindings: 'Open findings',
    openInventory: 'Open inventory',
    openSet: 'Open backup set',
    captured: 'Captured for this check',
  },
} as const
