import type { AppError } from '#contract/errors.ts'
import type { ItemState, RunState } from '#contract/model/run-states.ts'
import type { RunKind } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'

export interface RunRow {
  readonly id: string
  readonly tenantId: string
  readonly kind: RunKind
  readonly title: string
  readonly target: string
  readonly input: Json
  readonly status: RunState
  readonly phase: string | null
  readonly result: Json
  readonly error: AppError | null
  readonly requests: number
  readonly throttled: number
  readonly createdAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
}

export interface RunItemRow {
  readonly id: string
  readonly runId: string
  readonly seq: number
  readonly key: string
  readonly type: string
  readonly name: string
  readonly policyId: string | null
  readonly state: ItemState
  readonly note: string | null
  readonly detail: Json
  readonly error: AppError | null
  readonly startedAt: string | null
  readonly endedAt: string | null
}

export interface NewItem {
  readonly key: string
  readonly type: string
  readonly name: string
  readonly policyId?: string | null
  readonly detail?: Json
}

export interface ItemChange {
  readonly state?: ItemState
  readonly name?: string
  readonly note?: string | null
  readonly policyId?: string | null
  readonly detail?: Json
  readonly error?: AppError | null
  readonly startedAt?: string | null
  readonly endedAt?: string | null
}

export interface RunChange {
  readonly status?: RunState
  readonly phase?: string | null
  readonly result?: Json
  readonly error?: AppError | null
  readonly requests?: number
  readonly throttled?: number
  readonly startedAt?: string
  readonly endedAt?: string | null
}

/** An object that a restore made, or found as it should be. */
export interface RestoredObject {
  readonly type: string
  readonly name: string
  readonly sourceId: string
  readonly targetId: string
  /** Input of the plan that was carried out, without what it took. */
  readonly input: Json
}

export interface RunRepository {
  /** Inserts a run, or answers the equal one that has not ended (unique partial index, rule A-3). */
  enqueue(run: {
    id: string
    tenantId: string
    kind: RunKind
    title: string
    target: string
    input: Json
    at: string
  }): Promise<{ runId: string; reused: boolean }>
  find(id: string): Promise<RunRow | undefined>
  list(tenantId: string, limit: number): Promise<RunRow[]>
  unfinished(): Promise<RunRow[]>
  update(id: string, change: RunChange): Promise<void>
  /** Adds items that are not there yet, by key; keeps those that are. */
  addItems(runId: string, items: readonly NewItem[], newId: () => string): Promise<void>
  items(runId: string): Promise<RunItemRow[]>
  /** Open items first, then in their order; of those in the given states whose name has the text in it. */
  itemPage(
    runId: string,
    page: {
      readonly offset: number
      readonly limit: number
      readonly states: readonly ItemState[] | null
      readonly text: string
    },
  ): Promise<{ items: RunItemRow[]; total: number }>
  counts(runId: string): Promise<Record<ItemState, number>>
  /** All of them in one transaction. */
  /** Changes items, and with them the figures of their run: one commit, so one wait for the disk. */
  updateItems(
    changes: readonly { readonly id: string; readonly change: ItemChange }[],
    figures?: { readonly runId: string; readonly requests: number; readonly throttled: number },
  ): Promise<void>
  /** What restores of one tenant's versions made or found in another, item by item, the newest restore first. */
  restored(tenantId: string, sourceTenantId: string): Promise<readonly RestoredObject[]>
}
