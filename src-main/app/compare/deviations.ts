import { DeviationId } from '#contract/model/ids.ts'
import type { CoverageState, CoveredSetting, Deviation } from '#contract/model/compare.ts'
import type { DeviationRow } from '../ports/deviations.ts'

/** A deviation as the contract shows it. Its last day counts as a whole. */
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
  isOver: until !== null && until < now.toISOString().slice(0, 10),
})

/** How a tenant meets a value, once somebody's acceptance counts. What is met needs none. */
export function withDeviation(
  otherwise: CoverageState,
  deviation: Deviation | undefined,
): Pick<CoveredSetting['values'][number], 'state' | 'deviation'> {
  if (!deviation || otherwise === 'met') return { state: otherwise, deviation: null }
  return { state: deviation.isOver ? otherwise : 'accepted', deviation: { ...deviation, otherwise } }
}
