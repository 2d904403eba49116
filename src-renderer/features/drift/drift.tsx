import { Button } from '@fluentui/react-components'
import { AddRegular, ArrowSyncRegular, BranchCompareRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { ReportButton } from '#renderer/shared/report-button.tsx'
import { when } from '#renderer/ui/format.ts'
import { isRunning } from '#renderer/shared/run-words.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { Findings } from './findings.tsx'
import { NewBaselineDialog } from './new-baseline-dialog.tsx'
import { words } from './words.ts'

/** The baselines of a tenant, and where the tenant differs from the chosen one. */
export function Drift({
  tenant,
  baselineId,
  findingId,
}: {
  readonly tenant: Tenant
  readonly baselineId: string | null
  /** The finding that is shown first. */
  readonly findingId: string | null
}): ReactNode {
  const [, navigate] = useLocation()
  const baselines = useRead('drift.baselines', { tenantId: tenant.id })
  const [making, setMaking] = useState(false)
  const check = useAction('drift.check')
  const checking =
    useRead('runs.list', { tenantId: tenant.id }).data?.some((run) => run.kind === 'drift' && isRunning(run)) === true
  const baseline = baselines.data?.find((entry) => entry.id === baselineId) ?? baselines.data?.[0]
  const status = baseline
    ? words.status(baseline.open, baseline.name, baseline.source, when(baseline.checkedAt), checking)
    : words.question
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub" dir="auto" title={status}>
            {status}
          </span>
        </div>
        <div className="actions">
          {baseline ? <ReportButton subject={{ about: 'drift', baselineId: baseline.id }} /> : null}
          <Button icon={<AddRegular />} onClick={() => setMaking(true)}>
            {words.newBaseline}
          </Button>
          {baseline ? (
            <Button
              appearance="primary"
              icon={<ArrowSyncRegular />}
              disabled={check.isPending || checking}
              onClick={() => check.mutate({ tenantId: tenant.id, baselineId: baseline.id })}
            >
              {words.checkNow}
            </Button>
          ) : null}
        </div>
      </div>
      {making ? (
        <NewBaselineDialog
          tenant={tenant}
          onClose={() => setMaking(false)}
          onMade={(id) => {
            setMaking(false)
            navigate(`/drift/${id}`)
            check.mutate({ tenantId: tenant.id, baselineId: id })
          }}
        />
      ) : null}
      {baselines.error ? (
        <ErrorState error={baselines.error.error} retry={() => void baselines.refetch()} />
      ) : !baselines.data ? (
        <Loading />
      ) : !baseline ? (
        <div className="pane">
          <EmptyState
            icon={<BranchCompareRegular fontSize={28} />}
            title={words.noBaseline.title}
            action={
              <Button appearance="primary" onClick={() => setMaking(true)}>
                {words.noBaseline.action}
              </Button>
            }
          >
            {words.noBaseline.body}
          </EmptyState>
        </div>
      ) : (
        <Findings
          key={`${baseline.id}/${findingId}`}
          findingId={findingId}
          tenant={tenant}
          baseline={baseline}
          baselines={baselines.data}
          checking={checking}
          error={check.error?.error.message ?? null}
        />
      )}
    </>
  )
}
