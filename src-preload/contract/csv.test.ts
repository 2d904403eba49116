import { expect, it } from 'vitest'
import { csv } from './csv.ts'

it('cells with separators, quotes or line breaks are quoted', () => {
  expect(csv([['a,b', 'say "hi"', 'two\nlines', 'plain']])).toBe('\uFEFF"a,b","say ""hi""","two\nlines",plain\r\n')
})

it('a text that a spreadsheet would run as a formula stays a text', () => {
  expect(csv([['=SUM(A1)', '+1', '-1', '@x']])).toBe("\uFEFF'=SUM(A1),'+1,'-1,'@x\r\n")
})

it('numbers stay numbers, and nothing is an empty cell', () => {
  expect(csv([[-1, null, 0]])).toBe('\uFEFF-1,,0\r\n')
})

it('rows end as RFC 4180 asks', () => {
  expect(csv([['a'], ['b']])).toBe('\uFEFFa\r\nb\r\n')
})

it('a language with commas in numbers separates by semicolons', () => {
  expect(csv([['a;b', '1,5', 'c']], ';')).toBe('\uFEFF"a;b";"1,5";c\r\n')
})

it('what another separator would make a cell of its own is no formula either', () => {
  expect(csv([['a;=HYPERLINK("x")', 'b\n@x', 'c, +1']])).toBe('\uFEFF"a;\'=HYPERLINK(""x"")","b\n\'@x","c, \'+1"\r\n')
})
