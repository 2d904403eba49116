import { counted } from '#domain/counted.ts'

/** What the commands for runs say. */
export const words = {
  description: 'List, show, cancel and retry runs',
  list: 'List runs',
  tenant: 'Only this tenant',
  show: 'Show a run and its items',
  cancel: 'Stop a run after the current items',
  notCommitted: (problem: string): string => `The git folder wasn't updated. ${problem}`,
  cancelled: (id: string, status: string): string => `Run ${id} is ${status}.`,
  retry: 'Retry the failed items of a run',
  retried: (status: string): string => `Run ${status}.`,
  leftOut: (objects: number): string =>
    `${counted(objects, 'unchanged object')} ${objects === 1 ? 'is' : 'are'} counted and not listed.`,
} as const
