import { DeviationId } from '#contract/model/ids.ts'
import type { CoverageState, CoveredSetting, Deviation } from '#contract/model/compare.ts'
import type { DeviationRow } from '../ports/deviations.ts'

/** Whether the last day of an acceptance, which counts as a whole, is over. */
export const isPast = (until: string | null, now: Date): boolean =>
  until !== null && until < now.toISOString().slice(0, 10)

/** A deviation as the contract shows it. */
export const toDeviation = (
  { id, settingId, key, reason, owner, until, createdAt }: DeviationRow,
  now: Date,
): Deviation => ({
  id: DeviationId.parse(id),
  settingId,
  key,
  reason,
  owner,
  until,
  createdAt,
  isOver: isPast(until, now),
})

/** How a tenant meets a value, once somebody's acceptance counts. What is met needs none. */
export function withDeviation(
  otherwise: CoverageState,
  deviation: Deviation | undefined,
): Pick<CoveredSetting['values'][number], 'state' | 'deviation'> {
  if (!deviation || otherwise === 'met') return { state: otherwise, deviation: null }
  return { state: deviation.isOver ? otherwise : 'accepted', deviation: { ...deviation, otherwise } }
}
