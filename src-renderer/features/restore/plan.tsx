import { Button } from '@fluentui/react-components'
import { AddCircleFilled, ArrowSyncRegular, BeakerRegular, DeleteRegular, CheckmarkCircleRegular, ChevronDown12Regular, ChevronRight12Regular, EditFilled, ErrorCircleFilled, LockClosedRegular, ProhibitedRegular, ShieldCheckmarkRegular, SubtractCircleRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Plan, PlanAction, PlanItem, Rehearsal, Tenant } from '#contract/model/values.ts'
import { useAction } from '#renderer/api/queries.ts'
import { at, counted } from '#renderer/ui/format.ts'
import { ErrorState, Loading } from '#renderer/ui/states.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { PlanItemView } from './plan-item.tsx'
import { Steps } from './steps.tsx'
import { usePlan } from './use-plan.ts'

type Outcome = Rehearsal['outcomes'][number]

/** Groups in the order in which they need attention. */
const groups: readonly { readonly action: PlanAction; readonly title: string; readonly icon: ReactNode }[] = [
  { action: 'conflict', title: 'Conflict', icon: <ErrorCircleFilled className="danger" /> },
  { action: 'blocked', title: 'Blocked', icon: <ProhibitedRegular className="danger" /> },
  { action: 'update', title: 'Update', icon: <EditFilled style={{ color: 'var(--colorBrandForeground1)' }} /> },
  { action: 'recreate', title: 'Create again', icon: <AddCircleFilled className="success" /> },
  { action: 'create', title: 'Create', icon: <AddCircleFilled className="success" /> },
  { action: 'delete', title: 'Delete', icon: <DeleteRegular className="danger" /> },
  { action: 'skip', title: 'Left out', icon: <SubtractCircleRegular /> },
  { action: 'unchanged', title: 'Unchanged', icon: <CheckmarkCircleRegular /> },
]

const writes = (item: PlanItem): boolean => item.included && (item.action === 'create' || item.action === 'update' || item.action === 'recreate' || item.action === 'delete')

/** The totals as one sentence. */
function totals(plan: Plan): string {
  const words: readonly (readonly [PlanAction, string])[] = [['create', 'to create'], ['recreate', 'to create again'], ['update', 'to update'], ['delete', 'to delete'], ['unchanged', 'unchanged'], ['skip', 'left out'], ['blocked', 'blocked'], ['conflict', 'in conflict']]
  const left = plan.items.filter((item) => !item.included && item.action !== 'skip').length
  const counts = words.map(([action, word]) => [plan.items.filter((item) => item.action === action && item.included).length, word] as const)
  return [...counts, [left, 'not included'] as const].filter(([found]) => found > 0).map(([found, word]) => `${found} ${word}`).join(', ')
}

