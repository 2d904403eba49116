import { expect, it } from 'vitest'
import type { ComparedPair } from '#contract/model/compare.ts'
import { comparisonTable } from './comparison-table.ts'

const pair = (name: string, state: ComparedPair['state'], more: Partial<ComparedPair> = {}): ComparedPair => ({
  type: 'deviceConfigurations',
  kind: 'Custom',
  name,
  state,
  by: null,
  leftVersionId: null,
  rightVersionId: null,
  changes: 0,
  ...more,
})

it('a comparison as a table has the values that differ, with both sides (043-6)', async () => {
  const setting = { key: 'a', depth: 0, derived: false }
  const table = await comparisonTable(
    [
      pair('Wi-Fi', 'different', { by: 'name', changes: 1 }),
      pair('Ring', 'same', { by: 'id' }),
      pair('Old', 'left'),
      pair('New', 'right'),
    ],
    ['Contoso', 'Fabrikam'],
    async () => [
      {
        title: 'Settings',
        rows: [
          { ...setting, name: 'SSID', kind: 'changed', before: 'Guest', after: 'Staff' },
          { ...setting, name: 'Hidden', kind: 'added', before: null, after: 'Yes' },
          { ...setting, name: 'Proxy', kind: 'same', before: 'None', after: 'None' },
        ],
      },
    ],
  )
  expect(table).toEqual([
    ['Type', 'Name', 'State', 'Group', 'Setting', 'Contoso', 'Fabrikam', 'Paired by'],
    ['Custom', 'Wi-Fi', 'Different', 'Settings', 'SSID', 'Guest', 'Staff', 'Paired by name'],
    ['Custom', 'Wi-Fi', 'Different', 'Settings', 'Hidden', null, 'Yes', 'Paired by name'],
    ['Custom', 'Ring', 'Same', null, null, null, null, 'Paired by same ID'],
    ['Custom', 'Old', 'Only in Contoso', null, null, null, null, null],
    ['Custom', 'New', 'Only in Fabrikam', null, null, null, null, null],
  ])
})
