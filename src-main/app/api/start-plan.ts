import { createHash } from 'node:crypto'
import type { RunId } from '#contract/model/ids.ts'
import type { PlanInput } from '#contract/model/plans.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { toAccepted } from './accepted.ts'
import type { RunMethodContext } from './handlers.ts'

/** Characters of a title. Nobody reads the names of a thousand versions. */
export const mostTitle = 200

/** Starts the run that plans. Two identical plans never run at once (000-2). */
export async function startPlan(
  start: RunMethodContext<'restore.plan'>['start'],
  tenantId: string,
  title: string,
  input: PlanInput,
): Promise<{ runId: RunId; reused: boolean }> {
  const target = createHash('sha256').update(canonicalText(input)).digest('hex')
  return toAccepted(await start({ tenantId, kind: 'restore-plan', title: title.slice(0, mostTitle), target, input }))
}
