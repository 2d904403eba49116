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
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { at, duration, exactly } from '#renderer/ui/format.ts'
import { RunItems } from '#renderer/shared/run-items.tsx'
import {
  isRunning,
  pace,
  runName,
  runNotices,
  runProgress,
  runState,
  runSummary,
  runTone,
} from '#renderer/shared/run-words.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { ThrottleBar } from '#renderer/shared/throttle-bar.tsx'
import { words } from './words.ts'
import { useWide } from '#renderer/ui/use-wide.ts'

const took = (run: Run): number =>
  run.startedAt && run.endedAt ? Date.parse(run.endedAt) - Date.parse(run.startedAt) : 0

const columns: readonly Column<Run>[] = [
  {
    key: 'run',
    title: words.columns.run,
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
    title: words.columns.started,
    width: '96px',
    sort: (run) => run.startedAt ?? run.createdAt,
    render: (run) => <span title={exactly(run.startedAt)}>{at(run.startedAt)}</span>,
  },
  {
    key: 'took',
    title: words.columns.took,
    width: '64px',
    number: true,
    sort: took,
    render: (run) => (run.endedAt ? duration(took(run)) : ''),
  },
  {
    key: 'result',
    title: words.columns.result,
    width: 'minmax(110px, 0.6fr)',
    render: (run) =>
      run.status === 'succeeded' ? (
        <span className="row">
          <CheckmarkCircleFilled className="success" />
          <span className="ellipsis">{runSummary(run)}</span>
        </span>
      ) : (
        <Pill tone={runTone(run.status)}>{runState(run)}</Pill>
      ),
  },
]

const fileColumns: readonly FileColumn<Run>[] = [
  [words.columns.run, (run) => runName(run.kind)],
  [words.fileColumns.title, (run) => run.title],
  [words.columns.started, (run) => run.startedAt],
  [words.fileColumns.ended, (run) => run.endedAt],
  [words.fileColumns.status, runState],
  [words.columns.result, runSummary],
  [words.fileColumns.problem, (run) => run.error?.message ?? null],
]

const narrowColumns = columns.filter(({ key }) => key !== 'took')

/** Every run of the tenant, and the outcome of each item. */
export function Runs({ tenant, runId }: { readonly tenant: Tenant; readonly runId: string | null }): ReactNode {
  const [, navigate] = useLocation()
  const runs = useRead('runs.list', { tenantId: tenant.id })
  const current = runs.data?.find((run) => run.id === runId) ?? runs.data?.[0]
  const active = runs.data?.filter(isRunning).length ?? 0
  const roomy = useWide(1280)
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub">{words.subtitle(active)}</span>
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
            title={words.empty.title}
            action={
              <Button appearance="primary" onClick={() => navigate('/inventory')}>
                {words.empty.action}
              </Button>
            }
          >
            {words.empty.body}
          </EmptyState>
        </div>
      ) : (
        <div className="page two">
          <section className="pane" aria-label={words.title}>
            <DataGrid
              label={words.title}
              file={(rows) => tableOf(rows, fileColumns)}
              rows={runs.data}
              columns={roomy ? columns : narrowColumns}
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
  const roomy = useWide(1600)
  const running = isRunning(run)
  const open = (run.counts.failed ?? 0) + (run.counts.unknown ?? 0) + (run.counts.waiting ?? 0)
  return (
    <section className="pane" aria-label={words.detail.label}>
      <div className="pane-head">
        <h2>{runName(run.kind)}</h2>
        <Pill tone={runTone(run.status)}>{runState(run)}</Pill>
        {running ? (
          <span className="push">
            <Button
              size="small"
              icon={<DismissCircleRegular />}
              onClick={() => cancel.mutate({ tenantId: tenant.id, runId: run.id })}
            >
              {words.detail.cancel}
            </Button>
          </span>
        ) : null}
      </div>
      <div className="small quiet inset" dir="auto">
        {run.title}
      </div>
      <div className="stack inset-s">
        {running ? (
          <ProgressBar aria-label={words.detail.progress} {...(run.total > 0 ? { value: runProgress(run) } : {})} />
        ) : null}
        <span>{running ? (pace(run) ?? run.phase ?? words.detail.items(run.total)) : runSummary(run)}</span>
        <span className="small quiet">{words.detail.requests(run.requests, run.throttled)}</span>
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
                <span className="mono">{words.detail.requestId(run.error.requestId)}</span>
              </>
            ) : null}
          </span>
        </div>
      ) : null}
      <Notices key={`notices-${run.id}`} notices={runNotices(run)} />
      <ThrottleBar until={run.waitingUntil} tenant={tenant.name} />
      <RunItems key={run.id} tenantId={tenant.id} run={run} narrow={!roomy} />
      {!running && (open > 0 || run.status === 'failed') ? (
        <div className="pane-foot">
          <Button
            size="small"
            icon={<ArrowClockwiseRegular />}
            onClick={() => retry.mutate({ tenantId: tenant.id, runId: run.id })}
          >
            {open > 0 ? words.detail.retryOpen(open) : words.detail.tryAgain}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

/** What Graph did otherwise than expected, such as a list that lost much, and what didn't follow the run. */
function Notices({ notices }: { readonly notices: readonly string[] }): ReactNode {
  if (notices.length === 0) return null
  return (
    <ul className="warn-box notice-list" aria-label={words.detail.notices}>
      {notices.map((notice) => (
        <li key={notice}>{notice}</li>
      ))}
    </ul>
  )
}
