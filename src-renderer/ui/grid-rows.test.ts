import { expect, it } from 'vitest'
import { entriesOf, keysOf, nextSort, sortRows, type Column, type Grouping } from './grid-rows.ts'

interface Row {
  readonly name: string
  readonly type: string
  readonly size: number
}
const row = (name: string, type: string, size: number): Row => ({ name, type, size })
const rows = [row('Beta', 'Scripts', 10), row('alpha', 'Apps', 9), row('Gamma', 'Scripts', 2)]
const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Name', width: '1fr', render: ({ name }) => name, sort: ({ name }) => name },
  { key: 'size', title: 'Size', width: '1fr', render: ({ size }) => size, sort: ({ size }) => size },
  { key: 'icon', title: '', width: '1fr', render: () => null },
]
const groups: Grouping<Row> = { of: ({ type }) => type, head: (key) => key }
const names = (sorted: readonly Row[]): string[] => sorted.map(({ name }) => name)

it('texts sort as people read them, numbers by value', () => {
  expect(names(sortRows(rows, columns, { key: 'name', down: false }))).toEqual(['alpha', 'Beta', 'Gamma'])
  expect(names(sortRows(rows, columns, { key: 'size', down: false }))).toEqual(['Gamma', 'alpha', 'Beta'])
})

it('downwards is the other way round', () => {
  expect(names(sortRows(rows, columns, { key: 'size', down: true }))).toEqual(['Beta', 'alpha', 'Gamma'])
})

it('a column without a value to sort by leaves the order alone', () => {
  expect(sortRows(rows, columns, { key: 'icon', down: false })).toBe(rows)
  expect(sortRows(rows, columns, null)).toBe(rows)
})

it('rows of one group stand together below its head, groups in the order of their first rows', () => {
  expect(
    entriesOf(rows, groups, () => false).map((entry) => ('group' in entry ? entry.group : entry.row.name)),
  ).toEqual(['Scripts', 'Beta', 'Gamma', 'Apps', 'alpha'])
})

it('a closed group keeps its head and its rows, but does not show them', () => {
  const entries = entriesOf(rows, groups, (key) => key === 'Scripts')
  expect(entries).toHaveLength(3)
  expect(entries[0]).toMatchObject({ group: 'Scripts', rows: [rows[0], rows[2]] })
})

it('a head has a key of its own, so that its height stays with the group', () => {
  const key = keysOf(entriesOf(rows, groups, () => false))
  expect([key(0), key(1), key(3)]).toEqual(['group-Scripts', 1, 'group-Apps'])
})

it('a head sorts up, down, and then as the table was; the column that a table is sorted by turns around (041-2)', () => {
  const up = nextSort(null, 'name', undefined)
  const down = nextSort(up, 'name', undefined)
  expect([up, down, nextSort(down, 'name', undefined)]).toEqual([
    { key: 'name', down: false },
    { key: 'name', down: true },
    null,
  ])
  expect(nextSort({ key: 'size', down: true }, 'size', { key: 'size', down: true })).toEqual({
    key: 'size',
    down: false,
  })
})
