import { counted } from '#domain/counted.ts'

interface NewFindings {
  readonly newOnes: number
  readonly severe: number
}

const newFindings = ({ newOnes, severe }: NewFindings): string =>
  `${counted(newOnes, 'new finding')}${severe > 0 ? `, ${severe} of high severity` : ''}`

/** What the engine says about runs, and the notifications of runs that have ended. */
export const words = {
  interrupted: 'Interrupted',
  cancelled: 'The run was canceled.',
  notEnded: { message: "This run hasn't finished.", hint: 'Wait until it finishes, or cancel it.' },
  nothingFailed: { message: 'This run has no failed items.', hint: 'There is nothing to retry.' },
  alreadyRunning: { message: 'The same run is already in progress.', hint: 'Wait until it finishes.' },
  unreadable: { message: "The record of this run can't be read.", hint: 'Start the run again.' },
  otherProcess: "This process doesn't work on the run.",
  notRecorded: { message: "The end of this run couldn't be stored.", hint: 'Start the run again.' },

  notifications: {
    body: (tenant: string, run: string, missing: number): string =>
      `${tenant}: ${run}${missing > 0 ? `. ${counted(missing, 'object')} no longer in the tenant` : ''}`,
    drift: (found: NewFindings): string => `Drift: ${newFindings(found)}`,
    finishedWithDrift: (kind: string, found: NewFindings): string => `${kind} finished, drift: ${newFindings(found)}`,
    finishedWithChanges: (kind: string, severe: number): string =>
      `${kind} finished, ${counted(severe, 'change')} of high severity`,
    finishedWithoutCommit: (kind: string): string => `${kind} finished, but its git folder wasn't updated`,
    finished: (kind: string): string => `${kind} finished`,
    failed: (kind: string): string => `${kind} failed`,
    finishedWithMissing: (kind: string, missing: number): string =>
      `${kind} finished, ${counted(missing, 'object')} no longer in the tenant`,
    finishedWithDoubts: (kind: string, doubtful: number): string =>
      `${kind} finished, Graph contradicted itself about ${counted(doubtful, 'object')}`,
    finishedWithOpen: (kind: string, items: number): string => `${kind} finished with ${counted(items, 'open item')}`,
  },
} as const
