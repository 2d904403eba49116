import { expect, it } from 'vitest'
import { tableJson, tableOf } from './table-file.ts'

it('rows become a table with its head first (0815-7)', () => {
  expect(
    tableOf(
      [{ name: 'Kiosk', versions: 2 }],
      [
        ['Name', ({ name }) => name],
        ['Versions', ({ versions }) => versions],
      ],
    ),
  ).toEqual([
    ['Name', 'Versions'],
    ['Kiosk', 2],
  ])
})

it('as JSON, each row is an object with the heads as keys, and no row is an empty list (0815-7)', () => {
  expect(
    JSON.parse(
      tableJson([
        ['Name', 'Note'],
        ['Kiosk', null],
      ]),
    ),
  ).toEqual([{ Name: 'Kiosk', Note: null }])
  expect(JSON.parse(tableJson([['Name']]))).toEqual([])
})

it('equal heads don’t hide each other (0815-7)', () => {
  expect(
    JSON.parse(
      tableJson([
        ['Setting', 'Nightly', 'Nightly'],
        ['PIN', '4', '6'],
      ]),
    ),
  ).toEqual([{ Setting: 'PIN', Nightly: '4', 'Nightly (2)': '6' }])
})
