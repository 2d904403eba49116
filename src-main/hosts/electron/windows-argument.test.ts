import { expect, it } from 'vitest'
import { inQuotes } from './windows-argument.ts'

it.each([
  ['C:\\My Data', '"C:\\My Data"'],
  ['D:\\', '"D:\\\\"'],
  ['a "b"', '"a \\"b\\""'],
  ['a\\"', '"a\\\\\\""'],
])('quotes %s for a command line of Windows (905-11, 905-12)', (argument, quoted) => {
  expect(inQuotes(argument)).toBe(quoted)
})
