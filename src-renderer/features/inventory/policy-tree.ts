import type { Policy } from '#contract/model/policies.ts'
import { words } from './words.ts'

/** A node of the category tree, with the number of policies below it. */
export interface TreeItem {
  readonly id: string
  readonly name: string
  readonly count: number
  readonly children?: readonly TreeItem[]
}

/** The node that holds every policy. */
export const everything = '*'

/** The path of a policy in the tree: category, then platform where one category holds several. */
function pathOf(policy: Policy): readonly string[] {
  return [...policy.category, ...(policy.platform === 'All platforms' ? [] : [policy.platform])]
}

/** Whether a policy lies below a node of the tree. */
export function matchesNode(node: string, policy: Policy): boolean {
  if (node === everything) return true
  const path = pathOf(policy).join('/')
  return path === node || path.startsWith(`${node}/`)
}

/** Category, type and platform with their counts, as the admin center has them. */
export function buildTree(policies: readonly Policy[]): TreeItem[] {
  const platforms = new Set<string>(policies.map((policy) => policy.platform))
  const counts = new Map<string, number>()
  for (const policy of policies) {
    const path = pathOf(policy)
    for (let depth = 1; depth <= path.length; depth += 1) {
      const id = path.slice(0, depth).join('/')
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
  const below = (parent: string): TreeItem[] =>
    [...counts]
      .filter(([id]) =>
        parent === ''
          ? !id.includes('/') || id.startsWith('iOS')
          : id.startsWith(`${parent}/`) && depthOf(id) === depthOf(parent) + 1,
      )
      .toSorted(([left], [right]) => left.localeCompare(right))
      .map(([id, count]) => {
        const children = below(id)
        // A category of one platform needs no level for it.
        if (children.length === 1 && children[0]!.count === count && platforms.has(children[0]!.name)) children.pop()
        return { id, name: nameOf(id), count, ...(children.length > 0 ? { children } : {}) }
      })
  return [{ id: everything, name: words.tree.all, count: policies.length }, ...below('')]
}

/** `iOS/iPadOS` is one name though it has a slash. */
const plain = (id: string): string => id.replace('iOS/iPadOS', 'iOS|iPadOS')
const depthOf = (id: string): number => plain(id).split('/').length
const nameOf = (id: string): string => (plain(id).split('/').at(-1) ?? id).replace('|', '/')
