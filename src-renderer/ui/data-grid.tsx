import { Checkbox } from '@fluentui/react-components'
import { ArrowDown12Regular, ArrowUp12Regular } from '@fluentui/react-icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { SectionHead } from './section-head.tsx'
import './ui.css'
import { useToggles } from './use-toggles.ts'
import { words } from './words.ts'

export interface Column<Row> {
  readonly key: string
  readonly title: ReactNode
  /** Track of the CSS grid, e.g. `minmax(0, 1fr)`. */
  readonly width: string
  readonly render: (row: Row) => ReactNode
  /** Value to sort by; without it the column does not sort. */
  readonly sort?: (row: Row) => string | number
  readonly number?: boolean
}

/** Rows that stand together under a head, which opens and closes them. */
export interface Grouping<Row> {
  /** The group of a row; groups stand in the order in which their first rows come. */
  readonly of: (row: Row) => string
  readonly head: (key: string, rows: readonly Row[]) => ReactNode
  /** Groups that are closed at first. */
  readonly closed?: readonly string[]
}

type Entry<Row> = { readonly group: string; readonly rows: readonly Row[] } | { readonly row: Row }

interface Props<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly id: (row: Row) => string
  readonly current: string | null
  readonly onCurrent: (id: string) => void
  readonly onOpen?: (id: string) => void
  readonly selected?: ReadonlySet<string>
  readonly onSelected?: (selected: ReadonlySet<string>) => void
  readonly tall?: boolean
  /** Column that the table is sorted by at first. */
  readonly sortedBy?: { readonly key: string; readonly down: boolean }
  readonly groups?: Grouping<Row>
}

/** The head stays in place: rows begin below it, and scroll to below it. */
const headHeight = 32

