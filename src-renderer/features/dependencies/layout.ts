import { graphlib, layout } from '@dagrejs/dagre'
import type { GraphEdge, GraphNode } from '#contract/model/dependencies.ts'

/** A node of the picture: an object, or several of one kind that stand together. */
export interface DrawnNode {
  readonly id: string
  readonly node: GraphNode | null
  /** Objects that this node stands for. */
  readonly more: readonly string[]
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly GraphEdge[]
}

/** Neighbors of one relation that are drawn one by one; more of them are bundled until they are opened. */
const apart = 8

/**
 * Lays a graph out from left to right: what refers stands left of what it refers to.
 *
 * @param opened groups of neighbours that are drawn one by one
 */
export function drawGraph(
  graph: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] },
  focus: string,
  opened: ReadonlySet<string>,
): Drawing {
  const { edges, groups } = together(graph.edges, focus, opened)
  const shown = new Set([focus, ...edges.flatMap(({ from, to }) => [from, to])])
  const known = new Map(graph.nodes.map((node) => [node.id, node]))
  const sizeOf = (id: string) => (id === focus ? { width: 208, height: 84 } : { width: 204, height: 48 })
  const picture = new graphlib.Graph()
  picture.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 96 })
  picture.setDefaultEdgeLabel(() => ({}))
  for (const id of shown) picture.setNode(id, sizeOf(id))
  for (const { from, to } of edges) picture.setEdge(from, to)
  layout(picture)
  return {
    edges,
    nodes: [...shown].map((id) => {
      const { width, height } = sizeOf(id)
      const { x, y } = picture.node(id) as { x: number; y: number }
      return {
        id,
        node: known.get(id) ?? null,
        more: groups.get(id) ?? [],
        x: x - width / 2,
        y: y - height / 2,
        width,
        height,
      }
    }),
  }
}

/** Replaces many neighbors of one relation by one node, together with what only they lead to. */
function together(
  edges: readonly GraphEdge[],
  focus: string,
  opened: ReadonlySet<string>,
): { edges: GraphEdge[]; groups: Map<string, string[]> } {
  const groups = new Map<string, string[]>()
  const hidden = new Set<string>()
  const bundles = Map.groupBy(
    edges.filter(({ from, to }) => from === focus || to === focus),
    ({ from, relation }) => `more:${from === focus ? 'out' : 'in'}:${relation}`,
  )
  const added: GraphEdge[] = []
  for (const [id, bundle] of bundles) {
    if (opened.has(id) || bundle.length <= apart + 1) continue
    const rest = bundle.slice(apart)
    groups.set(
      id,
      rest.map(({ from, to }) => (from === focus ? to : from)),
    )
    for (const member of groups.get(id)!) hidden.add(member)
    added.push(
      rest[0]!.from === focus
        ? { from: focus, to: id, relation: rest[0]!.relation }
        : { from: id, to: focus, relation: rest[0]!.relation },
    )
  }
  const open = edges.filter(({ from, to }) => !hidden.has(from) && !hidden.has(to))
  // Nodes that can't be reached from the focus any more are removed too.
  const reached = new Set([focus])
  for (let before = 0; before !== reached.size;) {
    before = reached.size
    for (const { from, to } of open) if (reached.has(from) || reached.has(to)) reached.add(from).add(to)
  }
  return { edges: [...open.filter(({ from }) => reached.has(from)), ...added], groups }
}
