import { expect, it } from 'vitest'
import { drawGraph } from './layout.ts'

const graphOf = (edges: readonly (readonly [from: string, to: string, relation?: string])[]) => ({
  nodes: [],
  edges: edges.map(([from, to, relation = 'assigned']) => ({ from, to, relation })),
})
const many = Array.from({ length: 12 }, (_, index) => [`policy-${index}`, 'group'] as const)

it('what refers stands left of what it refers to', () => {
  const { nodes } = drawGraph(
    graphOf([
      ['policy', 'group'],
      ['group', 'filter'],
    ]),
    'group',
    new Set(),
  )
  const left = (id: string) => nodes.find((node) => node.id === id)!.x
  expect(left('policy')).toBeLessThan(left('group'))
  expect(left('group')).toBeLessThan(left('filter'))
})

it('an object without references is drawn alone', () => {
  expect(drawGraph(graphOf([]), 'group', new Set()).nodes.map(({ id }) => id)).toEqual(['group'])
})

it('up to nine neighbors of one relation are drawn one by one', () => {
  expect(drawGraph(graphOf(many.slice(0, 9)), 'group', new Set()).nodes).toHaveLength(10)
})

it('of more neighbors eight are drawn, and the rest is one node', () => {
  const { nodes } = drawGraph(graphOf(many), 'group', new Set())
  expect(nodes).toHaveLength(10)
  expect(nodes.find(({ more }) => more.length > 0)?.more).toEqual(['policy-8', 'policy-9', 'policy-10', 'policy-11'])
})

it('an opened bundle is drawn one by one', () => {
  expect(drawGraph(graphOf(many), 'group', new Set(['more:in:assigned'])).nodes).toHaveLength(13)
})

it('what only a bundled neighbor leads to is not drawn', () => {
  const { nodes } = drawGraph(graphOf([...many, ['policy-11', 'filter']]), 'group', new Set())
  expect(nodes.map(({ id }) => id)).not.toContain('filter')
})

it('neighbors of different relations are bundled apart', () => {
  const excluded = many.map(([from]) => [`x-${from}`, 'group', 'excluded'] as const)
  const { nodes } = drawGraph(graphOf([...many, ...excluded]), 'group', new Set())
  expect(nodes.filter(({ more }) => more.length > 0).map(({ id }) => id)).toEqual([
    'more:in:assigned',
    'more:in:excluded',
  ])
})
