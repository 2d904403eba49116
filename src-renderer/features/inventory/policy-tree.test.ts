import { expect, it } from 'vitest'
import { samplePolicy } from '#renderer/test-support.ts'
import { buildTree, everything, matchesNode } from './policy-tree.ts'

const windows = samplePolicy({ category: ['Devices', 'Compliance'], platform: 'Windows' })
const macos = samplePolicy({ category: ['Devices', 'Compliance'], platform: 'macOS' })
const ios = samplePolicy({ category: ['Devices', 'Compliance'], platform: 'iOS/iPadOS' })
const filters = samplePolicy({ category: ['Tenant administration'], platform: 'All platforms' })

it('the first node holds every policy', () => {
  expect(buildTree([windows, filters])[0]).toMatchObject({ id: everything, count: 2 })
  expect(matchesNode(everything, filters)).toBe(true)
})

it('a category with several platforms has a node for each', () => {
  const [, devices] = buildTree([windows, macos, macos])
  expect(devices).toMatchObject({
    name: 'Devices',
    count: 3,
    children: [
      {
        name: 'Compliance',
        count: 3,
        children: [
          { name: 'macOS', count: 2 },
          { name: 'Windows', count: 1 },
        ],
      },
    ],
  })
})

it('a category of one platform needs no node for it', () => {
  const [, devices] = buildTree([windows])
  expect(devices?.children?.[0]).toEqual({ id: 'Devices/Compliance', name: 'Compliance', count: 1 })
})

it('the slash in iOS/iPadOS does not make two levels', () => {
  const [, devices] = buildTree([windows, ios])
  expect(devices?.children?.[0]?.children?.map(({ name }) => name)).toEqual(['iOS/iPadOS', 'Windows'])
})

it('a node matches what is below it, not what begins like it', () => {
  expect(matchesNode('Devices', windows)).toBe(true)
  expect(matchesNode('Devices/Compliance/Windows', windows)).toBe(true)
  expect(matchesNode('Devices/Compliance/Windows', macos)).toBe(false)
  expect(matchesNode('Devices/Comp', windows)).toBe(false)
})
