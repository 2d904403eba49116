import type { ItemChange, NewItem } from '../ports/runs.ts'
import type { RunWork } from '../runs/run-context.ts'
import type { CarriedItem, CarryOutKind, PlanHead } from './stage.ts'
import { words } from './words.ts'

/** Adds the items of a plan to a run. Items that the plan doesn't write get their outcome immediately. */
export async function openItems(context: RunWork<CarryOutKind>, planId: string): Promise<readonly PlanHead[]> {
  const heads = await context.ports.store.plans.items(planId)
  await context.addItems(heads.map(newItem))
  const bySeq = new Map(heads.map((head) => [String(head.seq), head]))
  const changes = (await context.items()).flatMap((item): ItemChange<CarryOutKind>[] => {
    const head = bySeq.get(item.key)
    const outcome = head && item.state === 'pending' ? plannedOutcome(head) : null
    return outcome ? [{ id: item.id, ...outcome }] : []
  })
  await context.updateItems(changes)
  return heads
}

const newItem = (head: PlanHead): NewItem<CarryOutKind> => ({
  key: String(head.seq),
  type: head.type,
  name: head.name,
  action: head.action,
  sourceId: head.sourceId,
})

/** The outcome of an item that the plan doesn't write; null for an item that it writes. */
function plannedOutcome(head: PlanHead): Partial<Pick<CarriedItem, 'state' | 'note' | 'targetId'>> | null {
  if (head.action === 'unchanged') return { state: 'unchanged', note: words.items.unchanged, targetId: head.targetId }
  if (head.action === 'skip')
    return { state: 'skipped', note: head.reason ?? words.items.leftOut, targetId: head.targetId }
  if (!head.included) return { state: 'skipped', note: words.items.leftOut, targetId: head.targetId }
  if (head.action === 'blocked' || head.action === 'conflict') return { state: 'blocked', note: head.reason }
  return null
}
