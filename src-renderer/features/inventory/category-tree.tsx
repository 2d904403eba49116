import { ChevronDown12Regular, ChevronRight12Regular } from '@fluentui/react-icons'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { Tree, type NodeRendererProps } from 'react-arborist'
import type { Policy } from '#contract/model/policies.ts'
import { words } from './words.ts'

interface TreeItem {
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

function buildTree(policies: readonly Policy[]): TreeItem[] {
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
