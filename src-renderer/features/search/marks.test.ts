import { expect, it } from 'vitest'
import { segmentsOf } from './marks.ts'

const marked = (text: string, ...words: string[]): string =>
  segmentsOf(text, words)
    .map((segment) => (segment.marked ? `[${segment.text}]` : segment.text))
    .join('')

it('the beginnings of words are marked, not their middle', () => {
  expect(marked('BitLocker locker', 'lock')).toBe('BitLocker [lock]er')
})

it('case and accents do not matter, and the text keeps its own', () => {
  expect(marked('Général ÜBER', 'gene', 'uber')).toBe('[Géné]ral [ÜBER]')
  expect(marked('Ge\u0301ne\u0301ral', 'gene')).toBe('[Ge\u0301ne\u0301]ral')
})

it('a text without a match stays as it is', () => {
  expect(marked('Wi-Fi – office', 'vpn')).toBe('Wi-Fi – office')
  expect(marked('Wi-Fi', '')).toBe('Wi-Fi')
})
