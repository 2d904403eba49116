import type { PlanAction } from '#contract/model/plans.ts'
import { isEnded } from '#domain/runs/states.ts'
import type { RunRow } from '../ports/runs.ts'
import type { ReadStore } from '../ports/store.ts'
import { words } from './words.ts'

/** How a plan was carried out, in the tenant or in its copy. */
export interface Outcome {
  readonly isEnded: boolean
  /** Objects that weren't restored as planned. What the plan itself blocks isn't counted: whoever confirmed it knew. */
  readonly left: number
  /** Why a tenant isn't done; null if everything that the plan writes is written. */
  readonly problem: string | null
}

/** @param run that carried out, or rehearsed, the plan */
export async function outcomeOf(store: ReadStore, run: RunRow, planId: string): Promise<Outcome> {
  if (!isEnded(run.status)) return { isEnded: false, left: 0, problem: null }
  const counts = await store.runs.counts(run.id)
  const planned = (await store.plans.items(planId)).filter(
    ({ action, included }) => included && (action === 'blocked' || action === 'conflict'),
  ).length
  const open = counts.failed + counts.unknown + counts.pending + counts.running + counts.waiting
  const left = open + Math.max(0, counts.blocked - planned)
  const problem =
    run.error?.message ?? (left > 0 ? words.itemsLeft(left) : run.status === 'cancelled' ? words.cancelled : null)
  return { isEnded: true, left, problem }
}

/** Whether a plan writes nothing. */
export const isNothingToDo = async (store: ReadStore, planId: string): Promise<boolean> =>
  !(await store.plans.items(planId)).some(isWritten)

const writing: ReadonlySet<PlanAction> = new Set<PlanAction>(['create', 'update', 'recreate', 'delete'])

/** Whether a plan writes an item. */
export const isWritten = ({ action, included }: { readonly action: PlanAction; readonly included: boolean }): boolean =>
  included && writing.has(action)
