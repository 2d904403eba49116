import { resultOf, type Run } from '#contract/model/runs.ts'

/** After this time, a plan says little about the tenant, and is made anew rather than continued. */
const stillGoodMs = 24 * 60 * 60_000

/**
 * The newest plan that nobody carried out.
 *
 * @param runs the newest first
 * @param now milliseconds
 */
export function unfinishedPlan(runs: readonly Run[], now: number): Run | null {
  const carriedOut = new Set(runs.map((run) => resultOf(run, 'restore').planId))
  const run = runs.find(({ kind, status }) => kind === 'restore-plan' && status === 'succeeded')
  if (run?.endedAt == null || now - Date.parse(run.endedAt) > stillGoodMs) return null
  const { planId } = resultOf(run, 'restore-plan')
  return planId === undefined || carriedOut.has(planId) ? null : run
}