/** A virtual table: sorted by its heads, moved through by arrows, Space selects, Ctrl+A selects all, Enter opens. */
export function DataGrid<Row>({
  label,
  rows,
  columns,
  id,
  current,
  onCurrent,
  onOpen,
  selected,
  onSelected,
  tall,
  sortedBy,
  groups,
}: Props<Row>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const [sort, setSort] = useState<{ key: string; down: boolean } | null>(sortedBy ?? null)
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort])
  const [isClosed, toggleGroup] = useToggles(groups?.closed)
  const entries = useMemo(() => entriesOf(sorted, groups, isClosed), [sorted, groups, isClosed])
  // Another function whenever the entries are others: only then are heights measured anew.
  const getItemKey = useMemo(() => keysOf(entries), [entries])
  const visible = groups ? entries.flatMap((entry) => ('row' in entry ? [entry.row] : [])) : sorted
  const height = tall ? 44 : 32
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => ('row' in entries[at]! ? height : headHeight),
    overscan: 10,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    getItemKey,
  })
  const columnTracks = {
    '--columns': [...(selected ? ['24px'] : []), ...columns.map((column) => column.width)].join(' '),
  }
  const index = entries.findIndex((entry) => 'row' in entry && id(entry.row) === current)
  const isDrawn = virtual.getVirtualItems().some((item) => item.index === index)
  // What is current stays in sight when the rows around it change.
  useEffect(() => {
    if (index >= 0) virtual.scrollToIndex(index)
    // The virtualizer is the same all along; naming it here would scroll on every drawing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [index])

  function toggle(key: string): void {
    const next = new Set(selected)
    if (!next.delete(key)) next.add(key)
    onSelected?.(next)
  }

  function onKey(event: KeyboardEvent): void {
    // Heads and boxes have keys of their own.
    if (event.target !== scroller.current) return
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -visible.length, End: visible.length }[
      event.key
    ]
    if (step !== undefined) {
      const at = visible.findIndex((entry) => id(entry) === current)
      const row = visible[Math.max(0, Math.min(visible.length - 1, at + step))]
      if (row) {
        onCurrent(id(row))
        virtual.scrollToIndex(entries.findIndex((entry) => 'row' in entry && entry.row === row))
      }
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && selected) onSelected?.(new Set(sorted.map(id)))
    else if (event.key === ' ' && current !== null && selected) toggle(current)
    else if (event.key === 'Enter' && current !== null) onOpen?.(current)
    else return
    event.preventDefault()
  }

  const all = selected !== undefined && sorted.length > 0 && sorted.every((row) => selected.has(id(row)))
  return (
    <div
      className="scroll"
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={entries.length + 1}
      tabIndex={0}
      onKeyDown={onKey}
      aria-activedescendant={isDrawn ? `row-${current}` : undefined}
    >
      <div role="rowgroup" className="grid-top">
        <div role="row" className="grid-head" style={columnTracks}>
          {selected ? (
            <span role="columnheader">
              <Checkbox
                aria-label={words.selectAll}
                checked={all ? true : selected.size > 0 ? 'mixed' : false}
                onChange={() => onSelected?.(all ? new Set() : new Set(sorted.map(id)))}
              />
            </span>
          ) : null}
          {columns.map((column) => (
            <span
              role="columnheader"
              key={column.key}
              className={column.number ? 'number' : undefined}
              aria-sort={sort?.key === column.key ? (sort.down ? 'descending' : 'ascending') : undefined}
            >
              {column.sort ? (
                <button
                  type="button"
                  onClick={() => setSort({ key: column.key, down: sort?.key === column.key ? !sort.down : false })}
                >
                  {column.title}
                  {sort?.key === column.key ? sort.down ? <ArrowDown12Regular /> : <ArrowUp12Regular /> : null}
                </button>
              ) : (
                column.title
              )}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="grid-body" style={{ '--height': `${virtual.getTotalSize()}px` }}>
        {virtual.getVirtualItems().map((item) => {
          const entry = entries[item.index]!
          if ('group' in entry) {
            return (
              <div
                role="row"
                key={`group-${entry.group}`}
                aria-rowindex={item.index + 2}
                className="grid-line"
                style={{ '--offset': `${item.start - headHeight}px` }}
              >
                <span className="block" role="gridcell">
                  <SectionHead open={!isClosed(entry.group)} onToggle={() => toggleGroup(entry.group)}>
                    {groups!.head(entry.group, entry.rows)}
                  </SectionHead>
                </span>
              </div>
            )
          }
          const { row } = entry
          const key = id(row)
          return (
            // The grid itself takes the keyboard; a click on a row is the mouse's way to the same.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              role="row"
              key={key}
              id={`row-${key}`}
              aria-rowindex={item.index + 2}
              aria-selected={key === current}
              className={tall ? 'grid-row grid-line tall' : 'grid-row grid-line'}
              style={{ ...columnTracks, '--offset': `${item.start - headHeight}px` }}
              onClick={() => onCurrent(key)}
              onDoubleClick={() => onOpen?.(key)}
            >
              {selected ? (
                <span role="gridcell">
                  <Checkbox
                    aria-label={words.select}
                    tabIndex={-1}
                    checked={selected.has(key)}
                    onClick={(event) => event.stopPropagation()}
                    onChange={() => toggle(key)}
                  />
                </span>
              ) : null}
              {columns.map((column) => (
                <span role="gridcell" key={column.key} className={column.number ? 'number ellipsis' : 'ellipsis'}>
                  {column.render(row)}
                </span>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Rows with the heads of their groups between them; those of closed groups are left out. */
function entriesOf<Row>(
  rows: readonly Row[],
  groups: Grouping<Row> | undefined,
  isClosed: (key: string) => boolean,
): readonly Entry<Row>[] {
  if (!groups) return rows.map((row) => ({ row }))
  return [...Map.groupBy(rows, groups.of)].flatMap(([group, of]): Entry<Row>[] => [
    { group, rows: of },
    ...(isClosed(group) ? [] : of.map((row) => ({ row }))),
  ])
}

const keysOf =
  <Row,>(entries: readonly Entry<Row>[]) =>
  (at: number): string | number => {
    const entry = entries[at]
    return entry && 'group' in entry ? `group-${entry.group}` : at
  }

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: { key: string; down: boolean } | null,
): readonly Row[] {
  const by = columns.find((column) => column.key === sort?.key)?.sort
  if (!by || !sort) return rows
  const factor = sort.down ? -1 : 1
  return rows.toSorted((left, right) => {
    const [first, second] = [by(left), by(right)]
    return (
      factor *
      (typeof first === 'number' && typeof second === 'number'
        ? first - second
        : String(first).localeCompare(String(second)))
    )
  })
}
