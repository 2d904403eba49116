import { FilterRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { outcomes, type NamedSubject, type RecipientOutcome, type Subject } from '#contract/model/recipients.ts'
import { useRead } from '#renderer/api/queries.ts'
import { Choice } from '#renderer/ui/choice.tsx'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at } from '#renderer/ui/format.ts'
import { FilterInput } from '#renderer/ui/filter-input.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { useWide } from '#renderer/ui/use-wide.ts'
import { differing, keyOf, type AnswerRow } from './answer-rows.ts'
import { CompareWith, type Comparison } from './compare-with.tsx'
import { OutcomePill } from '#renderer/shared/recipients/outcome-pill.tsx'
import { Reasons } from './reasons.tsx'
import { words as shared } from '#renderer/shared/recipients/words.ts'
import { words } from './words.ts'

const intentOf = ({ intent }: AnswerRow): string => shared.intents[intent] ?? intent
const otherOf = ({ other }: AnswerRow): string => (other ? shared.outcomes[other] : words.compare.notThere)

/** What there is no column for on a narrow window. */
const lineOf = (row: AnswerRow): string => [row.type, row.platform, intentOf(row)].filter(Boolean).join(' · ')

const columns: readonly Column<AnswerRow>[] = [
  {
    key: 'outcome',
    title: words.result.columns.outcome,
    width: '108px',
    sort: ({ outcome }) => outcomes.indexOf(outcome),
    group: ({ outcome }) => shared.outcomes[outcome],
    render: ({ outcome }) => <OutcomePill outcome={outcome} />,
  },
  {
    key: 'name',
    title: words.result.columns.name,
    width: 'minmax(0, 1.4fr)',
    sort: ({ name }) => name,
    render: ({ name }) => (
      <span className="ellipsis" dir="auto" title={name}>
        {name}
      </span>
    ),
  },
  {
    key: 'type',
    title: words.result.columns.type,
    width: 'minmax(0, 0.9fr)',
    sort: ({ type }) => type,
    group: ({ type }) => type,
    render: ({ type }) => <span className="quiet">{type}</span>,
  },
  {
    key: 'platform',
    title: words.result.columns.platform,
    width: '96px',
    sort: ({ platform }) => platform,
    group: ({ platform }) => platform,
    render: ({ platform }) => <span className="quiet">{platform}</span>,
  },
  {
    key: 'intent',
    title: words.result.columns.intent,
    width: '84px',
    sort: intentOf,
    group: intentOf,
    render: (row) => <span className="quiet">{intentOf(row)}</span>,
  },
]

const narrow: readonly Column<AnswerRow>[] = [
  columns[0]!,
  {
    ...columns[1]!,
    render: (row) => (
      <span className="two-lines">
        <span className="ellipsis" dir="auto" title={row.name}>
          {row.name}
        </span>
        <span className="small quiet ellipsis">{lineOf(row)}</span>
      </span>
    ),
  },
]

const otherColumn: Column<AnswerRow> = {
  key: 'other',
  title: words.result.columns.was,
  width: '108px',
  sort: otherOf,
  group: otherOf,
  render: ({ other }) =>
    other ? <OutcomePill outcome={other} /> : <span className="quiet small">{words.compare.notThere}</span>,
}

const answersTable = (rows: readonly AnswerRow[]) =>
  tableOf(rows, [
    [words.result.columns.outcome, ({ outcome }) => shared.outcomes[outcome]],
    [words.result.columns.name, ({ name }) => name],
    [words.result.columns.type, ({ type }) => type],
    [words.result.columns.platform, ({ platform }) => platform],
    [words.result.columns.intent, intentOf],
    [words.result.columns.was, (row) => (row.other === undefined ? '' : otherOf(row))],
    [
      words.result.fileColumns.reasons,
      ({ reasons }) => reasons.map(({ steps }) => steps.map(({ text }) => text).join(' ')).join('\n'),
    ],
  ])

