import { Button, Spinner } from '@fluentui/react-components'
import { useEffect, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { resultOf } from '#contract/model/runs.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { ErrorState } from '#renderer/ui/states.tsx'
import { outcomeOf } from './references.ts'
import { waitsForSecrets } from './secret-rows.ts'
import { StepHead } from './step-head.tsx'
import { words } from './words.ts'

/**
 * While the plan is made: what is read now; then to the mapping or straight to the preview.
 *
 * @param after `mapped` or `answered` if it is planned again with what was chosen in the step before, `change` if it is a
 *   change of policies
 */
export function RestorePlanning({
  tenant,
  runId,
  after,
}: {
  readonly tenant: Tenant
  readonly runId: string
  readonly after: string | null
}): ReactNode {
  const [, navigate] = useLocation()
  const run = useRead('runs.get', { tenantId: tenant.id, runId })
  const retry = useAction('runs.retry')
  const cancel = useAction('runs.cancel')
  const planId = run.data && resultOf(run.data, 'restore-plan').planId
  const plan = useRead('restore.get', planId === undefined ? null : { tenantId: tenant.id, planId })
  useEffect(() => {
    if (planId === undefined || !plan.data || plan.data.id !== planId) return
    // Open references need a choice before the preview; without any, or after the mapping, the preview comes next.
    const isDoubtful =
      plan.data.sourceTenantId !== tenant.id &&
      plan.data.references.some(
        (reference) =>
          outcomeOf(reference, {}) === 'open' || (outcomeOf(reference, {}) === 'left' && reference.how === 'missing'),
      )
    const step =
      isDoubtful && after === null
        ? 'mapping'
        : waitsForSecrets(plan.data.items) && after !== 'answered'
          ? 'secrets'
          : 'plan'
    navigate(`/restore/${step}/${planId}`, { replace: true })
  }, [planId, plan.data, tenant.id, navigate, after])
  const error = run.error?.error ?? run.data?.error
  return (
    <>
      <StepHead tenant={tenant} step={5} purpose={{ isUndo: false, isChange: after === 'change' }} />
      <div className="pane">
        {error ? (
          <ErrorState error={error} retry={() => retry.mutate({ tenantId: tenant.id, runId })} />
        ) : (
          <div className="state-box">
            <Spinner label={run.data?.phase ?? words.planning.working} />
            <p>{words.planning.note}</p>
            <Button onClick={() => cancel.mutate({ tenantId: tenant.id, runId })}>{words.cancel}</Button>
          </div>
        )}
      </div>
    </>
  )
}
