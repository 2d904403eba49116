import type { AppError } from '#contract/errors.ts'
import type { PlanAction, PlanOptions } from '#contract/model/plans.ts'
import type { NewRunInput, RunInput, RunItemDetail, RunKind, RunResult } from '#contract/model/run-shapes.ts'
import type { ItemState, RunState } from '#contract/model/run-states.ts'

interface RunHead {
  readonly id: string
  readonly tenantId: string
  readonly title: string
  /** What the run works on: equal texts are the same job. */
  readonly target: string
  readonly status: RunState
  readonly phase: string | null
  readonly error: AppError | null
  /** Requests so far, and how many of them Graph throttled. */
  readonly requests: number
  readonly throttled: number
  readonly createdAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
}

type RunByKind = {
  readonly [Kind in RunKind]: RunHead & {
    readonly kind: Kind
    readonly input: RunInput<Kind>
    readonly result: RunResult<Kind>
  }
}

/** A stored run; its kind says what input and result hold. */
export type RunRow<Kind extends RunKind = RunKind> = RunByKind[Kind]

/** What starts a run; its input is checked against the kind's shape. */
export type NewRun<Kind extends RunKind = RunKind> = {
  readonly [Each in Kind]: {
    readonly tenantId: string
    readonly kind: Each
    readonly title: string
    /** What the run works on: the same kind on the same target exists once while it has not ended. */
    readonly target: string
    readonly input: NewRunInput<Each>
  }
}[Kind]

/** A stored item. `detail` is of the run's kind; what other code asks for is a property of its own. */
export interface RunItemRow<Kind extends RunKind = RunKind> extends ItemFacts {
  readonly id: string
  readonly runId: string
  readonly seq: number
  /** Tells the items of a run apart: a policy's id, or the number of a plan's item. */
  readonly key: string
  readonly type: string
  readonly name: string
  readonly policyId: string | null
  readonly state: ItemState
  readonly note: string | null
  readonly detail: RunItemDetail<Kind>
  readonly error: AppError | null
  readonly startedAt: string | null
  readonly endedAt: string | null
}

/** What an item did to an object, and where the states before and after it are kept. */
export interface ItemFacts {
  /** What the plan says is done with it. */
  readonly action: PlanAction | null
  /** Id of the object that the backup holds, and of the one in the tenant. */
  readonly sourceId: string | null
  readonly targetId: string | null
  /** The run made the object in the tenant. */
  readonly created: boolean
  /** The state that the run overwrote or deleted, kept as a version. */
  readonly beforeVersionId: string | null
  /** The state that the run captured, or left behind. */
  readonly afterVersionId: string | null
}

export interface NewItem<Kind extends RunKind = RunKind> extends Partial<ItemFacts> {
  readonly key: string
  readonly type: string
  readonly name: string
  readonly policyId?: string | null
  readonly detail?: RunItemDetail<Kind>
}

/** A change of an item. The state moves by the table of `domain/runs/states.ts`; `detail` replaces the one before. */
export interface ItemChange<Kind extends RunKind = RunKind> extends Partial<ItemFacts> {
  readonly id: string
  readonly state?: ItemState
  readonly name?: string
  readonly note?: string | null
  readonly policyId?: string | null
  readonly detail?: RunItemDetail<Kind>
  readonly error?: AppError | null
  readonly startedAt?: string | null
  readonly endedAt?: string | null
}

/** Requests of a run so far, and how many of them Graph throttled. */
export interface RequestFigures {
  readonly requests: number
  readonly throttled: number
}

/** What a run records while it works, beside its state. */
export interface RunProgress<Kind extends RunKind = RunKind> extends Partial<RequestFigures> {
  readonly phase?: string | null
  /** Figures that join the result. */
  readonly result?: RunResult<Kind>
}

/** What goes with a move to another state. */
export interface MoveFacts extends Partial<RequestFigures> {
  readonly startedAt?: string
  readonly endedAt?: string | null
  readonly error?: AppError | null
  readonly phase?: null
}

/** An object that a restore made, or found as it should be. */
export interface RestoredObject {
  readonly type: string
  readonly name: string
  readonly sourceId: string
  readonly targetId: string
  /** Options of the plan that was carried out. */
  readonly options: PlanOptions
}

export interface RunRepository {
  /** Inserts a run, or answers the equal one that has not ended (unique partial index, 000-2). */
  enqueue(run: NewRun & { readonly id: string; readonly at: string }): Promise<{ runId: string; reused: boolean }>
  find(id: string): Promise<RunRow | undefined>
  /** The newest first. */
  list(tenantId: string, limit: number): Promise<RunRow[]>
  /** The newest run of a kind, on a target when one is given. */
  newest<Kind extends RunKind>(tenantId: string, kind: Kind, target?: string): Promise<RunRow<Kind> | undefined>
  /** Runs that are queued, running or being cancelled, the oldest first. */
  unfinished(): Promise<RunRow[]>
  /** Ids of runs that have not ended and whose record does not have the shape of its kind. */
  unreadable(): Promise<string[]>
  /**
   * Moves a run to another state, if the table allows it from the one it is in.
   *
   * @returns whether it moved
   */
  move(id: string, to: RunState, facts?: MoveFacts): Promise<boolean>
  /** Moves every running item of a run; what was asked of Graph for them may or may not have taken effect. */
  moveRunningItems(runId: string, change: Omit<ItemChange, 'id'> & { readonly state: ItemState }): Promise<void>
  record(id: string, progress: RunProgress): Promise<void>
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
  /**
   * Changes items, and with them the figures of their run: one commit, so one wait for the disk. An item that may not
   * move to the asked state stays as it is.
   */
  updateItems(changes: readonly ItemChange[], figures?: RequestFigures & { readonly runId: string }): Promise<void>
  /** What restores of one tenant's versions made or found in another, item by item, the newest restore first. */
  restored(tenantId: string, sourceTenantId: string): Promise<readonly RestoredObject[]>
}
