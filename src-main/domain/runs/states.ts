import { itemStates, runStates, type ItemState, type RunState } from '#contract/model/run-states.ts'

/** Every move a run can make. The store carries out no other one. */
const runMoves: Readonly<Record<RunState, readonly RunState[]>> = {
  queued: ['running', 'cancelled', 'failed'],
  running: ['succeeded', 'partial', 'failed', 'cancelling', 'cancelled', 'queued'],
  cancelling: ['cancelled', 'succeeded', 'partial', 'failed'],
  succeeded: ['queued'],
  partial: ['queued'],
  failed: ['queued'],
  cancelled: ['queued'],
}

/** Every move an item can make; what is settled stays. Only a retry makes failed and waiting items pending again. */
const itemMoves: Readonly<Record<ItemState, readonly ItemState[]>> = {
  pending: ['running', 'done', 'unchanged', 'skipped', 'failed', 'blocked'],
  running: ['pending', 'done', 'unchanged', 'skipped', 'waiting', 'failed', 'blocked', 'unknown'],
  unknown: ['pending', 'running', 'done', 'unchanged', 'skipped', 'waiting', 'failed', 'blocked'],
  // What was waiting when the process died is looked at again.
  waiting: ['pending', 'running', 'failed'],
  // A listing that failed and then succeeded is done without a turn of its own. An object can be gone by then.
  failed: ['pending', 'running', 'done', 'skipped'],
  blocked: ['pending'],
  done: [],
  unchanged: [],
  skipped: [],
}

/** Whether a run may move from one state to another. */
export const mayMove = (from: RunState, to: RunState): boolean => runMoves[from].includes(to)

/** Whether an item may move from one state to another; staying is no move. */
export const mayMoveItem = (from: ItemState, to: ItemState): boolean => itemMoves[from].includes(to)

/** States from which a run may move to this one. */
export const runSources = (to: RunState): readonly RunState[] => runStates.filter((from) => mayMove(from, to))

/** States in which an item may be told that it is in this one: those that lead to it, and itself. */
export const itemSources = (to: ItemState): readonly ItemState[] =>
  itemStates.filter((from) => from === to || mayMoveItem(from, to))

/** Whether a run has ended. */
export const isEnded = (state: RunState): boolean =>
  state === 'succeeded' || state === 'partial' || state === 'failed' || state === 'cancelled'

/** States of runs that have not ended. */
export const unendedStates: readonly RunState[] = runStates.filter((state) => !isEnded(state))

/** Items whose work is over for good. */
export const isSettled = (state: ItemState): boolean => state === 'done' || state === 'unchanged' || state === 'skipped'

/** Items that a retry takes up again. */
export const isRetried = (state: ItemState): boolean =>
  state === 'failed' || state === 'pending' || state === 'running' || state === 'unknown' || state === 'waiting'

/** The state a run ends in, from the states of its items. */
export function endState(counts: Readonly<Record<ItemState, number>>, cancelled: boolean): RunState {
  if (cancelled) return 'cancelled'
  const open = counts.failed + counts.unknown + counts.blocked + counts.pending + counts.running + counts.waiting
  if (open === 0) return 'succeeded'
  // What waits for an approval has not failed.
  return counts.done + counts.unchanged + counts.skipped + counts.waiting > 0 ? 'partial' : 'failed'
}
