import type { Store } from '../ports/store.ts'

/** Makes a new plan the one that a rollout carries out in a tenant. It has to be rehearsed and confirmed again. */
export async function usePlan(
  store: Store,
  rolloutId: string,
  { tenantId, planId, runId }: { readonly tenantId: string; readonly planId: string; readonly runId: string },
): Promise<void> {
  await store.rollouts.changeStep(rolloutId, tenantId, {
    due: null,
    planId,
    planRunId: runId,
    rehearsalRunId: null,
    confirmedAt: null,
    justification: null,
    restoreRunId: null,
  })
}
