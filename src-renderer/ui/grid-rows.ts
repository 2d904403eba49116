import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly key: string
  readonly title: ReactNode
  /** Track of the CSS grid, e.g. `minmax(0, 1fr)`. */
  readonly width: string
  readonly render: (row: Row) => ReactNode
  /** Value to sort by; without it the column does not sort. */
  readonly sort?: (row: Row) => string | number
  readonly number?: boolean
  /** The text of a row by which the table can be grouped; without it, the column makes no groups. */
  readonly group?: (row: Row) => string
}

/** Rows in groups, each below a head that opens and closes it. */
export interface Grouping<Row> {
  /** What the rows are grouped by, where somebody can choose another grouping. */
  readonly title?: string
  /** The group of a row; groups stand in the order in which their first rows come. */
  readonly of: (row: Row) => string
  readonly head: (key: string, rows: readonly Row[]) => ReactNode
  /** Groups that are closed at first. */
  readonly closed?: readonly string[]
}

/** A row of the table, or the head of a group. */
export type Entry<Row> = { readonly group: string; readonly rows: readonly Row[] } | { readonly row: Row }

/** The column that a table is sorted by, and whether downwards. */
export interface Sort {
  readonly key: string
  readonly down: boolean
}

/**
 * The order after a click on the head of a column: up, down, and then null, which is the order that the table has by itself.
 *
 * @param first the column that the table is sorted by itself, which only turns around
 */
export function nextSort(sort: Sort | null, key: string, first: Sort | undefined): Sort | null {
  if (sort?.key !== key) return { key, down: false }
  return first?.key === key ? { key, down: !sort.down } : sort.down ? null : { key, down: true }
}

/** Rows with the heads of their groups between them; those of closed groups are left out. */
export function entriesOf<Row>(
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

/** Keys that keep the measured height of a group's head with the group. */
export const keysOf =
  <Row>(entries: readonly Entry<Row>[]) =>
  (at: number): string | number => {
    const entry = entries[at]
    return entry && 'group' in entry ? `group-${entry.group}` : at
  }

/** Rows in the order of a column; unsorted where the column has no value to sort by. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
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
