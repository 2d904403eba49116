import { ChevronDown12Regular, ChevronRight12Regular } from '@fluentui/react-icons'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { Tree, type NodeRendererProps } from 'react-arborist'
import type { Policy } from '#contract/model/policies.ts'
import { buildTree, type TreeItem } from './policy-tree.ts'
import { words } from './words.ts'

interface Props {
  readonly policies: readonly Policy[]
  readonly current: string
  readonly onCurrent: (node: string) => void
}

/** Category, type and platform with their counts, as the admin center has them. */
export function CategoryTree({ policies, current, onCurrent }: Props): ReactNode {
  const items = useMemo(() => buildTree(policies), [policies])
  const pane = useRef<HTMLElement>(null)
  const [height, setHeight] = useState(400)
  useEffect(() => {
    if (!pane.current) return undefined
    const observer = new ResizeObserver(([entry]) => setHeight(entry!.contentRect.height - 8))
    observer.observe(pane.current)
    return () => observer.disconnect()
  }, [])
  return (
    <section className="pane pad-s" ref={pane} aria-label={words.tree.label}>
      <Tree<TreeItem>
        data={items}
        rowHeight={28}
        indent={14}
        height={height}
        width="100%"
        openByDefault
        disableDrag
        disableDrop
        disableEdit
        disableMultiSelection
        rowClassName="tree-line"
        aria-label={words.tree.label}
        selection={current}
        onActivate={(node) => onCurrent(node.id)}
        onSelect={([node]) => (node ? onCurrent(node.id) : undefined)}
      >
        {(props) => <TreeRow {...props} current={current} onCurrent={onCurrent} />}
      </Tree>
    </section>
  )
}

function TreeRow({
  node,
  style,
  current,
  onCurrent,
}: NodeRendererProps<TreeItem> & { readonly current: string; readonly onCurrent: (node: string) => void }): ReactNode {
  return (
    // The tree takes the keyboard; a click on a row is the mouse's way to the same.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div
      style={style}
      className={node.id === current ? 'tree-row current' : 'tree-row'}
      onClick={() => onCurrent(node.id)}
    >
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <span
        className="tree-toggle"
        onClick={(event) => {
          event.stopPropagation()
          node.toggle()
        }}
      >
        {node.isLeaf ? null : node.isOpen ? <ChevronDown12Regular /> : <ChevronRight12Regular />}
      </span>
      <span className="ellipsis">{node.data.name}</span>
      <span className="count">{node.data.count}</span>
    </div>
  )
}
