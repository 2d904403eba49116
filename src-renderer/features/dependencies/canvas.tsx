import {
  Background,
  Controls,
  Handle,
  MarkerType,
  MiniMap,
  Position,
  ReactFlow,
  type Edge,
  type Node,
  type NodeProps,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import './dependencies.css'
import { useMemo, type ReactNode } from 'react'
import type { GraphEdge, GraphNode } from '#contract/model/dependencies.ts'
import { drawGraph, type DrawnNode } from './layout.ts'
import { KindIcon } from './kind-icon.tsx'
import { words } from './words.ts'

type ObjectNode = Node<
  { readonly drawn: DrawnNode; readonly isFocus: boolean; readonly caption: string; readonly onChoose: () => void },
  'object'
>

interface Props {
  readonly graph: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] }
  readonly focus: string
  readonly opened: ReadonlySet<string>
  readonly onFocus: (id: string) => void
  readonly onOpen: (group: string) => void
  readonly dark: boolean
}

/** The graph around one object: what refers to it at its left, what it refers to at its right. */
export function Canvas({ graph, focus, opened, onFocus, onOpen, dark }: Props): ReactNode {
  const { nodes, edges } = useMemo(() => {
    const drawing = drawGraph(graph, focus, opened)
    const missing = new Set(drawing.nodes.filter(({ node }) => node?.missing).map(({ id }) => id))
    return {
      nodes: drawing.nodes.map((drawn): ObjectNode => ({
        id: drawn.id,
        type: 'object',
        position: { x: drawn.x, y: drawn.y },
        width: drawn.width,
        height: drawn.height,
        data: {
          drawn,
          isFocus: drawn.id === focus,
          caption: captionOf(drawn, drawing.edges, focus),
          onChoose: () => (drawn.more.length > 0 ? onOpen(drawn.id) : onFocus(drawn.id)),
        },
      })),
      edges: drawing.edges.map(({ from, to, relation }): Edge => ({
        id: `${from}>${to}>${relation}`,
        source: from,
        target: to,
        ariaLabel: relation,
        focusable: false,
        markerEnd: { type: MarkerType.ArrowClosed },
        className: missing.has(to) ? 'missing' : relation === 'excluded' ? 'excluded' : '',
      })),
    }
  }, [graph, focus, opened, onFocus, onOpen])
  return (
    <ReactFlow
      key={`${focus}/${nodes.length}`}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      colorMode={dark ? 'dark' : 'light'}
      fitView
      fitViewOptions={{ minZoom: 0.6, maxZoom: 1, padding: 0.1 }}
      minZoom={0.1}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      elementsSelectable={false}
      onlyRenderVisibleElements
      proOptions={{ hideAttribution: true }}
    >
      <Background />
      <Controls showInteractive={false} />
      {nodes.length > 12 ? (
        <MiniMap
          pannable
          zoomable
          ariaLabel={words.graph.miniMap}
          nodeClassName={(node) =>
            node.id === focus ? 'focus' : (node as ObjectNode).data.drawn.node?.missing ? 'missing' : ''
          }
        />
      ) : null}
    </ReactFlow>
  )
}

/** The second line of a node: its type and its relation to the focused object. */
function captionOf(drawn: DrawnNode, edges: readonly GraphEdge[], focus: string): string {
  if (drawn.id === focus) return drawn.node?.title ?? ''
  const relations = [
    ...new Set(
      edges
        .filter(({ from, to }) => (from === focus && to === drawn.id) || (to === focus && from === drawn.id))
        .map(({ relation }) => relation),
    ),
  ]
  const kind = drawn.node?.title ?? ''
  return [kind, ...relations, ...(drawn.node?.missing ? [words.graph.notInTenant] : [])].filter(Boolean).join(', ')
}

function ObjectNode({ data: { drawn, isFocus, caption, onChoose } }: NodeProps<ObjectNode>): ReactNode {
  const name = drawn.node?.name ?? words.graph.more(drawn.more.length)
  return (
    <button
      type="button"
      className={`flow-node nodrag ${isFocus ? 'focus' : ''} ${drawn.node?.missing ? 'missing' : ''}`}
      title={`${name}\n${caption}`}
      onClick={onChoose}
      style={{ '--width': `${drawn.width}px`, '--height': `${drawn.height}px` }}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className="icon">{drawn.node ? <KindIcon node={drawn.node} /> : '…'}</span>
      <span className="name" dir="auto">
        {name}
      </span>
      <span className="words">{caption}</span>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </button>
  )
}

const nodeTypes = { object: ObjectNode }
