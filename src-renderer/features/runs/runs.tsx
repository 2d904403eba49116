import { Button, ProgressBar } from '@fluentui/react-components'
import {
  ArrowClockwiseRegular,
  CheckmarkCircleFilled,
  DismissCircleRegular,
  PlayCircleRegular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Run } from '#contract/model/runs.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, duration, exactly } from '#renderer/ui/format.ts'
import { RunItems } from '#renderer/shared/run-items.tsx'
import { isRunning, pace, runName, runProgress, runState, runSummary, runTone } from '#renderer/shared/run-words.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { ThrottleBar } from '#renderer/shared/throttle-bar.tsx'

const took = (run: Run): number =>
  run.startedAt && run.endedAt ? Date.parse(run.endedAt) - Date.parse(run.startedAt) : 0

const columns: readonly Column<Run>[] = [
  {
    key: 'run',
    title: 'Run',
    width: 'minmax(0, 1fr)',
    sort: (run) => runName(run.kind),
    render: (run) => (
      <span className="ellipsis block dense">
        <b>{runName(run.kind)}</b>
        <br />
        <span className="small quiet" dir="auto">
          {run.title}
        </span>
      </span>
    ),
  },
  {
    key: 'started',
    title: 'Started',
    width: '96px',
    sort: (run) => run.startedAt ?? run.createdAt,
    render: (run) => <span title={exactly(run.startedAt)}>{at(run.startedAt)}</span>,
  },
  {
    key: 'took',
    title: 'Took',
    width: '52px',
    number: true,
    sort: took,
    render: (run) => (run.endedAt ? duration(took(run)) : ''),
  },
  {
    key: 'result',
    title: 'Result',
    width: 'minmax(110px, 0.6fr)',
    render: (run) =>
      run.status === 'succeeded' ? (
        <span className="row">
          <CheckmarkCircleFilled className="success" />
          <span className="ellipsis">{runSummary(run)}</span>
        </span>
      ) : (
        <Pill tone={runTone(run.status)}>{runState(run.status)}</Pill>
      ),
  },
]

/** Everything that was done, with the outcome of each item. */
export function Runs({ tenant, runId }: { readonly tenant: Tenant; readonly runId: string | null }): ReactNode {
  const [, navigate] = useLocation()
  const runs = useRead('runs.list', { tenantId: tenant.id })
  const current = runs.data?.find((run) => run.id === runId) ?? runs.data?.[0]
  const active = runs.data?.filter(isRunning).length ?? 0
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Runs</h1>
          <span className="sub">Everything that was done, with the outcome of each item. {active} in progress.</span>
        </div>
      </div>
      {runs.error ? (
        <ErrorState error={runs.error.error} retry={() => void runs.refetch()} />
      ) : !runs.data ? (
        <Loading />
      ) : !current ? (
        <div className="pane">
          <EmptyState
            icon={<PlayCircleRegular fontSize={28} />}
            title="No run yet"
            action={
              <Button appearance="primary" onClick={() => navigate('/inventory')}>
                Go to the inventory
              </Button>
            }
          >
            Captures, backups and restores are listed here.
          </EmptyState>
        </div>
      ) : (
        <div className="page two">
          <section className="pane" aria-label="Runs">
            <DataGrid
              label="Runs"
              rows={runs.data}
              columns={columns}
              id={(run) => run.id}
              current={current.id}
              onCurrent={(id) => navigate(`/runs/${id}`)}
              tall
            />
          </section>
          <RunDetail tenant={tenant} run={current} />
        </div>
      )}
    </>
  )
}

function RunDetail({ tenant, run }: { readonly tenant: Tenant; readonly run: Run }): ReactNode {
  const cancel = useAction('runs.cancel')
  const retry = useAction('runs.retry')
  const running = isRunning(run)
  const open = (run.counts.failed ?? 0) + (run.counts.unknown ?? 0) + (run.counts.waiting ?? 0)
  return (
    <section className="pane" aria-label="Run">
      <div className="pane-head">
        <h2>{runName(run.kind)}</h2>
        <Pill tone={runTone(run.status)}>{runState(run.status)}</Pill>
        {running ? (
          <span className="push">
            <Button
              size="small"
              icon={<DismissCircleRegular />}
              onClick={() => cancel.mutate({ tenantId: tenant.id, runId: run.id })}
            >
              Cancel
            </Button>
          </span>
        ) : null}
      </div>
      <div className="small quiet inset" dir="auto">
        {run.title}
      </div>
      <div className="stack inset-s">
        {running ? (
          <ProgressBar aria-label="Progress of the run" {...(run.total > 0 ? { value: runProgress(run) } : {})} />
        ) : null}
        <span>{running ? (pace(run) ?? run.phase ?? `${run.total} items`) : runSummary(run)}</span>
        <span className="small quiet">
          {run.requests} requests to Graph,{' '}
          {run.throttled === 0 ? 'none throttled' : `throttled ${run.throttled} times`}
        </span>
      </div>
      {run.error ? (
        <div className="warn-box" role="alert">
          <span>
            {run.error.message}
            <br />
            <span className="quiet">{run.error.hint}</span>
            {run.error.requestId ? (
              <>
                <br />
                <span className="mono">request {run.error.requestId}</span>
              </>
            ) : null}
          </span>
        </div>
      ) : null}
      <ThrottleBar until={run.waitingUntil} tenant={tenant.name} />
      <RunItems key={run.id} tenantId={tenant.id} run={run} />
      {!running && (open > 0 || run.status === 'failed') ? (
        <div className="pane-foot">
          <Button
            size="small"
            icon={<ArrowClockwiseRegular />}
            onClick={() => retry.mutate({ tenantId: tenant.id, runId: run.id })}
          >
            {open > 0 ? `Retry ${open} open` : 'Try again'}
          </Button>
        </div>
      ) : null}
    </section>
  )
}
