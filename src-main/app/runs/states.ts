import type { ItemState, RunState } from '#contract/model/run-states.ts'

/** Every move a run can make; anything else is a fault. */
const runMoves: Readonly<Record<RunState, readonly RunState[]>> = {
  queued: ['running', 'cancelled', 'failed'],
  running: ['succeeded', 'partial', 'failed', 'cancelling', 'cancelled', 'queued'],
  cancelling: ['cancelled', 'succeeded', 'partial', 'failed'],
  succeeded: ['queued'],
  partial: ['queued'],
  failed: ['queued'],
  cancelled: ['queued'],
}

/** Whether a run may move from one state to another. */
export const mayMove = (from: RunState, to: RunState): boolean => runMoves[from].includes(to)

/** Whether a run has ended. */
export const isEnded = (state: RunState): boolean =>
  state === 'succeeded' || state === 'partial' || state === 'failed' || state === 'cancelled'

/** Items whose work is over for good. */
export const isSettled = (state: ItemState): boolean => state === 'done' || state === 'unchanged' || state === 'skipped'

/** The state a run ends in, from the states of its items. */
export function endState(counts: Readonly<Record<ItemState, number>>, cancelled: boolean): RunState {
  if (cancelled) return 'cancelled'
  const open = counts.failed + counts.unknown + counts.blocked + counts.pending + counts.running + counts.waiting
  if (open === 0) return 'succeeded'
  // What waits for an approval has not failed.
  return counts.done + counts.unchanged + counts.skipped + counts.waiting > 0 ? 'partial' : 'failed'
}
