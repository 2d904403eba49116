import type { Plan, PlanItem, Rehearsal } from '#contract/model/plans.ts'
import { plannedWords } from '#renderer/shared/planned.ts'
import { words } from './words.ts'

/** The outcome of one item in the rehearsal. */
export type Outcome = Rehearsal['outcomes'][number]

/** Whether the run sends something for this item. */
export const writes = (item: PlanItem): boolean =>
  item.included &&
  (item.action === 'create' || item.action === 'update' || item.action === 'recreate' || item.action === 'delete')

/** The totals as one sentence; what is not included counts apart. */
export function totals(items: readonly PlanItem[]): string {
  const counted = items.filter(({ action, included }) => included || action === 'skip')
  const totals = Object.fromEntries(
    [...Map.groupBy(counted, ({ action }) => action)].map(([action, of]) => [action, of.length]),
  )
  return plannedWords(totals, [[items.length - counted.length, words.plan.notIncluded]])
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
