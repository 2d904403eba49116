import { Button, ProgressBar } from '@fluentui/react-components'
import { ArrowClockwiseRegular, ArrowSyncRegular, ArrowUndoRegular, DismissCircleRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Run } from '#contract/model/runs.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { at, count, counted, duration } from '#renderer/ui/format.ts'
import { RunItems } from '#renderer/shared/run-items.tsx'
import { isRunning, pace, runProgress } from '#renderer/shared/run-words.ts'
import { ErrorState, Loading, type Tone } from '#renderer/ui/states.tsx'
import { ThrottleBar } from '#renderer/shared/throttle-bar.tsx'

type Tile = readonly [name: string, value: number, tone: Tone]
/** Outcomes that are shown only when there are any. */
const rare = new Set(['Deleted', 'Unknown', 'Waiting for approval', 'Left out'])

const figure = (run: Run, name: string): number => (typeof run.result[name] === 'number' ? run.result[name] : 0)

/** A restore while it runs and what came of it: the way back first, totals, every item with its outcome. */
export function RestoreResult({ tenant, runId }: { readonly tenant: Tenant; readonly runId: string }): ReactNode {
  const [, navigate] = useLocation()
  const run = useRead('runs.get', { tenantId: tenant.id, runId })
  const retry = useAction('runs.retry')
  const again = useAction('restore.planAgain', (accepted) => navigate(`/restore/planning/${accepted.runId}`))
  const cancel = useAction('runs.cancel')
  if (run.error) return <ErrorState error={run.error.error} retry={() => void run.refetch()} />
  if (run.data?.id !== runId) return <Loading />
  const { counts, status, title, startedAt, endedAt, error } = run.data
  const running = isRunning(run.data)
  const open = (counts.failed ?? 0) + (counts.unknown ?? 0) + (counts.waiting ?? 0)
  const planId = typeof run.data.result['planId'] === 'string' ? run.data.result['planId'] : null
  const heading = running
    ? `Restoring to ${tenant.name}`
    : status === 'succeeded'
      ? 'Restore finished'
      : status === 'cancelled'
        ? 'Restore stopped'
        : `Restore finished with ${counted(open + (counts.blocked ?? 0), 'open item')}`
  const said = running
    ? `Started ${at(startedAt)}. You may leave this page, the run goes on.`
    : `${at(startedAt)}, ${startedAt && endedAt ? duration(Date.parse(endedAt) - Date.parse(startedAt)) : ''}. ${title}`
  return (
    <>
      <div className="page-head" data-run-status={status}>
        <div>
          <h1>{heading}</h1>
          <span className="sub" dir="auto">
            {said}
          </span>
        </div>
        <div className="actions">
          {running ? (
            <Button
              icon={<DismissCircleRegular />}
              disabled={status === 'cancelling'}
              onClick={() => cancel.mutate({ tenantId: tenant.id, runId })}
            >
              {status === 'cancelling' ? 'Stopping…' : 'Stop after the items in flight'}
            </Button>
          ) : null}
          {!running && open > 0 && planId ? (
            <Button icon={<ArrowSyncRegular />} onClick={() => again.mutate({ tenantId: tenant.id, planId })}>
              Plan again
            </Button>
          ) : null}
          {!running && open > 0 ? (
            <Button icon={<ArrowClockwiseRegular />} onClick={() => retry.mutate({ tenantId: tenant.id, runId })}>
              Retry {open} open
            </Button>
          ) : null}
          {!running ? <Button onClick={() => navigate('/inventory')}>Go to the inventory</Button> : null}
        </div>
      </div>
      <div className="stack min-h-0">
        {running ? <Progress run={run.data} /> : <UndoCard tenantId={tenant.id} run={run.data} />}
        <ThrottleBar until={run.data.waitingUntil} tenant={tenant.name} />
        {running ? null : <Tiles run={run.data} />}
        <section className="pane grow" aria-label="Items">
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

function Progress({ run }: { readonly run: Run }): ReactNode {
  const finished = run.total - (run.counts.pending ?? 0) - (run.counts.running ?? 0)
  return (
    <div className="pane inset-m gap-s fixed">
      <div className="row">
        <b>
          {count(finished)} of {counted(run.total, 'item')} done
        </b>
        <span className="small quiet push" aria-live="polite">
          {pace(run) ?? run.phase ?? ''}
        </span>
      </div>
      <ProgressBar aria-label="Progress of the restore" {...(run.total > 0 ? { value: runProgress(run) } : {})} />
      <div className="row small quiet gap-xl">
        <span>
          Written <b>{count(run.counts.done ?? 0)}</b>
        </span>
        <span>
          Failed <b>{count((run.counts.failed ?? 0) + (run.counts.unknown ?? 0))}</b>
        </span>
        <span>
          Requests <b>{count(run.requests)}</b>
        </span>
      </div>
    </div>
  )
}

/** The way back, before anything else: it is planned and previewed like every restore. */
function UndoCard({ tenantId, run }: { readonly tenantId: string; readonly run: Run }): ReactNode {
  const [, navigate] = useLocation()
  const undo = useAction('restore.undo', (accepted) => navigate(`/restore/planning/${accepted.runId}`))
  const undoable = figure(run, 'undoable')
  if (undoable === 0) return null
  const [created, touched] = [figure(run, 'created'), Math.max(0, undoable - figure(run, 'created'))]
  const plan = [
    ...(touched > 0 ? [counted(touched, 'object goes back', 'objects go back')] : []),
    ...(created > 0 ? [`${counted(created, 'deletion is', 'deletions are')} offered one by one`] : []),
  ].join(', ')
  return (
    <div className="pane row horizontal inset-m gap-l fixed">
      <span className="disc brand">
        <ArrowUndoRegular fontSize={24} />
      </span>
      <span className="grow">
        <b>Undo is ready</b>
        <br />
        <span className="quiet">
          {undo.error ? (
            <span className="danger" role="alert">
              {undo.error.error.message} {undo.error.error.hint}
            </span>
          ) : (
            `What changed was captured first. Undo plans the way back: ${plan}. You see a preview before anything is written.`
          )}
        </span>
      </span>
      <Button
        appearance="primary"
        icon={<ArrowUndoRegular />}
        disabled={undo.isPending}
        onClick={() => undo.mutate({ tenantId, runId: run.id })}
      >
        Undo this restore…
      </Button>
    </div>
  )
}

function Tiles({ run }: { readonly run: Run }): ReactNode {
  const { counts } = run
  const tiles: readonly Tile[] = [
    ['Created', figure(run, 'created'), 'success'],
    ['Updated', figure(run, 'updated'), 'success'],
    ['Deleted', figure(run, 'deleted'), 'success'],
    ['Failed', counts.failed ?? 0, 'danger'],
    ['Unknown', counts.unknown ?? 0, 'warning'],
    ['Waiting for approval', counts.waiting ?? 0, 'warning'],
    ['Blocked, not tried', counts.blocked ?? 0, 'warning'],
    ['Unchanged', counts.unchanged ?? 0, 'plain'],
    ['Left out', counts.skipped ?? 0, 'plain'],
  ]
  return (
    <div className="tiles fixed">
      {tiles
        .filter(([name, value]) => value > 0 || !rare.has(name))
        .map(([name, value, tone]) => (
          <div key={name} className="pane tile">
            <span className="small">{name}</span>
            <b className={value > 0 ? tone : 'quiet'}>{count(value)}</b>
          </div>
        ))}
    </div>
  )
}
