import { expect, it } from 'vitest'
import { around, cyclesOf, type Arrow } from './graph.ts'

const arrow = (from: string, to: string): Arrow => ({ from, to, relation: 'depends on' })
/** Each node leads to the next one. */
const chain = Array.from({ length: 20_000 }, (_, index) => arrow(String(index), String(index + 1)))

it('finds the circles of a graph, also of a node with itself (042-3)', () => {
  expect(
    cyclesOf([arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'a'), arrow('c', 'd'), arrow('d', 'd'), arrow('e', 'a')])
      .map((cycle) => cycle.toSorted())
      .toSorted(),
  ).toEqual([['a', 'b', 'c'], ['d']])
})

it('finds no circle in a chain of thousands of nodes, however deep (042-3)', () => {
  expect(cyclesOf(chain)).toEqual([])
})

it('shows a node with what lies as many steps away as asked for (042-3)', () => {
  expect(
    around(chain, '10000', 2, 'both')
      .map(({ from, to }) => `${from} → ${to}`)
      .toSorted(),
  ).toEqual(['10000 → 10001', '10001 → 10002', '9998 → 9999', '9999 → 10000'])
})
