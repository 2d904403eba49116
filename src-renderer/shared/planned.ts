import type { PlanAction } from '#contract/model/plans.ts'
import { count } from '#renderer/ui/format.ts'

/** What a plan is about to do, as the words after a number, in the order in which people want to know. */
const planned: readonly (readonly [action: PlanAction, words: string])[] = [
  ['create', 'to create'],
  ['recreate', 'to recreate'],
  ['update', 'to update'],
  ['delete', 'to delete'],
  ['unchanged', 'unchanged'],
  ['skip', 'skipped'],
  ['blocked', 'blocked'],
  ['conflict', 'in conflict'],
]

/** The totals of a plan as one sentence, without empty parts. @param more what else is counted, after them */
export const plannedWords = (
  totals: Readonly<Partial<Record<PlanAction, number>>>,
  more: readonly (readonly [total: number, words: string])[] = [],
): string =>
  [...planned.map(([action, words]) => [totals[action] ?? 0, words] as const), ...more]
    .filter(([total]) => total > 0)
    .map(([total, words]) => `${count(total)} ${words}`)
    .join(', ')
