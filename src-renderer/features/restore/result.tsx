import { Button, ProgressBar } from '@fluentui/react-components'
import { ArrowClockwiseRegular, ArrowSyncRegular, ArrowUndoRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/values.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { counted } from '#renderer/ui/format.ts'
import { RunItems } from '#renderer/ui/run-items.tsx'
import { isRunning, pace, runProgress } from '#renderer/ui/run-words.ts'
import { ErrorState, Loading, type Tone } from '#renderer/ui/states.tsx'
import { Steps } from './steps.tsx'

/** Outcomes that are shown only when there are any. */
const rare = new Set(['Unknown', 'Waiting for approval', 'Left out'])

/** A restore while it runs and what came of it: totals, every item with its outcome. */
export function RestoreResult({ tenant, runId }: { readonly tenant: Tenant; readonly runId: string }): ReactNode {
  const [, navigate] = useLocation()
  const run = useRead('runs.get', { tenantId: tenant.id, runId })
  const retry = useAction('runs.retry')
  const again = useAction('restore.planAgain', (accepted) => navigate(`/restore/planning/${accepted.runId}`))
  const cancel = useAction('runs.cancel')
  const undo = useAction('restore.undo', (accepted) => navigate(`/restore/planning/${accepted.runId}`))
  if (run.error) return <ErrorState error={run.error.error} retry={() => void run.refetch()} />
  if (!run.data) return <Loading />
  const { counts } = run.data
  const running = isRunning(run.data)
  const open = (counts.failed ?? 0) + (counts.unknown ?? 0) + (counts.waiting ?? 0)
  const planId = typeof run.data.result['planId'] === 'string' ? run.data.result['planId'] : null
  const tiles: readonly (readonly [string, number, Tone])[] = [
    ['Written', counts.done ?? 0, 'success'], ['Failed', counts.failed ?? 0, 'danger'], ['Unknown', counts.unknown ?? 0, 'warning'], ['Waiting for approval', counts.waiting ?? 0, 'warning'],
    ['Blocked, not tried', counts.blocked ?? 0, 'warning'], ['Unchanged', counts.unchanged ?? 0, 'plain'], ['Left out', counts.skipped ?? 0, 'plain'],
  ]
  const heading = running ? 'Restore is running' : run.data.status === 'succeeded' ? 'Restore finished' : run.data.status === 'cancelled' ? 'Restore stopped' : `Restore finished with ${counted(open + (counts.blocked ?? 0), 'open item')}`
  return (
    <>
      <div className="page-head" data-run-status={run.data.status}>
        <h1>{heading}</h1><span className="sub" dir="auto">{run.data.title}</span>
        <div className="actions">
          {running ? <Button onClick={() => cancel.mutate({ tenantId: tenant.id, runId })}>Stop after this item</Button> : null}
          {!running && (counts.done ?? 0) > 0 ? <Button icon={<ArrowUndoRegular />} disabled={undo.isPending} onClick={() => undo.mutate({ tenantId: tenant.id, runId })}>Undo…</Button> : null}
          {!running && open > 0 && planId ? <Button icon={<ArrowSyncRegular />} onClick={() => again.mutate({ tenantId: tenant.id, planId })}>Plan again</Button> : null}
          {!running && open > 0 ? <Button icon={<ArrowClockwiseRegular />} onClick={() => retry.mutate({ tenantId: tenant.id, runId })}>Retry {open} open</Button> : null}
          {!running ? <Button appearance="primary" onClick={() => navigate('/inventory')}>Go to the inventory</Button> : null}
        </div>
        <Steps now={5} />
      </div>
      <div className="page" style={{ gridTemplateRows: 'auto auto 1fr' }}>
        {running ? <ProgressBar aria-label="Progress of the restore" value={runProgress(run.data)} /> : <span />}
        <div className="tiles">
          {tiles.filter(([name, value]) => value > 0 || !rare.has(name)).map(([name, value, tone]) => <div key={name} className="pane tile"><span className="small">{name}</span><b className={value > 0 ? tone : 'quiet'}>{value}</b></div>)}
        </div>
        <section className="pane" aria-label="Items">
          {undo.error ? <div className="warn-box" role="alert">{undo.error.error.message} {undo.error.error.hint}</div> : null}
          {running && pace(run.data) ? <div className="notice"><span className="small quiet">{pace(run.data)}</span></div> : null}
          {run.data.error ? <div className="warn-box" role="alert">{run.data.error.message} {run.data.error.hint}</div> : null}
          <RunItems tenantId={tenant.id} runId={runId} />
        </section>
      </div>
    </>
  )
}
