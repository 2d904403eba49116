import { Button, Dropdown, Option } from '@fluentui/react-components'
import { ArrowLeftRegular, ArrowRightRegular, CheckmarkRegular, LinkDismissRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { ComparedPair } from '#contract/model/compare.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { count, counted } from '#renderer/ui/format.ts'

/** What tells a pair apart from the others of a comparison. */
export const pairKey = (pair: ComparedPair): string => `${pair.leftVersionId ?? ''}:${pair.rightVersionId ?? ''}`

const ways: Readonly<Record<NonNullable<ComparedPair['by']>, string>> = {
  id: 'same ID',
  mapping: 'an earlier restore',
  identity: 'what it is',
  name: 'name',
  content: 'content',
  hand: 'hand',
}
const marks: Readonly<Record<ComparedPair['state'], ReactNode>> = {
  same: <CheckmarkRegular aria-label="Same" />,
  different: (
    <span className="mark changed" aria-label="Different">
      ~
    </span>
  ),
  left: <ArrowLeftRegular aria-label="Only left" />,
  right: <ArrowRightRegular aria-label="Only right" />,
}

interface Props {
  readonly pairs: readonly ComparedPair[]
  readonly titles: readonly [string, string]
  readonly current: string | null
  readonly onCurrent: (key: string) => void
  readonly picked: ReadonlySet<string>
  readonly onPicked: (picked: ReadonlySet<string>) => void
  readonly byHand: Readonly<Record<string, string | null>>
  readonly onByHand: (left: string, right: string | null) => void
}

/** The objects of one type: which are the same, which differ, which have no counterpart; pairs can be made by hand. */
export function Pairs({ pairs, titles, current, onCurrent, picked, onPicked, byHand, onByHand }: Props): ReactNode {
  const [filter, setFilter] = useState<ComparedPair['state'] | 'all'>('all')
  const number = (state: ComparedPair['state']) => pairs.filter((pair) => pair.state === state).length
  const rows = filter === 'all' ? pairs : pairs.filter((pair) => pair.state === filter)
  const words = (pair: ComparedPair): string => {
    if (pair.state === 'left') return `Only in ${titles[0]}`
    if (pair.state === 'right') return `Only in ${titles[1]}`
    return `${pair.state === 'same' ? 'Same' : counted(pair.changes, 'value')}${pair.by && pair.by !== 'name' && pair.by !== 'id' ? `, by ${ways[pair.by]}` : ''}`
  }
  const columns: readonly Column<ComparedPair>[] = [
    {
      key: 'state',
      title: <span className="hidden-word">State</span>,
      width: '20px',
      sort: (pair) => pair.state,
      render: (pair) => marks[pair.state],
    },
    {
      key: 'name',
      title: 'Object',
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
      title: 'Difference',
      width: 'minmax(0, 0.55fr)',
      render: (pair) => (
        <span className="small" title={pair.by ? `Paired by ${ways[pair.by]}` : undefined}>
          {words(pair)}
        </span>
      ),
    },
  ]
  const shown = pairs.find((pair) => pairKey(pair) === current)
  const partners = pairs.filter((pair) => pair.state === 'right')
  const filters: readonly (readonly [ComparedPair['state'] | 'all', string, number])[] = [
    ['all', 'All', pairs.length],
    ['different', 'Different', number('different')],
    ['left', 'Only left', number('left')],
    ['right', 'Only right', number('right')],
  ]
  return (
    <section className="pane" aria-label="Objects">
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
              aria-label="Pair with"
              placeholder="Pair with…"
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
              title="These two are no pair"
              onClick={() => onByHand(shown.leftVersionId!, null)}
            >
              Part
            </Button>
          ) : null}
          {Object.keys(byHand).length > 0 ? (
            <span className="small">{count(Object.keys(byHand).length)} by hand</span>
          ) : null}
        </span>
      </div>
      <DataGrid
        label="Objects"
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
