import type { ItemChange, NewItem, RunItemRow, RunRepository } from '../ports/runs.ts'

/** The items of a run while it works. */
export interface ItemLedger {
  items(): Promise<RunItemRow[]>
  add(items: readonly NewItem[]): Promise<void>
  /** @param figures requests of the run so far, and how many of them Graph throttled */
  update(
    changes: readonly { readonly id: string; readonly change: ItemChange }[],
    figures: { readonly requests: number; readonly throttled: number },
  ): Promise<void>
}

/**
 * The store is written first and stays the truth; what was written is kept, so that ten thousand items are not read
 * ten thousand times. Nobody else changes the items of a run that works: two never go at once (rule A-3).
 */
export function createItemLedger(runs: RunRepository, runId: string, newId: () => string): ItemLedger {
  let known: Map<string, RunItemRow> | null = null
  return {
    async items() {
      known ??= new Map((await runs.items(runId)).map((item) => [item.id, item]))
      return [...known.values()]
    },
    async add(items) {
      await runs.addItems(runId, items, newId)
      known = null
    },
    async update(changes, figures) {
      await runs.updateItems(changes, { runId, ...figures })
      for (const { id, change } of changes) {
        const before = known?.get(id)
        // As the store gives it back: what JSON leaves out is not there.
        if (before) known!.set(id, { ...before, ...(JSON.parse(JSON.stringify(change)) as ItemChange) })
      }
    },
  }
}
