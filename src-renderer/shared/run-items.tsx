import { Input, ToggleButton } from '@fluentui/react-components'
import {
  ArrowSyncRegular,
  CheckmarkCircleFilled,
  CircleRegular,
  ClockRegular,
  ErrorCircleFilled,
  FilterRegular,
  ProhibitedRegular,
  QuestionCircleFilled,
  SubtractCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Input as MethodInput } from '#contract/api/api.ts'
import type { ItemState } from '#contract/model/run-states.ts'
import type { Run, RunItem } from '#contract/model/runs.ts'
import { call } from '#renderer/api/client.ts'
import { useRead } from '#renderer/api/queries.ts'
import { tableOf } from '#renderer/ui/table-file.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { count, duration, exactly, timeOfDay } from '#renderer/ui/format.ts'
import { isRunning } from './run-words.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { useKinds } from './use-kinds.ts'
import { words } from './words.ts'

const icons: Readonly<Record<ItemState, ReactNode>> = {
  pending: <CircleRegular />,
  running: <ArrowSyncRegular />,
  done: <CheckmarkCircleFilled className="success" />,
  unchanged: <CheckmarkCircleFilled className="quiet" />,
  skipped: <SubtractCircleRegular />,
  failed: <ErrorCircleFilled className="danger" />,
  blocked: <ProhibitedRegular className="danger" />,
  waiting: <ClockRegular className="warning" />,
  unknown: <QuestionCircleFilled className="warning" />,
}
const filters: readonly { readonly title: string; readonly states: readonly ItemState[] }[] = [
  { title: words.items.filters.all, states: [] },
  { title: words.items.filters.open, states: ['failed', 'unknown', 'waiting', 'blocked', 'pending', 'running'] },
  { title: words.items.filters.changed, states: ['done'] },
  { title: words.items.filters.unchanged, states: ['unchanged', 'skipped'] },
]

const isConflict = (item: RunItem): boolean => item.error?.code === 'conflict'
const outcome = (item: RunItem): string =>
  item.doubtful
    ? words.items.doubtful
    : item.incomplete
      ? words.items.incomplete
      : item.state === 'done' && item.action
        ? (words.items.restored[item.action] ?? words.items.states.done)
        : isConflict(item)
          ? words.items.conflict
          : words.items.states[item.state]
const note = (item: RunItem): string =>
  item.error
    ? [item.error.message, item.error.requestId ? words.items.request(item.error.requestId) : '']
        .filter(Boolean)
        .join(' · ')
    : (item.note ?? '')

const noteTone = (item: RunItem): string =>
  item.doubtful || isConflict(item) ? 'warning' : item.error ? 'danger' : 'quiet'

const columns: readonly Column<RunItem>[] = [
  {
    key: 'icon',
    title: <span className="hidden-word">{words.items.columns.state}</span>,
    width: '20px',
    render: (item) => (item.doubtful ? <WarningFilled className="warning" /> : icons[item.state]),
  },
  { key: 'state', title: words.items.columns.outcome, width: '92px', render: outcome },
  {
    key: 'name',
    title: words.items.columns.name,
    width: 'minmax(0, 1fr)',
    render: (item) => (
      <span dir="auto" title={item.name}>
        {item.name}
      </span>
    ),
  },
  {
    key: 'note',
    title: words.items.columns.note,
    width: 'minmax(0, 1.2fr)',
    render: (item) => (
      <span className={noteTone(item)} title={[note(item), item.error?.hint].filter(Boolean).join('\n')}>
        {note(item)}
      </span>
    ),
  },
  {
    key: 'ended',
    title: words.items.columns.ended,
    width: '72px',
    render: (item) => <span title={exactly(item.endedAt)}>{timeOfDay(item.endedAt)}</span>,
  },
  {
    key: 'took',
    title: words.items.columns.took,
    width: '64px',
    number: true,
    render: (item) => (item.tookMs === null ? '' : duration(item.tookMs)),
  },
]

const narrowColumns = columns.filter(({ key }) => key !== 'ended' && key !== 'took')

const pageSize = 500

/** Every item that a filter finds, not only those of a page. */
async function allItems(asked: Omit<MethodInput<'runs.items'>, 'offset' | 'limit'>): Promise<readonly RunItem[]> {
  const found: RunItem[] = []
  for (;;) {
    const { items, total } = await call('runs.items', { ...asked, offset: found.length, limit: pageSize })
    found.push(...items)
    if (items.length === 0 || found.length >= total) return found
  }
}

