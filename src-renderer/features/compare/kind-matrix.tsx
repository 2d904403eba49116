import { Checkbox } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { ComparedPair } from '#contract/model/compare.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { count } from '#renderer/ui/format.ts'
import { kindsOf, type Kind } from './kinds.ts'
import { FilterInput } from '#renderer/ui/filter-input.tsx'
import { words } from './words.ts'

const figure = (value: number, tone: 'brand' | 'plain' | ''): ReactNode =>
  value === 0 ? (
    <span className="quiet">0</span>
  ) : tone === '' ? (
    count(value)
  ) : (
    <span className={`pill ${tone}`}>{count(value)}</span>
  )
const fileColumns = (titles: readonly [string, string]): readonly FileColumn<Kind>[] => [
  [words.types.columns.type, (row) => row.kind],
  [words.types.columns.same, (row) => row.same],
  [words.types.columns.different, (row) => row.different],
  [words.types.onlyIn(titles[0]), (row) => row.left],
  [words.types.onlyIn(titles[1]), (row) => row.right],
]

const columns = (titles: readonly [string, string]): readonly Column<Kind>[] => [
  {
    key: 'kind',
    title: words.types.columns.type,
    width: 'minmax(96px, 1fr)',
    sort: (row) => row.kind,
    render: (row) => <span title={row.kind}>{row.kind}</span>,
  },
  {
    key: 'same',
    title: words.types.columns.same,
    width: '44px',
    number: true,
    sort: (row) => row.same,
    render: (row) => figure(row.same, ''),
  },
  {
    key: 'different',
    title: <span title={words.types.differentHint}>{words.types.columns.different}</span>,
    width: '48px',
    number: true,
    sort: (row) => row.different,
    render: (row) => figure(row.different, 'brand'),
  },
  {
    key: 'left',
    title: <span title={words.types.onlyIn(titles[0])}>{words.types.columns.left}</span>,
    width: '40px',
    number: true,
    sort: (row) => row.left,
    render: (row) => figure(row.left, 'plain'),
  },
  {
    key: 'right',
    title: <span title={words.types.onlyIn(titles[1])}>{words.types.columns.right}</span>,
    width: '44px',
    number: true,
    sort: (row) => row.right,
    render: (row) => figure(row.right, ''),
  },
]

/** How many objects of each type are the same, differ, or exist on one side only. */
export function KindMatrix({
  pairs,
  text,
  onText,
  onlyDifferent,
  onOnlyDifferent,
  current,
  onCurrent,
  titles,
}: {
  readonly pairs: readonly ComparedPair[]
  /** Narrows all pairs down. */
  readonly text: string
  readonly onText: (text: string) => void
  /** Leaves out types of which everything is the same. */
  readonly onlyDifferent: boolean
  readonly onOnlyDifferent: (only: boolean) => void
  readonly current: string | null
  readonly onCurrent: (kind: string) => void
  readonly titles: readonly [string, string]
}): ReactNode {
  const kinds = kindsOf(pairs)
  const differing = kinds.filter(({ different, left, right }) => different + left + right > 0)
  const shown = onlyDifferent && differing.length > 0 ? differing : kinds
  const sum = (of: (row: Kind) => number) => count(kinds.reduce((total, row) => total + of(row), 0))
  return (
    <section className="pane" aria-label={words.types.label}>
      <div className="tool-row wrap">
        <FilterInput label={words.types.filter} value={text} onChange={onText} />
        <Checkbox
          label={words.types.onlyDifferent}
          checked={onlyDifferent}
          onChange={(_event, data) => onOnlyDifferent(data.checked === true)}
        />
        {onlyDifferent && kinds.length > 0 && differing.length === 0 ? (
          <span className="small quiet">{words.types.noneDiffers}</span>
        ) : null}
      </div>
      <DataGrid
        label={words.types.label}
        file={(rows) => tableOf(rows, fileColumns(titles))}
        rows={shown}
        columns={columns(titles)}
        id={(row) => row.kind}
        current={current}
        onCurrent={onCurrent}
      />
      <div className="pane-foot strong matrix-foot">
        <span>{words.types.total(kinds.length)}</span>
        <span>{sum((row) => row.same)}</span>
        <span>{sum((row) => row.different)}</span>
        <span>{sum((row) => row.left)}</span>
        <span>{sum((row) => row.right)}</span>
      </div>
    </section>
  )
}
