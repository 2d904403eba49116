import { Button, Input, ToggleButton } from '@fluentui/react-components'
import {
  ArrowSyncRegular,
  BeakerRegular,
  FilterRegular,
  LockClosedRegular,
  LockOpenRegular,
  ShieldCheckmarkRegular,
} from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { PlanAction, PlanItem, Rehearsal } from '#contract/model/plans.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { tableOf } from '#renderer/ui/table-file.ts'
import { DataGrid, type Column, type Grouping } from '#renderer/ui/data-grid.tsx'
import { at } from '#renderer/ui/format.ts'
import { ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { PlanEffects } from './plan-effects.tsx'
import { PlanItemView } from './plan-item.tsx'
import { actionOrder, actions, Risk } from './plan-actions.tsx'
import { isRefused, totals, writes, type Outcome } from './plan-totals.ts'
import { StepHead } from './step-head.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { words } from './words.ts'
import './restore.css'

const groups: Grouping<PlanItem> = {
  of: (item) => item.action,
  head: (key, rows) => {
    const action = key as PlanAction
    return (
      <>
        {actions[action].icon} {words.plan.action(action)} <span className="quiet">{rows.length}</span>
        {key === 'create' ? <span className="small quiet push regular">{words.plan.dependenciesFirst}</span> : null}
      </>
    )
  },
  closed: ['unchanged'],
}

/** The preview: items by action on the left, the current one in detail on the right. */
export function RestorePlan({ tenant, planId }: { readonly tenant: Tenant; readonly planId: string }): ReactNode {
  const [, navigate] = useLocation()
  const plan = useRead('restore.get', { tenantId: tenant.id, planId })
  const [chosen, setChosen] = useState<string | null>(null)
  const [filter, setFilter] = useState('')
  const [byOrder, setByOrder] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const again = useAction('restore.planAgain', ({ runId }) => navigate(`/restore/planning/${runId}`))
  const include = useAction('restore.include', () => void plan.refetch())
  const rehearse = useAction('restore.rehearse')
  const items = plan.data?.items
  const rehearsal = plan.data?.rehearsal ?? null
  const outcomes = useMemo(() => new Map(rehearsal?.outcomes.map((outcome) => [outcome.seq, outcome])), [rehearsal])
  const orders = useMemo(() => new Map(items?.filter(writes).map((item, index) => [item.seq, index + 1])), [items])
  const rows = useMemo(() => {
    const found = (items ?? []).filter((item) => hasWords(filter, `${item.name} ${item.kind} ${item.reason ?? ''}`))
    return byOrder
      ? found
      : found.toSorted(
          (left, right) => actionOrder.indexOf(left.action) - actionOrder.indexOf(right.action) || left.seq - right.seq,
        )
  }, [items, filter, byOrder])
  const columns = useMemo(() => columnsFor(orders, outcomes), [orders, outcomes])
  if (plan.error) return <ErrorState error={plan.error.error} retry={() => void plan.refetch()} />
  if (plan.data?.id !== planId || !items) return <Loading label={words.planning.reading} />
  const deletions = items.filter(({ action, included }) => action === 'delete' && !included)
  async function includeAll(some: readonly PlanItem[]): Promise<void> {
    for (const { seq } of some) await include.mutateAsync({ tenantId: tenant.id, planId, seq, included: true })
  }
  const isRehearsing = rehearsal !== null && (rehearsal.status === 'queued' || rehearsal.status === 'running')
  const current = items.find((item) => String(item.seq) === chosen) ?? rows[0]
  const changes = orders.size
  const secrets = items.reduce((sum, { asks }) => sum + asks.length, 0)
  const { runId, references, source, createdAt, options, undoOf, isChange } = plan.data

  return (
    <>
      <StepHead tenant={tenant} step={confirming ? 6 : 5} purpose={{ isUndo: undoOf !== null, isChange }}>
        {undoOf === null && !isChange ? words.from(source) : source}
      </StepHead>
      <div className="page plan">
        <div className="pane">
          <div className="notice">
            <ShieldCheckmarkRegular className="success" fontSize={20} />
            <span aria-live="polite">
              <b>{totals(items)}.</b> {runId ? words.plan.alreadyRun : words.plan.notWritten}
            </span>
            <span className="small quiet ellipsis">{words.plan.planned(at(createdAt), items.length)}</span>
            {runId ? null : (
              <span className="row push fixed">
                {rehearsal || changes === 0 ? null : <Pill>{words.plan.notRehearsed}</Pill>}
                {deletions.length > 0 ? (
                  <Button size="small" disabled={include.isPending} onClick={() => void includeAll(deletions)}>
                    {words.plan.includeDeletions(deletions.length)}
                  </Button>
                ) : null}
                <Button
                  size="small"
                  icon={<ArrowSyncRegular />}
                  disabled={again.isPending}
                  onClick={() => again.mutate({ tenantId: tenant.id, planId })}
                >
                  {words.plan.planAgain}
                </Button>
                <Button
                  size="small"
                  icon={<BeakerRegular />}
                  disabled={changes === 0 || isRehearsing || rehearse.isPending}
                  onClick={() => rehearse.mutate({ tenantId: tenant.id, planId })}
                >
                  {isRehearsing ? words.plan.rehearsing : rehearsal ? words.plan.rehearseAgain : words.plan.rehearse}
                </Button>
              </span>
            )}
          </div>
          {rehearsal && !isRehearsing ? <RehearsalLine rehearsal={rehearsal} /> : null}
        </div>
        {runId === null ? <PlanEffects tenantId={tenant.id} planId={planId} /> : null}
        <div className="page plan-panes">
          <section className="pane" aria-label={words.plan.items}>
            <div className="tool-row">
              <Input
                className="grow"
                size="small"
                contentBefore={<FilterRegular />}
                aria-label={words.plan.filter}
                placeholder={words.plan.filterPlaceholder(items.length)}
                value={filter}
                onChange={(_event, data) => setFilter(data.value)}
              />
              <ToggleButton size="small" checked={!byOrder} onClick={() => setByOrder(false)}>
                {words.plan.byAction}
              </ToggleButton>
              <ToggleButton size="small" checked={byOrder} onClick={() => setByOrder(true)}>
                {words.plan.byOrder}
              </ToggleButton>
            </div>
            <DataGrid
              key={byOrder ? 'order' : 'action'}
              label={words.plan.list}
              file={(shown) => planTable(shown, orders, outcomes)}
              rows={rows}
              columns={columns}
              id={(item) => String(item.seq)}
              current={current ? String(current.seq) : null}
              onCurrent={setChosen}
              tall
              {...(byOrder ? {} : { groups })}
            />
          </section>
          {current ? (
            <PlanItemView
              tenantId={tenant.id}
              planId={planId}
              item={current}
              items={items}
              outcome={outcomes.get(current.seq)}
              order={orders.get(current.seq) ?? 0}
              total={changes}
              fixed={runId !== null}
              onReplace={(replace) => again.mutate({ tenantId: tenant.id, planId, options: { ...options, replace } })}
              onInclude={(included) => include.mutate({ tenantId: tenant.id, planId, seq: current.seq, included })}
            />
          ) : (
            <section className="pane" />
          )}
        </div>
        <div className="row">
          <span className="row quiet">
            {tenant.unlockedUntil ? <LockOpenRegular /> : <LockClosedRegular />}{' '}
            {tenant.unlockedUntil
              ? words.plan.writable(tenant.name)
              : changes === 0 || runId
                ? words.plan.readOnly(tenant.name)
                : words.plan.unlocksNext(tenant.name)}
          </span>
          <span className="row push">
            <Button onClick={() => history.back()}>{words.back}</Button>
            {runId || secrets === 0 ? null : (
              <Button onClick={() => navigate(`/restore/secrets/${planId}`)}>{words.secrets.open(secrets)}</Button>
            )}
            {runId || isChange || references.length === 0 ? null : (
              <Button onClick={() => navigate(`/restore/mapping/${planId}`)}>
                {words.plan.mapping(references.length)}
              </Button>
            )}
            {runId ? (
              <Button appearance="primary" onClick={() => navigate(`/restore/result/${runId}`)}>
                {words.plan.viewResult}
              </Button>
            ) : (
              <Button appearance="primary" disabled={changes === 0} onClick={() => setConfirming(true)}>
                {changes === 0 ? words.plan.nothingToWrite : words.plan.next(changes)}
              </Button>
            )}
          </span>
        </div>
      </div>
      <ConfirmDialog
        tenant={tenant}
        plan={plan.data}
        changes={changes}
        open={confirming}
        onClose={() => setConfirming(false)}
      />
    </>
  )
}

/** The outcome of the rehearsal, in one sentence. */
function RehearsalLine({ rehearsal }: { readonly rehearsal: Rehearsal }): ReactNode {
  const done = rehearsal.outcomes.filter((outcome) => outcome.state === 'done').length
  const refused = rehearsal.outcomes.filter(isRefused).length
  return (
    <div className="notice">
      <BeakerRegular className={refused > 0 || rehearsal.error ? 'danger' : 'success'} fontSize={20} />
      <span aria-live="polite">
        <b>
          {rehearsal.error
            ? words.plan.rehearsal.failed(rehearsal.error.message)
            : refused > 0
              ? words.plan.rehearsal.refused(refused, refused + done)
              : words.plan.rehearsal.succeeded(done)}
        </b>{' '}
        {words.plan.rehearsal.note}
      </span>
    </div>
  )
}

type Outcomes = ReadonlyMap<number, Outcome>

/** Why an item is what it is; what the rehearsal said, if that was a refusal. */
function noteOf(item: PlanItem, outcomes: Outcomes): string {
  const outcome = outcomes.get(item.seq)
  return isRefused(outcome)
    ? words.plan.rehearsalNote(outcome?.error?.message ?? outcome?.note ?? '')
    : (item.reason ?? '')
}

const planTable = (rows: readonly PlanItem[], orders: ReadonlyMap<number, number>, outcomes: Outcomes) =>
  tableOf(rows, [
    [words.plan.columns.order, ({ seq }) => orders.get(seq) ?? null],
    [
      words.plan.fileColumns.action,
      ({ action, included }) => (included ? words.plan.action(action) : words.plan.notIncluded),
    ],
    [words.plan.columns.item, ({ name }) => name],
    [words.plan.fileColumns.type, ({ kind }) => kind],
    [words.plan.columns.risk, ({ risk }) => words.plan.risks[risk]],
    [words.plan.fileColumns.note, (item) => noteOf(item, outcomes)],
    [words.plan.fileColumns.warnings, ({ warnings }) => warnings.join('\n')],
  ])

function columnsFor(orders: ReadonlyMap<number, number>, outcomes: Outcomes): readonly Column<PlanItem>[] {
  const isBad = (item: PlanItem) =>
    item.action === 'blocked' || item.action === 'conflict' || isRefused(outcomes.get(item.seq))
  return [
    {
      key: 'order',
      title: <span title={words.plan.columns.orderHint}>{words.plan.columns.order}</span>,
      width: '28px',
      number: true,
      render: (item) => <span className="quiet small">{orders.get(item.seq) ?? '–'}</span>,
    },
    {
      key: 'name',
      title: words.plan.columns.item,
      width: 'minmax(0, 1fr)',
      sort: (item) => item.name,
      render: (item) => (
        <span className="two-lines">
          <span
            className={
              item.included || item.action === 'skip' || item.action === 'delete' ? 'ellipsis' : 'ellipsis left-out'
            }
            dir="auto"
            title={item.name}
          >
            {item.name}
          </span>
          <span
            className={`small ellipsis ${isBad(item) ? 'danger' : 'quiet'}`}
            title={noteOf(item, outcomes) || item.kind}
          >
            {noteOf(item, outcomes) || item.kind}
          </span>
        </span>
      ),
    },
    {
      key: 'risk',
      title: words.plan.columns.risk,
      width: '76px',
      sort: (item) => ['low', 'medium', 'high'].indexOf(item.risk),
      render: (item) => (writes(item) || item.action === 'delete' ? <Risk risk={item.risk} /> : null),
    },
  ]
}
