import type { RunId } from '#contract/model/ids.ts'
import type { PlanInput } from '#contract/model/plans.ts'
import { planRun } from '../restore/plan-run.ts'
import { toAccepted } from './accepted.ts'
import type { RunMethodContext } from './handlers.ts'

/** What is planned; what isn't given is as it is for a plan of one tenant. */
type Planned = Pick<PlanInput, 'sourceTenantId' | 'from' | 'only' | 'choices' | 'options'> & Partial<PlanInput>

/** Starts the run that plans. Two identical plans never run at once (000-2). */
export async function startPlan(
  start: RunMethodContext<'restore.plan'>['start'],
  tenantId: string,
  title: string,
  planned: Planned,
): Promise<{ runId: RunId; reused: boolean }> {
  return toAccepted(await start(planRun(tenantId, title, { title: null, groups: [], rolloutId: null, ...planned })))
}
