import { around, cyclesOf, type Arrow } from '#domain/dependencies/graph.ts'
import { failure } from '#contract/errors.ts'
import { PolicyId } from '#contract/model/ids.ts'
import type { GraphNode } from '#contract/model/dependencies.ts'
import { findDirectoryKind } from '#domain/policy-types/directory-kinds.ts'
import { headingOf } from '#domain/policy-types/kinds.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'
import { idKey } from '#domain/references/id-key.ts'
import type { ReadStore } from '../ports/store.ts'
import { words } from '../words.ts'

/** The dependencies of a tenant in its latest capture. */
export interface Dependencies {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly Arrow[]
  readonly cycles: readonly (readonly string[])[]
}

/**
 * The graph around a node, or the whole graph. Only uses the store. @throws Failure `notFound` for a node that no
 * captured policy is or refers to
 */
export async function dependencies(
  store: ReadStore,
  tenantId: string,
  options: {
    readonly focus?: string | undefined
    readonly depth: number
    readonly direction: 'both' | 'inbound' | 'outbound'
  },
): Promise<Dependencies> {
  const policies = (await store.policies.list(tenantId)).filter(
    (row) => row.state === 'active' && row.archivedAt === null,
  )
  const nodeId = (kind: string, id: string) => `${kind}/${idKey(id)}`
  const byNode = new Map(policies.map((row) => [nodeId(row.type, row.externalId), row]))
  const nodeOf = new Map(policies.map((row) => [row.id, nodeId(row.type, row.externalId)]))
  const names = new Map(
    [...(await store.directory.names(tenantId))].map(([key, name]) => [
      nodeId(key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)),
      name,
    ]),
  )
  const arrows = (await store.dependencies.edges(tenantId)).flatMap(
    ({ policyId, relation, kind, targetId }): Arrow[] => {
      const from = nodeOf.get(policyId)
      return from === undefined || findDirectoryKind(kind)?.isDefinition
        ? []
        : [{ from, to: nodeId(kind, targetId), relation }]
    },
  )
  const focus =
    options.focus === undefined
      ? undefined
      : nodeId(options.focus.slice(0, options.focus.indexOf('/')), options.focus.slice(options.focus.indexOf('/') + 1))
  const isKnown = (id: string) =>
    byNode.has(id) || names.has(id) || arrows.some(({ from, to }) => from === id || to === id)
  if (focus !== undefined && !isKnown(focus)) throw failure('notFound', words.dependencies.unknownObject)
  const edges = focus === undefined ? arrows : around(arrows, focus, options.depth, options.direction)
  const ids = new Set([
    ...(focus === undefined ? byNode.keys() : [focus]),
    ...edges.flatMap(({ from, to }) => [from, to]),
  ])
  // An object that refers to another one in two ways counts once.
  const pairs = new Map(arrows.map((arrow) => [`${arrow.from}\n${arrow.to}`, arrow]))
  const count = (key: 'from' | 'to') => {
    const counts = new Map<string, number>()
    for (const arrow of pairs.values()) counts.set(arrow[key], (counts.get(arrow[key]) ?? 0) + 1)
    return counts
  }
  const [outbound, inbound] = [count('from'), count('to')]
  const nodes = [...ids].map((id): GraphNode => {
    const kind = id.slice(0, id.indexOf('/'))
    const policy = byNode.get(id)
    const name = policy?.name ?? names.get(id)
    const type = findPolicyType(kind)
    return {
      id,
      kind,
      title: policy?.kind ?? headingOf(kind),
      name: name ?? id.slice(kind.length + 1),
      policyId: policy ? PolicyId.parse(policy.id) : null,
      // Listed objects would be there. For directory objects, only names are known.
      missing: type && !type.askedById ? !policy && names.get(id) === undefined : name === undefined,
      inbound: inbound.get(id) ?? 0,
      outbound: outbound.get(id) ?? 0,
    }
  })
  return { nodes, edges, cycles: cyclesOf(arrows) }
}
