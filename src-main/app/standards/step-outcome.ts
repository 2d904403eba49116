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
  const { blocked } = await store.plans.tally(planId)
  const open = counts.failed + counts.unknown + counts.pending + counts.running + counts.waiting
  const left = open + Math.max(0, counts.blocked - blocked)
  const problem =
    run.error?.message ?? (left > 0 ? words.itemsLeft(left) : run.status === 'cancelled' ? words.cancelled : null)
  return { isEnded: true, left, problem }
}
