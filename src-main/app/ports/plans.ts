import type { PlanInput } from '#contract/model/plans.ts'
import type { PlanSummary } from '#domain/restore/plan-types.ts'
import type { DirectoryEntry, MappedReference } from '#domain/restore/mapping.ts'
import type { PlanItem } from '#domain/restore/plan.ts'

export interface PlanRow {
  readonly id: string
  readonly tenantId: string
  readonly source: string
  readonly input: PlanInput
  readonly references: readonly MappedReference[]
  readonly createdAt: string
  /** Equal for plans with the same changes to the same objects. */
  readonly hash: string
}

/** A stored plan item: the planned item, its position, and whether it is included. */
export interface StoredPlanItem extends PlanItem {
  readonly seq: number
  readonly kind: string
  readonly included: boolean
}

export interface PlanTally {
  /** All items by action, also those that are left out. */
  readonly summary: PlanSummary
  /** Included items that are written, and how many of those have a warning. */
  readonly writes: number
  readonly warnings: number
  /** Included items that can't be written. */
  readonly blocked: number
}

export interface PlanRepository {
  insert(
    plan: PlanRow & { readonly runId: string; readonly targets: Readonly<Record<string, readonly DirectoryEntry[]>> },
    items: readonly (PlanItem & { readonly kind: string })[],
  ): Promise<void>
  find(id: string): Promise<PlanRow | undefined>
  /** Objects of the target by kind, at the time of planning. */
  targets(id: string): Promise<Readonly<Record<string, readonly DirectoryEntry[]>>>
  items(id: string): Promise<Omit<StoredPlanItem, 'wanted' | 'live' | 'steps'>[]>
  /** What a plan does in numbers, without reading its items. */
  tally(id: string): Promise<PlanTally>
  item(id: string, seq: number): Promise<StoredPlanItem | undefined>
  include(id: string, seq: number, included: boolean): Promise<void>
}
