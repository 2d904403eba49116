import { Checkbox } from '@fluentui/react-components'
import { ArrowDown12Regular, ArrowUp12Regular } from '@fluentui/react-icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { entriesOf, keysOf, sortRows, type Column, type Grouping, type Sort } from './grid-rows.ts'
import { SaveTable } from './save-table.tsx'
import { SectionHead } from './section-head.tsx'
import type { Table } from './table-file.ts'
import './ui.css'
import { useToggles } from './use-toggles.ts'
import { words } from './words.ts'

export type { Column, Grouping }

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
  readonly sortedBy?: Sort
  readonly groups?: Grouping<Row>
  /** What a file has of the rows, the head first. Without it, the table can't be saved. */
  readonly file?: (rows: readonly Row[]) => Table | Promise<Table>
}

/** The head stays in place: rows begin below it, and scroll to below it. */
const headHeight = 32

/** A virtual table: column heads sort, arrows move, Space selects, Ctrl+A selects all, Enter opens. */
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
  file,
}: Props<Row>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const [sort, setSort] = useState<Sort | null>(sortedBy ?? null)
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort])
  const [isClosed, toggleGroup] = useToggles(groups?.closed)
  const entries = useMemo(() => entriesOf(sorted, groups, isClosed), [sorted, groups, isClosed])
  // A new function whenever the entries change: only then are heights measured again.
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
  // The current row stays visible when the rows around it change.
  useEffect(() => {
    if (index >= 0) virtual.scrollToIndex(index)
    // The virtualizer stays the same; as a dependency it would scroll on every render.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [index])

  function toggle(key: string): void {
    const next = new Set(selected)
    if (!next.delete(key)) next.add(key)
    onSelected?.(next)
  }

  function onKey(event: KeyboardEvent): void {
    // Column heads and checkboxes handle their keys themselves.
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
      // Numbers end where the button to save the table is: they move out of its way.
      className={file && columns.at(-1)?.number ? 'scroll room-to-save' : 'scroll'}
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
          {file ? (
            <span role="columnheader" className="grid-save">
              <SaveTable label={label} table={() => file(sorted)} />
            </span>
          ) : null}
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
