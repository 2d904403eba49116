import { Button, ProgressBar } from '@fluentui/react-components'
import { ArrowClockwiseRegular, ArrowSyncRegular, ArrowUndoRegular, DismissCircleRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { ItemState } from '#contract/model/run-states.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import type { Plan } from '#contract/model/plans.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { ReportButton } from '#renderer/shared/report-button.tsx'
import { at, count, duration } from '#renderer/ui/format.ts'
import { RunItems } from '#renderer/shared/run-items.tsx'
import { isRunning, pace, runProgress } from '#renderer/shared/run-words.ts'
import { ErrorState, Loading, type Tone } from '#renderer/ui/states.tsx'
import { ThrottleBar } from '#renderer/shared/throttle-bar.tsx'
import { verbsOf, type Verbs } from './verbs.ts'
import { words } from './words.ts'

type Outcome = keyof typeof words.result.tiles
type Tile = readonly [outcome: Outcome, value: number, tone: Tone]
/** Outcomes that are shown only when there are any. */
const rare = new Set<Outcome>(['deleted', 'unknown', 'waiting', 'skipped'])

/** A restore while it runs, and its outcome: undo first, then totals, then every item. */
export function RestoreResult({ tenant, runId }: { readonly tenant: Tenant; readonly runId: string }): ReactNode {
  const [, navigate] = useLocation()
  const run = useRead('runs.get', { tenantId: tenant.id, runId })
  const retry = useAction('runs.retry')
  const again = useAction('restore.planAgain', (accepted) => navigate(`/restore/planning/${accepted.runId}`))
  const cancel = useAction('runs.cancel')
  const { planId, isUndo = false, isChange = false } = run.data ? resultOf(run.data, 'restore') : {}
  // Each item that is done changes the plan: it is read once they all are.
  const isOver = run.data !== undefined && !isRunning(run.data)
  const plan = useRead('restore.get', planId === undefined || !isOver ? null : { tenantId: tenant.id, planId })
  const baselines = useRead('drift.baselines', { tenantId: tenant.id })
  const verbs = verbsOf({ isUndo, isChange })
  if (run.error) return <ErrorState error={run.error.error} retry={() => void run.refetch()} />
  if (run.data?.id !== runId) return <Loading />
  const { counts, status, title, startedAt, endedAt, error } = run.data
  const running = isRunning(run.data)
  const open = (counts.failed ?? 0) + (counts.unknown ?? 0) + (counts.waiting ?? 0)
  const heading = running
    ? verbs.running(tenant.name)
    : status === 'succeeded'
      ? verbs.finished
      : status === 'cancelled'
        ? verbs.stopped
        : verbs.finishedWithOpen(open + (counts.blocked ?? 0))
  const summary = running
    ? words.result.started(at(startedAt))
    : words.result.summary(
        at(startedAt),
        startedAt && endedAt ? duration(Date.parse(endedAt) - Date.parse(startedAt)) : '',
        title,
      )
  return (
    <>
      <div className="page-head" data-run-status={status}>
        <div>
          <h1>{heading}</h1>
          <span className="sub" dir="auto">
            {summary}
          </span>
        </div>
        <div className="actions">
          {running ? null : <ReportButton subject={{ about: 'restore', runId }} />}
          {running ? (
            <Button
              icon={<DismissCircleRegular />}
              disabled={status === 'cancelling'}
              onClick={() => cancel.mutate({ tenantId: tenant.id, runId })}
            >
              {status === 'cancelling' ? words.result.stopping : words.result.stop}
            </Button>
          ) : null}
          {!running && open > 0 && planId ? (
            <Button icon={<ArrowSyncRegular />} onClick={() => again.mutate({ tenantId: tenant.id, planId })}>
              {words.result.planAgain}
            </Button>
          ) : null}
          {!running && open > 0 ? (
            <Button icon={<ArrowClockwiseRegular />} onClick={() => retry.mutate({ tenantId: tenant.id, runId })}>
              {words.result.retry(open)}
            </Button>
          ) : null}
          {!running && (baselines.data?.length ?? 0) > 0 ? (
            <Button onClick={() => navigate('/drift')}>{words.result.goToDrift}</Button>
          ) : null}
          {!running ? <Button onClick={() => navigate('/inventory')}>{words.result.goToInventory}</Button> : null}
        </div>
      </div>
      <div className="stack min-h-0">
        {running ? (
          <Progress run={run.data} verbs={verbs} />
        ) : (
          <UndoCard tenantId={tenant.id} run={run.data} verbs={verbs} />
        )}
        <ThrottleBar until={run.data.waitingUntil} tenant={tenant.name} />
        {running ? null : <Tiles run={run.data} />}
        {running || !plan.data ? null : <Unassigned tenantId={tenant.id} plan={plan.data} runId={run.data.id} />}
        <section className="pane grow" aria-label={words.result.items}>
          {error ? (
            <div className="warn-box" role="alert">
              {error.message} {error.hint}
            </div>
          ) : null}
          <RunItems tenantId={tenant.id} run={run.data} />
        </section>
      </div>
    </>
  )
}

function Progress({ run, verbs }: { readonly run: Run; readonly verbs: Verbs }): ReactNode {
  const finished = run.total - (run.counts.pending ?? 0) - (run.counts.running ?? 0)
  return (
    <div className="pane inset-m gap-s fixed">
      <div className="row">
        <b>{words.result.done(finished, run.total)}</b>
        <span className="small quiet push" aria-live="polite">
          {pace(run) ?? run.phase ?? ''}
        </span>
      </div>
      <ProgressBar aria-label={verbs.progress} {...(run.total > 0 ? { value: runProgress(run) } : {})} />
      <div className="row small quiet gap-xl">
        <span>
          {words.result.written} <b>{count(run.counts.done ?? 0)}</b>
        </span>
        <span>
          {words.result.failed} <b>{count((run.counts.failed ?? 0) + (run.counts.unknown ?? 0))}</b>
        </span>
        <span>
          {words.result.requests} <b>{count(run.requests)}</b>
        </span>
      </div>
    </div>
  )
}

/** Offers the undo above everything else: it is planned and previewed like every restore. */
function UndoCard({
  tenantId,
  run,
  verbs,
}: {
  readonly tenantId: string
  readonly run: Run
  readonly verbs: Verbs
}): ReactNode {
  const [, navigate] = useLocation()
  const undo = useAction('restore.undo', (accepted) => navigate(`/restore/planning/${accepted.runId}`))
  const { undoable = 0, created = 0 } = resultOf(run, 'restore')
  if (undoable === 0) return null
  const touched = Math.max(0, undoable - created)
  return (
    <div className="pane row horizontal inset-m gap-l fixed">
      <span className="disc brand">
        <ArrowUndoRegular fontSize={24} />
      </span>
      <span className="grow">
        <b>{verbs.canUndo}</b>
        <br />
        <span className="quiet">
          {undo.error ? (
            <span className="danger" role="alert">
              {undo.error.error.message} {undo.error.error.hint}
            </span>
          ) : (
            words.result.undo.body(touched, created)
          )}
        </span>
      </span>
      <Button
        appearance="primary"
        icon={<ArrowUndoRegular />}
        disabled={undo.isPending}
        onClick={() => undo.mutate({ tenantId, runId: run.id })}
      >
        {verbs.undo}
      </Button>
    </div>
  )
}

const notWritten = ItemState.options.filter((state) => state !== 'done')

/** Which policies that were written have nobody to apply to. */
function Unassigned({
  tenantId,
  plan,
  runId,
}: {
  readonly tenantId: string
  readonly plan: Plan
  readonly runId: string
}): ReactNode {
  const others = useRead('runs.items', { tenantId, runId, states: notWritten })
  if (!others.data) return null
  const isOther = new Set(others.data.items.map(({ type, name }) => `${type}/${name}`))
  const names = plan.items
    .filter((item) => item.included && item.endsUnassigned && !isOther.has(`${item.type}/${item.name}`))
    .map(({ name }) => name)
  return names.length === 0 ? null : <div className="warn-box fixed flush-sides">{words.result.unassigned(names)}</div>
}

function Tiles({ run }: { readonly run: Run }): ReactNode {
  const { counts } = run
  const { created = 0, updated = 0, deleted = 0 } = resultOf(run, 'restore')
  const tiles: readonly Tile[] = [
    ['created', created, 'success'],
    ['updated', updated, 'success'],
    ['deleted', deleted, 'success'],
    ['failed', counts.failed ?? 0, 'danger'],
    ['unknown', counts.unknown ?? 0, 'warning'],
    ['waiting', counts.waiting ?? 0, 'warning'],
    ['blocked', counts.blocked ?? 0, 'warning'],
    ['unchanged', counts.unchanged ?? 0, 'plain'],
    ['skipped', counts.skipped ?? 0, 'plain'],
  ]
  return (
    <div className="tiles fixed">
      {tiles
        .filter(([outcome, value]) => value > 0 || !rare.has(outcome))
        .map(([outcome, value, tone]) => (
          <div key={outcome} className="pane tile">
            <span className="small">{words.result.tiles[outcome]}</span>
            <b className={value > 0 ? tone : 'quiet'}>{count(value)}</b>
          </div>
        ))}
    </div>
  )
}