/** The preview: items by action on the left, what one of them means on the right. */
export function RestorePlan({ tenant, planId }: { readonly tenant: Tenant; readonly planId: string }): ReactNode {
  const [, navigate] = useLocation()
  const plan = usePlan(tenant.id, planId)
  const [chosen, setChosen] = useState<number | null>(null)
  const [closed, setClosed] = useState<ReadonlySet<PlanAction>>(new Set(['unchanged']))
  const [confirming, setConfirming] = useState(false)
  const again = useAction('restore.planAgain', ({ runId }) => navigate(`/restore/planning/${runId}`))
  const include = useAction('restore.include', () => void plan.refetch())
  const rehearse = useAction('restore.rehearse')
  const rehearsal = plan.data?.rehearsal ?? null
  const isRehearsing = rehearsal !== null && (rehearsal.status === 'queued' || rehearsal.status === 'running')
  const outcomes = useMemo(() => new Map(rehearsal?.outcomes.map((outcome) => [outcome.seq, outcome])), [rehearsal])
  const first = useMemo(() => groups.flatMap(({ action }) => plan.data?.items.filter((item) => item.action === action) ?? [])[0], [plan.data])
  if (plan.error) return <ErrorState error={plan.error.error} retry={() => void plan.refetch()} />
  if (!plan.data) return <Loading label="Reading the plan" />
  const current = plan.data.items.find((item) => item.seq === chosen) ?? first
  const changes = plan.data.items.filter(writes).length

  function toggle(action: PlanAction): void {
    const next = new Set(closed)
    if (!next.delete(action)) next.add(action)
    setClosed(next)
  }

  return (
    <>
      <div className="page-head"><h1>Restore to {tenant.name}</h1><span className="sub" dir="auto">from {plan.data.source}</span><Steps now={confirming ? 4 : 3} /></div>
      <div className="page" style={{ gridTemplateRows: 'auto 1fr auto' }}>
        <div className="pane">
          <div className="notice">
            <ShieldCheckmarkRegular className="success" fontSize={20} />
            <span aria-live="polite"><b>{totals(plan.data)}.</b> {plan.data.runId ? 'This plan was carried out.' : 'Nothing has been written.'}</span>
            <span className="small quiet">Planned {at(plan.data.createdAt)} against live state, {counted(plan.data.items.length, 'item')}</span>
            <span className="row" style={{ marginLeft: 'auto' }}>{plan.data.runId ? null : <Button size="small" icon={<BeakerRegular />} disabled={changes === 0 || isRehearsing || rehearse.isPending} onClick={() => rehearse.mutate({ tenantId: tenant.id, planId })}>{isRehearsing ? 'Rehearsing…' : rehearsal ? 'Rehearse again' : 'Rehearse'}</Button>}<Button size="small" icon={<ArrowSyncRegular />} disabled={again.isPending} onClick={() => again.mutate({ tenantId: tenant.id, planId })}>Plan again</Button></span>
          </div>
          {rehearsal && !isRehearsing ? <RehearsalLine rehearsal={rehearsal} /> : null}
        </div>
        <div className="page" style={{ gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.7fr)' }}>
          <section className="pane" aria-label="Items">
            {/* Arrows move between the buttons of the items. */}
            {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
            <div className="scroll" onKeyDown={(event) => {
              const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
              if (step === 0 || !current) return
              const visible = groups.filter(({ action }) => !closed.has(action)).flatMap(({ action }) => plan.data.items.filter((item) => item.action === action))
              const next = visible[visible.findIndex((item) => item.seq === current.seq) + step]
              if (next) setChosen(next.seq)
              event.preventDefault()
            }}>
              {groups.map(({ action, title, icon }) => {
                const items = plan.data.items.filter((item) => item.action === action)
                if (items.length === 0) return null
                return (
                  <div key={action} role="group" aria-label={title}>
                    <button type="button" className="grid-group row" style={{ width: '100%', border: 0, font: 'inherit', fontWeight: 600, color: 'inherit', cursor: 'pointer' }} onClick={() => toggle(action)} aria-expanded={!closed.has(action)}>
                      {closed.has(action) ? <ChevronRight12Regular /> : <ChevronDown12Regular />} {icon} {title} <span className="quiet">{items.length}</span>
                    </button>
                    {closed.has(action) ? null : items.map((item) => <Row key={item.seq} item={item} order={plan.data.items.filter(writes).indexOf(item) + 1} current={item.seq === current?.seq} outcome={outcomes.get(item.seq)} onChoose={() => setChosen(item.seq)} />)}
                  </div>
                )
              })}
            </div>
          </section>
          {current ? <PlanItemView tenantId={tenant.id} planId={planId} item={current} outcome={outcomes.get(current.seq)} order={plan.data.items.filter(writes).indexOf(current) + 1} total={changes}
            onInclude={(included) => include.mutate({ tenantId: tenant.id, planId, seq: current.seq, included })} /> : <section className="pane" />}
        </div>
        <div className="row">
          <span className="row quiet"><LockClosedRegular /> {tenant.unlockedUntil ? `Writing to ${tenant.name} is allowed.` : changes === 0 || plan.data.runId ? `${tenant.name} is read-only.` : `${tenant.name} is read-only. The next step unlocks writing for 15 minutes.`}</span>
          <span className="row" style={{ marginLeft: 'auto' }}>
            <Button onClick={() => history.back()}>Back</Button>
            {plan.data.runId || plan.data.references.length === 0 ? null : <Button onClick={() => navigate(`/restore/mapping/${planId}`)}>Mapping ({plan.data.references.length})</Button>}
            {plan.data.runId
              ? <Button appearance="primary" onClick={() => navigate(`/restore/result/${plan.data.runId}`)}>See the result</Button>
              : <Button appearance="primary" disabled={changes === 0} onClick={() => setConfirming(true)}>{changes === 0 ? 'Nothing to write' : `Next: confirm ${counted(changes, 'change')}`}</Button>}
          </span>
        </div>
      </div>
      <ConfirmDialog tenant={tenant} plan={plan.data} changes={changes} open={confirming} onClose={() => setConfirming(false)} />
    </>
  )
}

/** What came of the plan in the copy, in one sentence. */
function RehearsalLine({ rehearsal }: { readonly rehearsal: Rehearsal }): ReactNode {
  const count = (state: string) => rehearsal.outcomes.filter((outcome) => outcome.state === state).length
  const refused = count('failed') + count('unknown')
  return (
    <div className="notice">
      <BeakerRegular className={refused > 0 || rehearsal.error ? 'danger' : 'success'} fontSize={20} />
      <span aria-live="polite"><b>{rehearsal.error ? `The rehearsal could not be carried out. ${rehearsal.error.message}` : refused > 0 ? `In the rehearsal ${refused} of ${refused + count('done')} were refused.` : `In the rehearsal all ${count('done')} were written.`}</b> It ran in a simulated copy of the tenant; nothing reached the tenant itself.</span>
    </div>
  )
}

const bars = { low: 1, medium: 2, high: 3 } as const

function Row({ item, order, current, outcome, onChoose }: { readonly item: PlanItem; readonly order: number; readonly current: boolean; readonly outcome: Outcome | undefined; readonly onChoose: () => void }): ReactNode {
  return (
    <button type="button" aria-pressed={current} data-chosen={current} className="grid-row tall plain" style={{ minHeight: 44, gridTemplateColumns: '24px minmax(0, 1fr) auto' }} onClick={onChoose}>
      <span className="quiet small number">{order > 0 ? order : '–'}</span>
      <span>
        <span className="ellipsis" style={{ display: 'block', textDecoration: item.included ? undefined : 'line-through' }} dir="auto">{item.name}</span>
        <span className={`small ${item.action === 'blocked' || item.action === 'conflict' ? 'danger' : 'quiet'}`}>{outcome?.state === 'failed' || outcome?.state === 'unknown' ? <span className="danger">Rehearsal: {outcome.error?.message ?? outcome.note}</span> : item.reason ?? item.kind}</span>
      </span>
      {writes(item) ? <span className={`small ${item.risk === 'high' ? 'danger strong' : item.risk === 'medium' ? 'warning' : 'quiet'}`} title={`Risk ${bars[item.risk]} of 3`}>{item.risk === 'high' ? 'High' : item.risk === 'medium' ? 'Medium' : 'Low'}</span> : <span />}
    </button>
  )
}
