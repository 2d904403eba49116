import type { Plan, PlanAction, PlanItem, Rehearsal } from '#contract/model/plans.ts'
import { words } from './words.ts'

/** The outcome of one item in the rehearsal. */
export type Outcome = Rehearsal['outcomes'][number]

/** Whether the run sends something for this item. */
export const writes = (item: PlanItem): boolean =>
  item.included &&
  (item.action === 'create' || item.action === 'update' || item.action === 'recreate' || item.action === 'delete')

const totalsOrder: readonly PlanAction[] = [
  'create',
  'recreate',
  'update',
  'delete',
  'unchanged',
  'skip',
  'blocked',
  'conflict',
]

/** The totals as one sentence; what is not included counts apart. */
export function totals(items: readonly PlanItem[]): string {
  const left = items.filter((item) => !item.included && item.action !== 'skip').length
  const counts = totalsOrder.map(
    (action) =>
      [
        items.filter((item) => item.action === action && (item.included || action === 'skip')).length,
        words.plan.total(action),
      ] as const,
  )
  return [...counts, [left, words.plan.notIncluded] as const]
    .filter(([found]) => found > 0)
    .map(([found, word]) => `${found} ${word}`)
    .join(', ')
}

/** Whether the service would refuse it, as the rehearsal showed. */
export const isRefused = (outcome: Outcome | undefined): boolean =>
  outcome?.state === 'failed' || outcome?.state === 'unknown'

/** Whether a rehearsal tried everything that will be written, and how much of it failed. */
export function rehearsed({ items, rehearsal }: Pick<Plan, 'items' | 'rehearsal'>): {
  readonly isComplete: boolean
  readonly refused: number
} {
  const outcomes = new Map(rehearsal?.outcomes.map((outcome) => [outcome.seq, outcome]))
  const written = items.filter(writes)
  return {
    isComplete:
      rehearsal !== null &&
      rehearsal.endedAt !== null &&
      rehearsal.error === null &&
      written.every(({ seq }) => outcomes.has(seq)),
    refused: written.filter(({ seq }) => isRefused(outcomes.get(seq))).length,
  }
}
