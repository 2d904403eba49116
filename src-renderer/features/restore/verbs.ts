import { counted } from '#renderer/ui/format.ts'

/** What a restore and its undo are called: an undo is planned, confirmed and carried out like a restore. */
const restoring = {
  title: (tenant: string): string => `Restore to ${tenant}`,
  confirm: (changes: number, target: string): string => `Write ${counted(changes, 'change')} to ${target}?`,
  write: 'Restore',
  unlockAndWrite: 'Unlock and restore',
  failed: "The restore couldn't be started.",
  running: (tenant: string): string => `Restoring to ${tenant}`,
  finished: 'Restore finished',
  stopped: 'Restore stopped',
  finishedWithOpen: (items: number): string => `Restore finished with ${counted(items, 'open item')}`,
  progress: 'Progress of the restore',
  canUndo: 'You can undo this restore',
  undo: 'Undo this restore…',
} as const
const undoing: {
  readonly [Key in keyof typeof restoring]: (typeof restoring)[Key] extends string ? string : (typeof restoring)[Key]
} = {
  title: (tenant) => `Undo a restore in ${tenant}`,
  confirm: (changes, target) => `Undo ${counted(changes, 'change')} in ${target}?`,
  write: 'Undo',
  unlockAndWrite: 'Unlock and undo',
  failed: "The undo couldn't be started.",
  running: (tenant) => `Undoing a restore in ${tenant}`,
  finished: 'Undo finished',
  stopped: 'Undo stopped',
  finishedWithOpen: (items) => `Undo finished with ${counted(items, 'open item')}`,
  progress: 'Progress of the undo',
  canUndo: 'You can take this undo back',
  undo: 'Take this undo back…',
}

export const verbsOf = (isUndo: boolean): typeof undoing => (isUndo ? undoing : restoring)
export type Verbs = ReturnType<typeof verbsOf>