const itemsTable = (items: readonly RunItem[], kindOf: (item: RunItem) => string) =>
  tableOf(items, [
    [words.items.columns.outcome, outcome],
    [words.items.columns.name, ({ name }) => name],
    [words.items.columns.type, kindOf],
    [words.items.columns.note, note],
    [words.items.columns.ended, ({ endedAt }) => endedAt],
    [words.items.columns.milliseconds, ({ tookMs }) => tookMs],
  ])

/** The items of a run, live, the open ones first. */
export function RunItems({
  tenantId,
  run,
  narrow = false,
}: {
  readonly tenantId: string
  readonly run: Run
  /** Without the times, for a pane that has no room for them. */
  readonly narrow?: boolean
}): ReactNode {
  const [, navigate] = useLocation()
  const [filter, setFilter] = useState(0)
  const [text, setText] = useState('')
  const [offset, setOffset] = useState(0)
  const [current, setCurrent] = useState<string | null>(null)
  const states = filters[filter]!.states
  const ofStates = states.length > 0 ? { states: [...states] } : {}
  const kindOf = useKinds(tenantId)
  const items = useRead('runs.items', {
    tenantId,
    runId: run.id,
    offset,
    limit: pageSize,
    text,
    ...ofStates,
  })
  if (items.error) return <ErrorState error={items.error.error} retry={() => void items.refetch()} />
  if (!items.data) return <Loading />
  const rows = items.data.items
  const chosen = rows.find((item) => item.id === current)
  const countOf = (at: number) =>
    at === 0 ? run.total : filters[at]!.states.reduce((sum, state) => sum + (run.counts[state] ?? 0), 0)
  const open = (id: string) => {
    const item = rows.find((row) => row.id === id)
    if (item?.policyId) navigate(`/versions/${item.policyId}`)
  }
  return (
    <>
      {run.total > 0 ? (
        <div className="tool-row wrap">
          {filters.map(({ title }, at) => (
            <ToggleButton
              key={title}
              size="small"
              checked={filter === at}
              onClick={() => {
                setFilter(at)
                setOffset(0)
              }}
            >
              {title} {count(countOf(at))}
            </ToggleButton>
          ))}
          <Input
            size="small"
            className="push w-200"
            contentBefore={<FilterRegular />}
            aria-label={words.items.filter}
            placeholder={words.items.filter}
            value={text}
            onChange={(_event, data) => {
              setText(data.value)
              setOffset(0)
            }}
          />
        </div>
      ) : null}
      {run.total > 0 && rows.length === 0 && run.total > run.leftOut ? (
        <EmptyState
          icon={<FilterRegular fontSize={28} />}
          title={isRunning(run) ? words.items.noneYet : words.items.none}
        >
          {words.items.noneHint}
        </EmptyState>
      ) : (
        <DataGrid
          label={words.items.label}
          file={async () => itemsTable(await allItems({ tenantId, runId: run.id, text, ...ofStates }), kindOf)}
          rows={rows}
          columns={narrow ? narrowColumns : columns}
          id={(item) => item.id}
          current={current}
          onCurrent={setCurrent}
          onOpen={open}
        />
      )}
      {chosen && note(chosen) ? (
        <div className={noteTone(chosen) === 'quiet' ? 'warn-box plain fixed' : 'warn-box fixed'}>
          <span>
            <b dir="auto">{chosen.name}</b>
            <br />
            {note(chosen)}
            {chosen.error?.hint ? (
              <>
                <br />
                <span className="quiet">{chosen.error.hint}</span>
              </>
            ) : null}
          </span>
          {chosen.policyId ? (
            <a
              className="push fixed"
              href={`#/versions/${chosen.policyId}`}
              onClick={(event) => {
                event.preventDefault()
                open(chosen.id)
              }}
            >
              {words.items.openPolicy}
            </a>
          ) : null}
        </div>
      ) : null}
      {run.leftOut > 0 && (states.length === 0 || states.includes('unchanged')) ? (
        <div className="pane-foot small quiet">{words.items.leftOut(run.leftOut)}</div>
      ) : null}
      {items.data.total > pageSize ? (
        <div className="pane-foot">
          <span>{words.items.range(offset + 1, Math.min(offset + pageSize, items.data.total), items.data.total)}</span>
          <a
            href="#older"
            onClick={(event) => {
              event.preventDefault()
              setOffset(Math.max(0, offset - pageSize))
            }}
          >
            {words.items.previous}
          </a>
          <a
            href="#newer"
            onClick={(event) => {
              event.preventDefault()
              if (offset + pageSize < items.data.total) setOffset(offset + pageSize)
            }}
          >
            {words.items.next}
          </a>
        </div>
      ) : null}
    </>
  )
}
