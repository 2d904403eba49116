import type { GraphEdge, GraphNode } from '#contract/model/dependencies.ts'

/**
 * Policies that the chosen ones refer to, directly or through others, and that are not chosen themselves: without them
 * a restore elsewhere would miss something.
 */
export function neededBy(
  chosen: ReadonlySet<string>,
  graph: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] },
): GraphNode[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const outbound = Map.groupBy(graph.edges, ({ from }) => from)
  const open = graph.nodes.filter((node) => node.policyId !== null && chosen.has(node.policyId)).map((node) => node.id)
  const seen = new Set(open)
  const needed: GraphNode[] = []
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const { to } of outbound.get(id) ?? []) {
      const node = nodes.get(to)
      if (!node || seen.has(to)) continue
      seen.add(to)
      open.push(to)
      if (node.policyId !== null) needed.push(node)
    }
  }
  return needed
}
