import { expect, it } from 'vitest'
import { words } from './words.ts'

it('a consequence names up to four objects and counts the rest', () => {
  expect(words.confirm.updated(['A'])).toEqual(['1', ' policy will be updated: A'])
  expect(words.confirm.updated(['A', 'B', 'C', 'D', 'E', 'F'])).toEqual([
    '6',
    ' policies will be updated: A, B, C, D and 2 more',
  ])
})

it('undo says what is reverted and what is deleted, and leaves out what there is none of', () => {
  expect(words.result.undo.body(1, 0)).toContain('way back: 1 object is reverted. You')
  expect(words.result.undo.body(2, 1)).toContain(
    'way back: 2 objects are reverted, 1 created object is deleted only if you include it. You',
  )
  expect(words.result.undo.body(0, 3)).toContain(
    'way back: 3 created objects are deleted only if you include them. You',
  )
})

it('the selection says how much of it is out of view', () => {
  expect(words.items.selected(2, 195, 0)).toBe('2 of 195 selected')
  expect(words.items.selected(2, 195, 1)).toBe('2 of 195 selected, 1 of them out of view')
})
