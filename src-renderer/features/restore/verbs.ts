import { counted } from '#renderer/ui/format.ts'

/** What restores, their undos and changes are called: all are planned, confirmed and carried out in the same way. */
const restoring = {
  steps: ['Source', 'Items', 'Mapping', 'Secrets', 'Preview', 'Confirm', 'Result'],
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
  readonly [Key in keyof typeof restoring]: (typeof restoring)[Key] extends string
    ? string
    : (typeof restoring)[Key] extends readonly string[]
      ? readonly string[]
      : (typeof restoring)[Key]
} = {
  steps: restoring.steps,
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

const changing: typeof undoing = {
  steps: ['Change', 'Preview', 'Confirm', 'Result'],
  title: (tenant) => `Change policies of ${tenant}`,
  confirm: (changes, target) => `Write ${counted(changes, 'change')} to ${target}?`,
  write: 'Change',
  unlockAndWrite: 'Unlock and change',
  failed: "The change couldn't be started.",
  running: (tenant) => `Changing policies of ${tenant}`,
  finished: 'Change finished',
  stopped: 'Change stopped',
  finishedWithOpen: (items) => `Change finished with ${counted(items, 'open item')}`,
  progress: 'Progress of the change',
  canUndo: 'You can undo this change',
  undo: 'Undo this change…',
}

/** Whoever deletes reads so on the button, too. */
const deleting: typeof undoing = {
  ...changing,
  confirm: (changes, target) => `Delete ${counted(changes, 'policy', 'policies')} from ${target}?`,
  write: 'Delete',
  unlockAndWrite: 'Unlock and delete',
}

/** What a plan or a run is for. */
export interface Purpose {
  readonly isUndo: boolean
  readonly isChange: boolean
  /** A change that does nothing but delete. */
  readonly deletes?: boolean
}

export const verbsOf = ({ isUndo, isChange, deletes = false }: Purpose): typeof undoing =>
  isUndo ? undoing : !isChange ? restoring : deletes ? deleting : changing
export type Verbs = ReturnType<typeof verbsOf>
