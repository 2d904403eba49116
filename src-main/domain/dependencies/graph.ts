import type { Relation } from './relations.ts'

/** An arrow between two nodes, each named `kind/id`. */
export interface Arrow {
  readonly from: string
  readonly to: string
  readonly relation: Relation
}

/** The part of a graph around a node: what it leads to and what leads to it, up to `depth` steps away. */
export function around(
  arrows: readonly Arrow[],
  focus: string,
  depth: number,
  direction: 'both' | 'inbound' | 'outbound',
): readonly Arrow[] {
  const [from, to] = [grouped(arrows, (arrow) => arrow.from), grouped(arrows, (arrow) => arrow.to)]
  const found = new Set<Arrow>()
  const walk = (next: (node: string) => readonly Arrow[], end: (arrow: Arrow) => string): void => {
    let border = [focus]
    const passed = new Set(border)
    for (let step = 0; step < depth && border.length > 0; step += 1) {
      const reached = border.flatMap(next)
      for (const arrow of reached) found.add(arrow)
      border = [...new Set(reached.map(end))].filter((node) => !passed.has(node))
      for (const node of border) passed.add(node)
    }
  }
  if (direction !== 'inbound')
    walk(
      (node) => from.get(node) ?? [],
      (arrow) => arrow.to,
    )
  if (direction !== 'outbound')
    walk(
      (node) => to.get(node) ?? [],
      (arrow) => arrow.from,
    )
  return [...found]
}

function grouped(arrows: readonly Arrow[], key: (arrow: Arrow) => string): Map<string, Arrow[]> {
  const groups = new Map<string, Arrow[]>()
  for (const arrow of arrows) {
    const of = groups.get(key(arrow))
    if (of) of.push(arrow)
    else groups.set(key(arrow), [arrow])
  }
  return groups
}

/** Nodes that need each other in a circle (Tarjan's strongly connected components), each circle once. */
export function cyclesOf(arrows: readonly Arrow[]): string[][] {
  const next = grouped(arrows, (arrow) => arrow.from)
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const cycles: string[][] = []
  /** Without recursion: a long chain must not end the process. */
  function search(root: string): void {
    const work: { node: string; at: number }[] = [{ node: root, at: 0 }]
    while (work.length > 0) {
      const frame = work.at(-1)!
      const { node } = frame
      if (frame.at === 0) {
        index.set(node, index.size)
        low.set(node, index.get(node)!)
        stack.push(node)
        onStack.add(node)
      }
      const to = next.get(node)?.[frame.at]?.to
      if (to !== undefined) {
        frame.at += 1
        if (!index.has(to)) work.push({ node: to, at: 0 })
        else if (onStack.has(to)) low.set(node, Math.min(low.get(node)!, index.get(to)!))
        continue
      }
      work.pop()
      const parent = work.at(-1)?.node
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent)!, low.get(node)!))
      if (low.get(node) !== index.get(node)) continue
      const component = stack.splice(stack.indexOf(node))
      for (const member of component) onStack.delete(member)
      if (component.length > 1 || next.get(node)?.some((arrow) => arrow.to === node)) cycles.push(component)
    }
  }
  for (const node of next.keys()) if (!index.has(node)) search(node)
  return cycles
}
