import { Button } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { TenantId, type PlanId } from '#contract/model/ids.ts'
import type { Rollout, RolloutStep } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { useSession } from '#renderer/shared/session.ts'
import { ConfirmStepDialog } from './confirm-step-dialog.tsx'
import { StepPill } from './state-pill.tsx'
import { words as all } from './words.ts'

const words = all.rollout

/** Where one tenant is in a rollout, and what somebody can do about it. */
export function StepDetails({
  rollout,
  step,
  tenant,
}: {
  readonly rollout: Rollout
  readonly step: RolloutStep
  readonly tenant: Tenant
}): ReactNode {
  const [, navigate] = useLocation()
  const setTenant = useSession((session) => session.setTenant)
  const [confirming, setConfirming] = useState<PlanId | null>(null)
  const leaveOut = useAction('rollouts.leaveOut')
  const open = (path: string): void => {
    navigate(path)
    setTenant(tenant.id)
  }
  const { state, planId, problem } = step
  const runId = step.restoreRunId ?? step.planRunId
  const error = leaveOut.error?.error
  return (
    <section className="pane" aria-label={tenant.name}>
      <div className="pane-head one-line">
        <h2 dir="auto" className="ellipsis">
          {tenant.name}
        </h2>
        <span className="end">
          <StepPill state={state} />
        </span>
      </div>
      <div className="inset-m stack gap-m">
        <p className="flush">{hintOf(step)}</p>
        {problem === null ? null : (
          <p className="danger flush break" dir="auto">
            {problem}
          </p>
        )}
        {step.warnings > 0 ? <p className="flush">{words.warnings(step.warnings)}</p> : null}
        {step.rehearsalProblems ? (
          <p className="danger flush">{words.rehearsalWarning(step.rehearsalProblems)}</p>
        ) : null}
        {error ? (
          <p className="danger flush" role="alert">
            {error.message} {error.hint}
          </p>
        ) : null}
        <span className="row wrap">
          {state === 'ready' && planId !== null ? (
            <Button appearance="primary" onClick={() => setConfirming(planId)}>
              {words.confirm}
            </Button>
          ) : null}
          {planId === null ? null : <Button onClick={() => open(`/restore/plan/${planId}`)}>{words.openPlan}</Button>}
          {runId === null ? null : <Button onClick={() => open(`/runs/${runId}`)}>{words.openRun}</Button>}
          {state === 'running' || state === 'done' ? null : (
            <Button
              disabled={leaveOut.isPending}
              onClick={() =>
                leaveOut.mutate({
                  tenantId: TenantId.parse(tenant.id),
                  rolloutId: rollout.id,
                  leftOut: state !== 'leftOut',
                })
              }
            >
              {state === 'leftOut' ? words.takeIn : words.leaveOut}
            </Button>
          )}
        </span>
      </div>
      {confirming === null ? null : (
        <ConfirmStepDialog
          rollout={rollout}
          step={step}
          planId={confirming}
          tenant={tenant}
          onClose={() => setConfirming(null)}
        />
      )}
    </section>
  )
}

function hintOf({ state, due, planRunId }: RolloutStep): string {
  if (state === 'done' && due === 0) return words.hints.nothing
  return state === 'planFailed' && planRunId === null ? words.hints.notPlanned : words.hints[state]
}
