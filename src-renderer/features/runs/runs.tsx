import { Button, Link, ProgressBar } from '@fluentui/react-components'
import { ArrowClockwiseRegular, DismissCircleRegular, PlayCircleRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Run } from '#contract/model/runs.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid } from '#renderer/ui/data-grid.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { RunItems } from '#renderer/shared/run-items.tsx'
import {
  isRunning,
  pace,
  runName,
  runTitle,
  runNotices,
  runProgress,
  runState,
  runSummary,
  runTone,
} from '#renderer/shared/run-words.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { ThrottleBar } from '#renderer/shared/throttle-bar.tsx'
import { Choice } from '#renderer/ui/choice.tsx'
import { FilterInput } from '#renderer/ui/filter-input.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { columns, fileColumns } from './run-columns.tsx'
import { factsOf } from './run-facts.ts'
import { words } from './words.ts'
import './runs.css'
import { useWide } from '#renderer/ui/use-wide.ts'

/** Every run of the tenant, and the outcome of each item. */
export function Runs({ tenant, runId }: { readonly tenant: Tenant; readonly runId: string | null }): ReactNode {
  const [, navigate] = useLocation()
  const runs = useRead('runs.list', { tenantId: tenant.id })
  const [text, setText] = useState('')
  const [kind, setKind] = useState('')
  const [state, setState] = useState('')
  const shown = useMemo(
    () =>
      (runs.data ?? []).filter(
        (run) =>
          (kind === '' || run.kind === kind) &&
          (state === '' || runState(run) === state) &&
          hasWords(text, `${runTitle(run)} ${run.title} ${runSummary(run)} ${run.id}`),
      ),
    [runs.data, kind, state, text],
  )
  const current = runs.data?.find((run) => run.id === runId) ?? shown[0] ?? runs.data?.[0]
  const isElsewhere = runId !== null && runs.data !== undefined && current?.id !== runId
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
        <div className="page two runs">
          <section className="pane" aria-label={words.title}>
            <div className="tool-row wrap">
              <FilterInput
                className="w-200"
                label={words.filter}
                placeholder={words.filterPlaceholder(runs.data.length)}
                value={text}
                onChange={setText}
              />
              <Choice
                label={words.columns.run}
                every={words.everyKind}
                value={kind}
                options={[...new Set(runs.data.map((run) => run.kind))].map((entry) => [entry, runName(entry)])}
                onChoose={setKind}
              />
              <Choice
                label={words.fileColumns.status}
                every={words.everyState}
                value={state}
                options={[...new Set(runs.data.map(runState))].map((entry) => [entry, entry])}
                onChoose={setState}
              />
              <span className="end small quiet" role="status">
                {shown.length === runs.data.length ? '' : words.shown(shown.length, runs.data.length)}
              </span>
            </div>
            {isElsewhere ? (
              <div className="warn-box" role="note">
                {words.notHere(tenant.name)}
              </div>
            ) : null}
            <DataGrid
              label={words.title}
              name="runs"
              file={(rows) => tableOf(rows, fileColumns)}
              rows={shown}
              columns={roomy ? columns : narrow}
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

/** The plan that a run made or carried out. */
const planOf = (run: Run): string | null => ('planId' in run.result ? (run.result.planId ?? null) : null)

/** The backup set that a run made. */
const setOf = (run: Run): string | null => ('setId' in run.result ? (run.result.setId ?? null) : null)

const narrow = columns.filter(({ key }) => key !== 'took')

function RunDetail({ tenant, run }: { readonly tenant: Tenant; readonly run: Run }): ReactNode {
  const [, navigate] = useLocation()
  const cancel = useAction('runs.cancel')
  const retry = useAction('runs.retry')
  const roomy = useWide(1600)
  const running = isRunning(run)
  const open = (run.counts.failed ?? 0) + (run.counts.unknown ?? 0) + (run.counts.waiting ?? 0)
  return (
    <section className="pane" aria-label={words.detail.label}>
      <div className="pane-head">
        <h2>{runTitle(run)}</h2>
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
        <dl className="run-facts">
          {factsOf(run).map(([name, value, tone]) => (
            <div key={name}>
              <dt className="small">{name}</dt>
              <dd className={tone}>{value}</dd>
            </div>
          ))}
        </dl>
        <span className="row wrap">
          {planOf(run) === null ? null : (
            <Link as="button" onClick={() => navigate(`/restore/plan/${planOf(run)}`)}>
              {words.detail.openPlan}
            </Link>
          )}
          {run.kind === 'restore' ? (
            <Link as="button" onClick={() => navigate(`/restore/result/${run.id}`)}>
              {words.detail.openResult}
            </Link>
          ) : null}
          {run.kind === 'drift' ? (
            <Link as="button" onClick={() => navigate('/drift')}>
              {words.detail.openFindings}
            </Link>
          ) : null}
          {run.kind === 'import' && !running ? (
            <Link as="button" onClick={() => navigate('/inventory')}>
              {words.detail.openInventory}
            </Link>
          ) : null}
          {setOf(run) === null ? null : (
            <Link as="button" onClick={() => navigate(`/backups/${setOf(run)}`)}>
              {words.detail.openSet}
            </Link>
          )}
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
                <span className="mono">{words.detail.requestId(run.error.requestId)}</span>
              </>
            ) : null}
          </span>
        </div>
      ) : null}
      <Notices key={`notices-${run.id}`} notices={runNotices(run)} />
      <ThrottleBar until={run.waitingUntil} tenant={tenant.name} />
      {run.kind === 'drift' && run.total > 0 ? <b className="small inset">{words.detail.captured}</b> : null}
      {run.total === 0 && !running ? null : <RunItems key={run.id} tenantId={tenant.id} run={run} narrow={!roomy} />}
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
