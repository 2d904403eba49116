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
  /** Unchanged objects whose items aren't kept. */
  readonly leftOut: number
  /** It has ended before, and some of its items aren't kept. */
  readonly hasForgotten: boolean
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

/** A stored run. Its kind determines the shapes of input and result. */
export type RunRow<Kind extends RunKind = RunKind> = RunByKind[Kind]

/** The data to start a run. Its input is checked against the shape of its kind. */
export type NewRun<Kind extends RunKind = RunKind> = {
  readonly [Each in Kind]: {
    readonly tenantId: string
    readonly kind: Each
    readonly title: string
    /** The target of the run. Two runs of the same kind with the same target never run at once. */
    readonly target: string
    readonly input: NewRunInput<Each>
  }
}[Kind]

/** A stored item. The shape of `detail` depends on the run's kind. Data that other code needs has its own property. */
export interface RunItemRow<Kind extends RunKind = RunKind> extends ItemFacts {
  readonly id: string
  readonly runId: string
  readonly seq: number
  /** Identifies an item of a run: the ID of a policy, or the number of a plan item. */
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

/** What an item did to an object, and the versions from before and after. */
export interface ItemFacts {
  /** The planned action. */
  readonly action: PlanAction | null
  /** ID of the object in the backup, and of the one in the tenant. */
  readonly sourceId: string | null
  readonly targetId: string | null
  /** The run created the object in the tenant. */
  readonly created: boolean
  /** The version with the state that the run overwrote or deleted. */
  readonly beforeVersionId: string | null
  /** The version with the state that the run captured or wrote. */
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

/** What a run records while it works, in addition to its state. */
export interface RunProgress<Kind extends RunKind = RunKind> extends Partial<RequestFigures> {
  readonly phase?: string | null
  /** Values to add to the result. */
  readonly result?: RunResult<Kind>
}

/** Changes together with a new state. */
export interface MoveFacts extends Partial<RequestFigures> {
  readonly startedAt?: string
  readonly endedAt?: string | null
  readonly error?: AppError | null
  readonly phase?: null
}

/** An object that a restore created, or that already matched. */
export interface RestoredObject {
  readonly type: string
  readonly name: string
  readonly sourceId: string
  readonly targetId: string
  /** The restore created it, and didn't find it. */
  readonly isCreated: boolean
  /** Options of the plan that was carried out. */
  readonly options: PlanOptions
}

export interface RunRepository {
  /** Inserts a run, or returns the identical one that hasn't ended (unique partial index, 000-2). */
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
   * Changes the state of a run, if the state table allows it.
   *
   * @returns whether it moved
   */
  move(id: string, to: RunState, facts?: MoveFacts): Promise<boolean>
  /** Changes the state of every running item of a run. Their requests may or may not have taken effect. */
  moveRunningItems(runId: string, change: Omit<ItemChange, 'id'> & { readonly state: ItemState }): Promise<void>
  record(id: string, progress: RunProgress): Promise<void>
  /** Adds items with new keys and keeps existing ones. */
  addItems(runId: string, items: readonly NewItem[], newId: () => string): Promise<void>
  /** Its items, and one for each version that it stored and has no item for. */
  items(runId: string): Promise<RunItemRow[]>
  /** Open items first, those for which nothing was done last, and in order otherwise; filtered by state and by text in the name. */
  itemPage(
    runId: string,
    page: {
      readonly offset: number
      readonly limit: number
      readonly states: readonly ItemState[] | null
      readonly text: string
    },
  ): Promise<{ items: RunItemRow[]; total: number }>
  /** Items by state, with those that were left out. */
  /** The title of the restore that wrote a version; undefined if none did. A restore also captures what others changed. */
  restoreOf(versionId: string): Promise<string | undefined>
  counts(runId: string): Promise<Record<ItemState, number>>
  /** Ended runs of these kinds with items of unchanged objects, or items that only say which version they stored. */
  withItemsToForget(tenantId: string, kinds: readonly RunKind[]): Promise<string[]>
  /**
   * Deletes those items of an ended run. It counts unchanged objects, and shows the versions that it stored from now on
   * as they are. Items with more to say stay.
   */
  forgetItems(runId: string): Promise<void>
  /**
   * Changes items and the request counts of their run in one commit, to wait for the disk only once. An item that can't
   * change to the new state stays unchanged.
   */
  updateItems(changes: readonly ItemChange[], figures?: RequestFigures & { readonly runId: string }): Promise<void>
  /** Objects that restores from one tenant created or found in another, item by item, newest restore first. */
  restored(tenantId: string, sourceTenantId: string): Promise<readonly RestoredObject[]>
}
