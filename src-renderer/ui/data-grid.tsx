import { Checkbox } from '@fluentui/react-components'
import { ArrowDown12Regular, ArrowUp12Regular } from '@fluentui/react-icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { entriesOf, keysOf, nextSort, sortRows, type Column, type Grouping, type Sort } from './grid-rows.ts'
import { ChooseColumns } from './choose-columns.tsx'
import { SaveTable } from './save-table.tsx'
import { SectionHead } from './section-head.tsx'
import type { Table } from './table-file.ts'
import './ui.css'
import { useTableChoices } from './table-choices.ts'
import { useGrouping } from './use-grouping.tsx'
import { useToggles } from './use-toggles.ts'
import { words } from './words.ts'

export type { Column, Grouping }

interface Props<Row> {
  readonly label: string
  /** Under this name, its order and columns are remembered. */
  readonly name?: string
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
  name,
  rows,
  columns: all,
  id,
  current,
  onCurrent,
  onOpen,
  selected,
  onSelected,
  tall,
  sortedBy,
  groups: ownGroups,
  file,
}: Props<Row>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const [sort, setSort] = useSort(name, sortedBy)
  const [hidden, setHidden] = useHidden(name)
  const columns = useMemo(() => all.filter(({ key }) => !hidden.includes(key)), [all, hidden])
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort])
  const grouping = useGrouping(name, all, ownGroups)
  const { groups } = grouping
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

  /** The row that was selected last: with Shift, all rows between it and the next one are selected, too. */
  const anchor = useRef<string | null>(null)
  function toggle(key: string, isRange = false): void {
    const next = new Set(selected)
    const from = isRange ? visible.findIndex((row) => id(row) === anchor.current) : -1
    if (from >= 0) {
      const to = visible.findIndex((row) => id(row) === key)
      for (const row of visible.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(id(row))
    } else if (!next.delete(key)) next.add(key)
    anchor.current = key
    onSelected?.(next)
  }

  function onKey(event: KeyboardEvent): void {
    const isSelectAll = event.key === 'a' && (event.ctrlKey || event.metaKey) && selected !== undefined
    const isInText = event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox]), textarea')
    // Column heads and checkboxes handle all other keys themselves.
    if (event.target !== scroller.current && (!isSelectAll || isInText)) return
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
    } else if (isSelectAll) onSelected?.(new Set(sorted.map(id)))
    else if (event.key === ' ' && current !== null && selected) toggle(current)
    else if (event.key === 'Enter' && current !== null) onOpen?.(current)
    else return
    event.preventDefault()
  }

  const isAllSelected = selected !== undefined && sorted.length > 0 && sorted.every((row) => selected.has(id(row)))
  return (
    <div
      // Numbers end where the button to save the table is: they move out of its way.
      className={
        (file ?? name) && (columns.at(-1)?.number || typeof columns.at(-1)?.title !== 'string')
          ? name
            ? 'scroll room-to-choose'
            : 'scroll room-to-save'
          : 'scroll'
      }
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
                checked={isAllSelected ? true : selected.size > 0 ? 'mixed' : false}
                onChange={() => onSelected?.(isAllSelected ? new Set() : new Set(sorted.map(id)))}
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
                <button type="button" onClick={() => setSort(nextSort(sort, column.key, sortedBy))}>
                  {column.title}
                  {sort?.key === column.key ? sort.down ? <ArrowDown12Regular /> : <ArrowUp12Regular /> : null}
                </button>
              ) : (
                column.title
              )}
            </span>
          ))}
          {file || name ? (
            <span role="columnheader" className="grid-save">
              {name ? (
                <ChooseColumns
                  label={label}
                  columns={all}
                  hidden={hidden}
                  onHidden={setHidden}
                  groupings={grouping.choices}
                  grouping={grouping.chosen}
                  onGrouping={grouping.choose}
                />
              ) : null}
              {file ? <SaveTable label={label} table={() => file(sorted)} /> : null}
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
                <span className={selected ? 'group-head' : 'block'} role="gridcell">
                  {selected ? (
                    <GroupCheckbox
                      name={entry.group.split('\n').at(-1)!}
                      ids={entry.rows.map(id)}
                      selected={selected}
                      onSelected={onSelected}
                    />
                  ) : null}
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
              data-selected={selected?.has(key) ? true : undefined}
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
                    onChange={(event) =>
                      toggle(key, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
                    }
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

/** Selects all rows of a group, or none. */
function GroupCheckbox({
  name,
  ids,
  selected,
  onSelected,
}: {
  readonly name: string
  readonly ids: readonly string[]
  readonly selected: ReadonlySet<string>
  readonly onSelected: ((selected: ReadonlySet<string>) => void) | undefined
}): ReactNode {
  const chosen = ids.filter((key) => selected.has(key)).length
  const isAll = chosen === ids.length
  function toggle(): void {
    const own = new Set(ids)
    onSelected?.(new Set(isAll ? [...selected].filter((key) => !own.has(key)) : [...selected, ...ids]))
  }
  return (
    <Checkbox
      aria-label={words.selectGroup(name)}
      checked={isAll ? true : chosen > 0 ? 'mixed' : false}
      onChange={toggle}
    />
  )
}

/** The order of a table: what somebody chose, under the name of the table if it has one. */
function useSort(
  name: string | undefined,
  first: Sort | undefined,
): readonly [sort: Sort | null, choose: (sort: Sort | null) => void] {
  const [own, setOwn] = useState<Sort | null>(first ?? null)
  const chosen = useTableChoices(({ sorts }) => (name === undefined ? undefined : sorts[name]))
  const choose = useTableChoices((choices) => choices.sort)
  return name === undefined
    ? [own, (sort) => setOwn(sort ?? first ?? null)]
    : [chosen ?? first ?? null, (sort) => choose(name, sort)]
}

const none: readonly string[] = []

/** The columns of a table that somebody hid. */
function useHidden(
  name: string | undefined,
): readonly [hidden: readonly string[], hide: (columns: readonly string[]) => void] {
  const hidden = useTableChoices((choices) => (name === undefined ? none : (choices.hidden[name] ?? none)))
  const hide = useTableChoices((choices) => choices.hide)
  return [hidden, (columns) => (name === undefined ? undefined : hide(name, columns))]
}
