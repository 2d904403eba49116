import { Button, Dropdown, Option } from '@fluentui/react-components'
import { ArrowLeftRegular, ArrowRightRegular, CheckmarkRegular, LinkDismissRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { Table } from '#contract/csv.ts'
import type { ComparedPair } from '#contract/model/compare.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { count } from '#renderer/ui/format.ts'
import { pairKey } from './kinds.ts'
import { words } from './words.ts'

const marks: Readonly<Record<ComparedPair['state'], ReactNode>> = {
  same: <CheckmarkRegular aria-label={words.pairs.states.same} />,
  different: (
    <span className="mark changed" aria-label={words.pairs.states.different}>
      ~
    </span>
  ),
  left: <ArrowLeftRegular aria-label={words.pairs.states.left} />,
  right: <ArrowRightRegular aria-label={words.pairs.states.right} />,
}

interface Props {
  readonly pairs: readonly ComparedPair[]
  readonly titles: readonly [string, string]
  readonly current: string | null
  readonly onCurrent: (key: string) => void
  readonly picked: ReadonlySet<string>
  readonly onPicked: (picked: ReadonlySet<string>) => void
  readonly byHand: Readonly<Record<string, string | null>>
  /** The pairs with the values that differ. */
  readonly file: (pairs: readonly ComparedPair[]) => Promise<Table>
  readonly onByHand: (left: string, right: string | null) => void
}

/** The objects of one type: which are the same, which differ, which have no counterpart; objects can be paired manually. */
export function Pairs({
  pairs,
  titles,
  current,
  onCurrent,
  picked,
  onPicked,
  byHand,
  onByHand,
  file,
}: Props): ReactNode {
  const [filter, setFilter] = useState<ComparedPair['state'] | 'all'>('all')
  const number = (state: ComparedPair['state']) => pairs.filter((pair) => pair.state === state).length
  const rows = filter === 'all' ? pairs : pairs.filter((pair) => pair.state === filter)
  const differenceOf = (pair: ComparedPair): string => {
    if (pair.state === 'left') return words.pairs.onlyIn(titles[0])
    if (pair.state === 'right') return words.pairs.onlyIn(titles[1])
    const text = pair.state === 'same' ? words.pairs.states.same : words.pairs.values(pair.changes)
    return pair.by && pair.by !== 'name' && pair.by !== 'id' ? words.pairs.matchedBy(text, pair.by) : text
  }
  const columns: readonly Column<ComparedPair>[] = [
    {
      key: 'state',
      title: <span className="hidden-word">{words.pairs.columns.state}</span>,
      width: '20px',
      sort: (pair) => pair.state,
      render: (pair) => marks[pair.state],
    },
    {
      key: 'name',
      title: words.pairs.columns.object,
      width: 'minmax(0, 1fr)',
      sort: (pair) => pair.name,
      render: (pair) => (
        <span dir="auto" title={pair.name}>
          {pair.name}
        </span>
      ),
    },
    {
      key: 'what',
      title: words.pairs.columns.difference,
      width: 'minmax(0, 0.55fr)',
      render: (pair) => (
        <span className="small" title={pair.by ? words.pairs.pairedBy(pair.by) : undefined}>
          {differenceOf(pair)}
        </span>
      ),
    },
  ]
  const shown = pairs.find((pair) => pairKey(pair) === current)
  const partners = pairs.filter((pair) => pair.state === 'right')
  const filters: readonly (readonly [ComparedPair['state'] | 'all', string, number])[] = [
    ['all', words.pairs.filters.all, pairs.length],
    ['different', words.pairs.filters.different, number('different')],
    ['left', words.pairs.filters.left, number('left')],
    ['right', words.pairs.filters.right, number('right')],
  ]
  return (
    <section className="pane" aria-label={words.pairs.label}>
      <div className="tool-row wrap">
        {filters
          .filter(([key, , total]) => key === 'all' || total > 0)
          .map(([key, word, total]) => (
            <Button
              key={key}
              size="small"
              appearance={filter === key ? 'secondary' : 'subtle'}
              aria-pressed={filter === key}
              onClick={() => setFilter(key)}
            >
              {word} {count(total)}
            </Button>
          ))}
        <span className="end row">
          {shown?.state === 'left' && partners.length > 0 && shown.leftVersionId ? (
            <Dropdown
              className="max-220"
              size="small"
              aria-label={words.pairs.pairWith}
              placeholder={words.pairs.pairWithPlaceholder}
              selectedOptions={[]}
              value=""
              onOptionSelect={(_event, data) => data.optionValue && onByHand(shown.leftVersionId!, data.optionValue)}
            >
              {partners.map((pair) => (
                <Option key={pair.rightVersionId} value={pair.rightVersionId ?? ''} text={pair.name}>
                  {pair.name}
                </Option>
              ))}
            </Dropdown>
          ) : null}
          {shown?.leftVersionId && shown.rightVersionId ? (
            <Button
              size="small"
              appearance="subtle"
              icon={<LinkDismissRegular />}
              title={words.pairs.unpairHint}
              onClick={() => onByHand(shown.leftVersionId!, null)}
            >
              {words.pairs.unpair}
            </Button>
          ) : null}
          {Object.keys(byHand).length > 0 ? (
            <span className="small">{words.pairs.byHand(Object.keys(byHand).length)}</span>
          ) : null}
        </span>
      </div>
      <DataGrid
        label={words.pairs.label}
        name="compare"
        file={file}
        rows={rows}
        columns={columns}
        id={pairKey}
        current={current}
        onCurrent={onCurrent}
        selected={picked}
        onSelected={onPicked}
        sortedBy={{ key: 'state', down: false }}
      />
    </section>
  )
}
