import { expect, it } from 'vitest'
import { csv } from './save-file.ts'

it('cells with separators, quotes or line breaks are quoted', () => {
  expect(csv([['a,b', 'say "hi"', 'two\nlines', 'plain']])).toBe('\uFEFF"a,b","say ""hi""","two\nlines",plain')
})

it('a text that a spreadsheet would run as a formula stays a text', () => {
  expect(csv([['=SUM(A1)', '+1', '-1', '@x']])).toBe("\uFEFF'=SUM(A1),'+1,'-1,'@x")
})

it('numbers stay numbers, and nothing is an empty cell', () => {
  expect(csv([[-1, null, 0]])).toBe('\uFEFF-1,,0')
})

it('rows end as RFC 4180 asks', () => {
  expect(csv([['a'], ['b']])).toBe('\uFEFFa\r\nb')
})
