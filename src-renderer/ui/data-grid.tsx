import { Checkbox } from '@fluentui/react-components'
import { ArrowDown12Regular, ArrowUp12Regular } from '@fluentui/react-icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import './ui.css'

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
}

/** The head stays in place: rows begin below it, and scroll to below it. */
const headHeight = 32

/** A virtual table: sorted by its heads, moved through by arrows, Space selects, Enter opens. */
export function DataGrid<Row>({ label, rows, columns, id, current, onCurrent, onOpen, selected, onSelected, tall, sortedBy }: Props<Row>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const [sort, setSort] = useState<{ key: string; down: boolean } | null>(sortedBy ?? null)
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort])
  const height = tall ? 44 : 32
  const virtual = useVirtualizer({ count: sorted.length, getScrollElement: () => scroller.current, estimateSize: () => height, overscan: 10, scrollMargin: headHeight, scrollPaddingStart: headHeight })
  const template = { gridTemplateColumns: [...(selected ? ['24px'] : []), ...columns.map((column) => column.width)].join(' ') }
  const index = sorted.findIndex((row) => id(row) === current)
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
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -sorted.length, End: sorted.length }[event.key]
    if (step !== undefined) {
      const next = Math.max(0, Math.min(sorted.length - 1, index + step))
      const row = sorted[next]
      if (row) onCurrent(id(row))
      virtual.scrollToIndex(next)
    } else if (event.key === ' ' && current !== null && selected) toggle(current)
    else if (event.key === 'Enter' && current !== null) onOpen?.(current)
    else return
    event.preventDefault()
  }

  const all = selected !== undefined && sorted.length > 0 && sorted.every((row) => selected.has(id(row)))
  return (
    <div className="scroll" ref={scroller} role="grid" aria-label={label} aria-rowcount={sorted.length + 1} tabIndex={0} onKeyDown={onKey}
      aria-activedescendant={isDrawn ? `row-${current}` : undefined}>
      <div role="rowgroup" style={{ position: 'sticky', top: 0, zIndex: 2 }}>
        <div role="row" className="grid-head" style={template}>
          {selected ? (
            <span role="columnheader">
              <Checkbox aria-label="Select all" checked={all ? true : selected.size > 0 ? 'mixed' : false} onChange={() => onSelected?.(all ? new Set() : new Set(sorted.map(id)))} />
            </span>
          ) : null}
          {columns.map((column) => (
            <span role="columnheader" key={column.key} className={column.number ? 'number' : undefined} aria-sort={sort?.key === column.key ? (sort.down ? 'descending' : 'ascending') : undefined}>
              {column.sort ? (
                <button type="button" onClick={() => setSort({ key: column.key, down: sort?.key === column.key ? !sort.down : false })}>
                  {column.title}{sort?.key === column.key ? (sort.down ? <ArrowDown12Regular /> : <ArrowUp12Regular />) : null}
                </button>
              ) : column.title}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ position: 'relative', height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = sorted[item.index]!
          const key = id(row)
          return (
            // The grid itself takes the keyboard; a click on a row is the mouse's way to the same.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div role="row" key={key} id={`row-${key}`} aria-rowindex={item.index + 2} aria-selected={key === current} className={tall ? 'grid-row tall' : 'grid-row'}
              style={{ ...template, position: 'absolute', insetInline: 0, transform: `translateY(${item.start - headHeight}px)` }}
              onClick={() => onCurrent(key)} onDoubleClick={() => onOpen?.(key)}>
              {selected ? (
                <span role="gridcell">
                  <Checkbox aria-label="Select" tabIndex={-1} checked={selected.has(key)} onClick={(event) => event.stopPropagation()} onChange={() => toggle(key)} />
                </span>
              ) : null}
              {columns.map((column) => <span role="gridcell" key={column.key} className={column.number ? 'number ellipsis' : 'ellipsis'}>{column.render(row)}</span>)}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: { key: string; down: boolean } | null): readonly Row[] {
  const by = columns.find((column) => column.key === sort?.key)?.sort
  if (!by || !sort) return rows
  const factor = sort.down ? -1 : 1
  return rows.toSorted((left, right) => {
    const [first, second] = [by(left), by(right)]
    return factor * (typeof first === 'number' && typeof second === 'number' ? first - second : String(first).localeCompare(String(second)))
  })
}
