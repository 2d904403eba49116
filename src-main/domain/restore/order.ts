import type { PlanItem, SourceItem } from './plan-types.ts'

/** Items by phase, then by what gives them a rank, then by name: the same order whatever order they came in. */
export const inOrder = (items: readonly SourceItem[]): SourceItem[] =>
  items.toSorted(
    (left, right) =>
      left.type.phase - right.type.phase ||
      compareText(left.type.key, right.type.key) ||
      rank(left) - rank(right) ||
      compareText(left.name, right.name) ||
      compareText(left.sourceId, right.sourceId),
  )

function rank({ type, document }: SourceItem): number {
  if (type.write.rank === undefined) return 0
  const value = document[type.write.rank]
  return typeof value === 'number' ? value : Number.MAX_SAFE_INTEGER
}

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/**
 * Puts what an item depends on before it. Where items refer to each other, one goes first without the reference and
 * gets it in a second pass: its `later` names what it waits for.
 */
export function orderByDependency(items: readonly PlanItem[]): PlanItem[] {
  const byKey = new Map(items.map((item) => [`${item.type}/${item.sourceId}`, item]))
  const done = new Set<PlanItem>()
  const open = new Set<PlanItem>()
  const ordered: PlanItem[] = []
  function visit(item: PlanItem): void {
    if (done.has(item)) return
    open.add(item)
    const later: string[] = []
    for (const key of item.dependsOn) {
      const other = byKey.get(key)
      if (!other) continue
      if (open.has(other)) later.push(key)
      else visit(other)
    }
    open.delete(item)
    done.add(item)
    ordered.push(
      later.length === 0 ? item : { ...item, later, dependsOn: item.dependsOn.filter((key) => !later.includes(key)) },
    )
  }
  for (const item of items) visit(item)
  return ordered
}
