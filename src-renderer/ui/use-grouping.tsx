import { useMemo, type ReactNode } from 'react'
import { count } from './format.ts'
import type { Column, Grouping } from './grid-rows.ts'
import { useTableChoices } from './table-choices.ts'
import { words } from './words.ts'

/** The grouping that the table has by itself. */
const own = '*'
const none = ''

interface ChosenGrouping<Row> {
  readonly groups: Grouping<Row> | undefined
  /** What somebody can choose: a key, and how it is called. */
  readonly choices: readonly (readonly [key: string, title: ReactNode])[]
  readonly chosen: string
  choose(key: string): void
}

/** What a table is grouped by: what somebody chose, under the name of the table, or what it is grouped by itself. */
export function useGrouping<Row>(
  name: string | undefined,
  columns: readonly Column<Row>[],
  first: Grouping<Row> | undefined,
): ChosenGrouping<Row> {
  const stored = useTableChoices(({ groups }) => (name === undefined ? undefined : groups[name]))
  const choose = useTableChoices((choices) => choices.group)
  const column = columns.find(({ key, group }) => key === stored && group !== undefined)
  const chosen = column?.key ?? (stored === none || !first ? none : own)
  const groups = useMemo(
    () => (column ? byColumn(column) : chosen === own ? first : undefined),
    [column, chosen, first],
  )
  return {
    groups,
    choices: [
      ...(first ? [[own, first.title ?? words.ownGroups] as const] : []),
      [none, words.noGroups] as const,
      ...columns.flatMap(({ key, title, group }) => (group ? [[key, title] as const] : [])),
    ],
    chosen,
    choose: (key) =>
      name === undefined ? undefined : choose(name, key === own || (key === none && !first) ? null : key),
  }
}

const byColumn = <Row,>({ group }: Column<Row>): Grouping<Row> => ({
  of: (row) => group!(row),
  head: (key, rows) => (
    <>
      <span className="ellipsis" dir="auto">
        {key || words.noValue}
      </span>
      <span className="quiet regular">{count(rows.length)}</span>
    </>
  ),
})
