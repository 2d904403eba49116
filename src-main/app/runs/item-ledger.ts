import type { RunKind } from '#contract/model/run-shapes.ts'
import { itemSources } from '#domain/runs/states.ts'
import type { ItemChange, NewItem, RequestFigures, RunItemRow, RunRepository } from '../ports/runs.ts'

/** The items of a run while it works. */
export interface ItemLedger<Kind extends RunKind> {
  items(): Promise<RunItemRow<Kind>[]>
  add(items: readonly NewItem<Kind>[]): Promise<void>
  update(changes: readonly ItemChange<Kind>[], figures: RequestFigures): Promise<void>
}

/**
 * The store is written first and is the source of truth. Written items are cached, so that ten thousand items aren't
 * read ten thousand times. Nothing else changes the items of an active run, because two never run at once (000-2).
 */
export function createItemLedger<Kind extends RunKind>(
  runs: Pick<RunRepository, 'items' | 'addItems' | 'updateItems'>,
  runId: string,
  newId: () => string,
): ItemLedger<Kind> {
  let known: Map<string, RunItemRow<Kind>> | null = null
  return {
    async items() {
      // The store parsed them with the shape of the run's kind.
      known ??= new Map(((await runs.items(runId)) as RunItemRow<Kind>[]).map((item) => [item.id, item]))
      return [...known.values()]
    },
    async add(items) {
      await runs.addItems(runId, items, newId)
      known = null
    },
    async update(changes, figures) {
      await runs.updateItems(changes, { runId, ...figures })
      for (const change of changes) {
        const before = known?.get(change.id)
        if (!before || (change.state !== undefined && !itemSources(change.state).includes(before.state))) continue
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
        known!.set(change.id, { ...before, ...given })
      }
    },
  }
}
