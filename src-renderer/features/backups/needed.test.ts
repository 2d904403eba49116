import { expect, it } from 'vitest'
import { PolicyId } from '#contract/model/ids.ts'
import type { GraphNode } from '#contract/model/dependencies.ts'
import { neededBy } from './needed.ts'

const node = (id: string, isPolicy = true): GraphNode => ({
  id,
  kind: 'configurationPolicies',
  title: 'Settings catalog',
  name: id,
  policyId: isPolicy ? PolicyId.parse(`policy-${id}`) : null,
  missing: false,
  inbound: 0,
  outbound: 0,
})
const edge = (from: string, to: string) => ({ from, to, relation: 'uses' })
const graph = {
  nodes: [node('a'), node('b'), node('c'), node('group', false)],
  edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('a', 'group'), edge('c', 'unknown')],
}
const needed = (...chosen: string[]) => neededBy(new Set(chosen), graph).map(({ id }) => id)

it('what a policy needs is followed through others, and circles end', () => {
  expect(needed('policy-a').toSorted()).toEqual(['b', 'c'])
})

it('what is chosen is not needed in addition', () => {
  expect(needed('policy-a', 'policy-b')).toEqual(['c'])
})

it('objects that are no policies, and unknown ones, are left out', () => {
  expect(needed('policy-c').toSorted()).toEqual(['a', 'b'])
})