/** Every policy and app for one subject, or what differs from another subject or an earlier time. */
export function Answers({ tenantId, subject }: { readonly tenantId: string; readonly subject: Subject }): ReactNode {
  const [, navigate] = useLocation()
  const [comparison, setComparison] = useState<Comparison>({ with: 'nothing' })
  const [outcome, setOutcome] = useState<RecipientOutcome | ''>('')
  const [text, setText] = useState('')
  const [current, setCurrent] = useState<string | null>(null)
  const isWide = useWide(1600)
  const fitting = isWide ? columns : narrow
  const asked = { kind: subject.kind, id: subject.id }
  const here = useRead('recipients.answers', { tenantId, subject: asked })
  const otherInput = inputOf(comparison, asked)
  const there = useRead('recipients.answers', otherInput && { tenantId, ...otherInput })
  const all = useMemo((): readonly AnswerRow[] => {
    const answers = here.data?.answers ?? []
    return otherInput === null || !there.data ? answers : differing(answers, there.data.answers)
  }, [here.data, there.data, otherInput])
  const rows = useMemo(
    () =>
      all
        .filter(
          (row) =>
            (outcome === '' || row.outcome === outcome) && hasWords(text, `${row.name} ${row.type} ${row.platform}`),
        )
        .toSorted(
          (left, right) =>
            outcomes.indexOf(left.outcome) - outcomes.indexOf(right.outcome) || left.name.localeCompare(right.name),
        ),
    [all, outcome, text],
  )
  if (here.error) return <ErrorState error={here.error.error} retry={() => void here.refetch()} />
  const otherError = otherInput === null ? null : there.error
  if (!here.data || here.data.subject.id !== subject.id) return <Loading />
  if (otherInput !== null && !there.data && !otherError) return <Loading />
  const isCompared = otherInput !== null && !otherError
  const otherName =
    comparison.with === 'earlier'
      ? at(comparison.moment)
      : comparison.with === 'other'
        ? (comparison.subject?.name ?? '')
        : ''
  const named: NamedSubject = here.data.subject
  const hereName = comparison.with === 'earlier' ? words.compare.now : named.name
  const shown = rows.find((row) => keyOf(row) === current) ?? rows[0]
  const counts = outcomes
    .map((one) => [one, all.filter((row) => row.outcome === one).length] as const)
    .filter(([one, number]) => number > 0 || one === outcome)
  const unknown = all.filter((row) => row.outcome === 'unknown').length
  return (
    <>
      <section className="pane" aria-label={words.result.label}>
        <div className="pane-head">
          <h2 className="ellipsis" dir="auto" title={named.name}>
            {named.name}
          </h2>
          <span className="quiet small ellipsis" title={named.detail}>
            {named.detail}
          </span>
        </div>
        <div className="tool-row wrap">
          <FilterInput
            label={words.result.filterLabel}
            placeholder={words.result.filter(all.length)}
            value={text}
            onChange={setText}
          />
          <Choice
            label={words.result.outcome}
            every={words.result.every}
            value={outcome}
            options={counts.map(([one, number]) => [one, words.result.counted(shared.outcomes[one], number)])}
            onChoose={(value) => setOutcome(outcomes.find((one) => one === value) ?? '')}
          />
          <CompareWith tenantId={tenantId} comparison={comparison} onChange={setComparison} />
          <span className="quiet small end" role="status">
            {isCompared ? words.compare.count(rows.length) : words.result.count(rows.length, all.length)}
          </span>
        </div>
        {otherError ? (
          <p className="danger inset flush" role="alert">
            {otherError.error.message} {otherError.error.hint}
          </p>
        ) : null}
        {unknown > 0 && (outcome === '' || outcome === 'unknown') ? (
          <p className="quiet small inset flush">{words.result.unknown(unknown)}</p>
        ) : null}
        {rows.length === 0 ? (
          <EmptyState
            icon={<FilterRegular fontSize={28} />}
            title={isCompared && all.length === 0 ? words.compare.same : words.result.none}
          >
            {isCompared && all.length === 0 ? words.compare.sameHint : words.result.noneHint}
          </EmptyState>
        ) : (
          <DataGrid
            label={words.result.label}
            name="who-gets"
            file={answersTable}
            rows={rows}
            columns={
              isCompared
                ? [
                    { ...fitting[0]!, title: <Heading of={hereName} /> },
                    { ...otherColumn, title: <Heading of={otherName} /> },
                    ...fitting.slice(1),
                  ]
                : fitting
            }
            tall={!isWide}
            id={keyOf}
            current={shown ? keyOf(shown) : null}
            onCurrent={setCurrent}
            onOpen={(id) => navigate(`/inventory/${id.split('/')[0]!}`)}
          />
        )}
      </section>
      <Reasons
        row={shown}
        sides={isCompared ? [hereName, otherName] : null}
        readAt={here.data.readAt}
        moment={comparison.with === 'earlier' ? comparison.moment : null}
      />
    </>
  )
}

/** A name as the title of a column. */
const Heading = ({ of }: { readonly of: string }): ReactNode => (
  <span className="ellipsis" dir="auto" title={of}>
    {of}
  </span>
)

/** What the other side of a comparison asks; null without one. */
function inputOf(comparison: Comparison, subject: Subject): { subject: Subject; at?: string } | null {
  if (comparison.with === 'earlier') return { subject, at: comparison.moment }
  return comparison.with === 'other' && comparison.subject
    ? { subject: { kind: comparison.subject.kind, id: comparison.subject.id } }
    : null
}
