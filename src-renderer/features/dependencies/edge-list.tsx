import { Button } from '@fluentui/react-components'
import { ArrowDownloadRegular, OpenRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { GraphEdge, GraphNode } from '#contract/model/dependencies.ts'
import { count } from '#renderer/ui/format.ts'
import { csv } from '#contract/csv.ts'
import { save } from '#renderer/shared/save.ts'
import { Pill } from '#renderer/ui/states.tsx'
import { KindIcon } from './kind-icon.tsx'
import { words } from './words.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'

interface Props {
  readonly graph: {
    readonly nodes: readonly GraphNode[]
    readonly edges: readonly GraphEdge[]
    readonly cycles: readonly (readonly string[])[]
  }
  readonly focus: GraphNode
  readonly onFocus: (id: string) => void
}

/** The same graph as a list: what refers to the object, and what it refers to. */
export function EdgeList({ graph, focus, onFocus }: Props): ReactNode {
  const [, navigate] = useLocation()
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const inbound = graph.edges.filter(({ to }) => to === focus.id)
  const outbound = graph.edges.filter(({ from }) => from === focus.id)
  const cycle = graph.cycles.find((ids) => ids.includes(focus.id))
  const rows = (edges: readonly GraphEdge[], end: 'from' | 'to') =>
    edges.map((edge) => {
      const node = nodes.get(edge[end])
      return node ? (
        <button
          key={`${edge[end]}/${edge.relation}`}
          type="button"
          className="grid-row plain edge"
          onClick={() => onFocus(node.id)}
        >
          <KindIcon node={node} />
          <span className="two-lines">
            <span className="ellipsis" dir="auto" title={node.name}>
              {node.name}
            </span>
            {node.missing ? (
              <span className="small warning">{words.impact.missing(node.title)}</span>
            ) : (
              <span className="small quiet ellipsis">{node.title}</span>
            )}
          </span>
          <span className="small quiet">{edge.relation}</span>
        </button>
      ) : null
    })
  return (
    <section className="pane" aria-label={words.impact.title}>
      <div className="pane-head inset-tight">
        <span className="strong">{words.impact.title}</span>
        <span className="end">
          {inbound.length > 0 ? (
            <Pill tone="warning">{words.impact.objects(inbound.length)}</Pill>
          ) : (
            <Pill>{words.impact.none}</Pill>
          )}
        </span>
      </div>
      {cycle ? (
        <div className="warn-box">{words.impact.cycle(cycle.map((id) => nodes.get(id)?.name ?? id))}</div>
      ) : null}
      <ScrollArea>
        <div className="grid-group row flex">
          {words.impact.inbound} <span className="quiet">{count(inbound.length)}</span>
        </div>
        {rows(inbound, 'from')}
        <div className="grid-group row flex">
          {words.impact.outbound} <span className="quiet">{count(outbound.length)}</span>
        </div>
        {rows(outbound, 'to')}
      </ScrollArea>
      <div className="pane-foot">
        <Button
          size="small"
          icon={<OpenRegular />}
          disabled={focus.policyId === null}
          onClick={() => navigate(`/inventory/${focus.policyId}`)}
        >
          {words.impact.openPolicy}
        </Button>
        <Button
          size="small"
          icon={<ArrowDownloadRegular />}
          onClick={() =>
            void save(
              words.impact.fileName(focus.name),
              csv([
                [...words.impact.csvHead],
                ...graph.edges.map((edge) => [
                  nodes.get(edge.from)?.name ?? edge.from,
                  edge.relation,
                  nodes.get(edge.to)?.name ?? edge.to,
                ]),
              ]),
            )
          }
        >
          {words.impact.export}
        </Button>
      </div>
    </section>
  )
}
