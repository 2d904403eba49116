import { ClockRegular, ArrowSyncRegular, CheckmarkCircleFilled, CircleRegular, ErrorCircleFilled, ProhibitedRegular, QuestionCircleFilled, SubtractCircleRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { ItemState, RunItem } from '#contract/model/values.ts'
import { useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from './data-grid.tsx'
import { duration } from './format.ts'
import { ErrorState, Loading } from './states.tsx'

const icons: Readonly<Record<ItemState, ReactNode>> = {
  pending: <CircleRegular />, running: <ArrowSyncRegular />, done: <CheckmarkCircleFilled className="success" />, unchanged: <CheckmarkCircleFilled className="quiet" />,
  skipped: <SubtractCircleRegular />, failed: <ErrorCircleFilled className="danger" />, blocked: <ProhibitedRegular className="danger" />, waiting: <ClockRegular className="warning" />, unknown: <QuestionCircleFilled className="warning" />,
}
const words: Readonly<Record<ItemState, string>> = {
  pending: 'Queued', running: 'Running', done: 'Done', unchanged: 'Unchanged', skipped: 'Left out', failed: 'Failed', blocked: 'Blocked', waiting: 'Waiting for approval', unknown: 'Unknown',
}
/** Open items first. */
const order: readonly ItemState[] = ['failed', 'unknown', 'waiting', 'blocked', 'running', 'pending', 'done', 'skipped', 'unchanged']

const note = (item: RunItem): string => (item.error ? [item.error.message, item.error.requestId ? `request ${item.error.requestId}` : ''].filter(Boolean).join(' · ') : item.note ?? '')

const columns: readonly Column<RunItem>[] = [
  { key: 'icon', title: <span className="hidden-word">State</span>, width: '20px', render: (item) => icons[item.state] },
  { key: 'state', title: 'Outcome', width: '84px', sort: (item) => order.indexOf(item.state), render: (item) => words[item.state] },
  { key: 'name', title: 'Item', width: 'minmax(0, 1fr)', sort: (item) => item.name, render: (item) => <span dir="auto" title={item.name}>{item.name}</span> },
  { key: 'note', title: 'Note', width: 'minmax(0, 1.2fr)', render: (item) => <span className={item.error ? 'danger' : 'quiet'} title={[note(item), item.error?.hint].filter(Boolean).join('\n')}>{note(item)}</span> },
  { key: 'took', title: 'Took', width: '60px', number: true, sort: (item) => item.tookMs ?? 0, render: (item) => (item.tookMs === null ? '' : duration(item.tookMs)) },
]

const pageSize = 500

/** The items of a run, live, the open ones first. */
export function RunItems({ tenantId, runId }: { readonly tenantId: string; readonly runId: string }): ReactNode {
  const [, navigate] = useLocation()
  const [offset, setOffset] = useState(0)
  const [current, setCurrent] = useState<string | null>(null)
  const items = useRead('runs.items', { tenantId, runId, offset, limit: pageSize })
  const sorted = useMemo(() => items.data?.items.toSorted((left, right) => order.indexOf(left.state) - order.indexOf(right.state) || left.seq - right.seq), [items.data])
  if (items.error) return <ErrorState error={items.error.error} retry={() => void items.refetch()} />
  if (!sorted || !items.data) return <Loading />
  const chosen = sorted.find((item) => item.id === current)
  return (
    <>
      <DataGrid label="Items" rows={sorted} columns={columns} id={(item) => item.id} current={current} onCurrent={setCurrent} onOpen={(id) => {
        const item = sorted.find((row) => row.id === id)
        if (item?.policyId) navigate(`/versions/${item.policyId}`)
      }} />
      {chosen && note(chosen) ? <div className="warn-box"><span><b dir="auto">{chosen.name}</b><br />{note(chosen)}{chosen.error?.hint ? <><br /><span className="quiet">{chosen.error.hint}</span></> : null}</span></div> : null}
      {items.data.total > pageSize ? (
        <div className="pane-foot">
          <span>{offset + 1} to {Math.min(offset + pageSize, items.data.total)} of {items.data.total}</span>
          <a href="#older" onClick={(event) => { event.preventDefault(); setOffset(Math.max(0, offset - pageSize)) }}>Before</a>
          <a href="#newer" onClick={(event) => { event.preventDefault(); if (offset + pageSize < items.data.total) setOffset(offset + pageSize) }}>Next</a>
        </div>
      ) : null}
    </>
  )
}
