import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import type { ItemState } from '#contract/model/run-states.ts'
import type { GraphReader, GraphWriter } from '../ports/graph.ts'
import type { DirectoryEntry } from '#domain/restore/mapping.ts'
import type { StoredPlanItem } from '../ports/plans.ts'
import type { RunItemRow } from '../ports/runs.ts'
import type { RunWork } from '../runs/run-context.ts'
import type { Journal } from './journal.ts'
import type { ItemTools } from './item-task.ts'

/** Run kinds that carry out a plan. */
export type CarryOutKind = 'restore' | 'rehearsal'
/** An item of such a run. */
export type CarriedItem = RunItemRow<CarryOutKind>
/** A plan item without its documents. */
export type PlanHead = Omit<StoredPlanItem, 'wanted' | 'live' | 'steps'>

/** Where a plan is carried out: the tenant, or a simulated copy. */
export interface Stage {
  readonly reader: GraphReader
  readonly writer: GraphWriter
  readonly journal: Journal
  /** Stops if the tenant changed after the preview. A copy always matches the preview. */
  readonly guardsConflicts: boolean
  /** Reason for the approving administrator, if Multi Admin Approval protects an object. */
  readonly justification: string | null
}

/** A stage with everything that the items of a plan share. */
export interface Work extends Stage {
  readonly context: RunWork<CarryOutKind>
  readonly listing: (type: PolicyType, name: string) => ReturnType<ItemTools['listing']>
  readonly planId: string
  readonly assignments: boolean
  readonly sameTenant: boolean
  /** Only what a rule says changes: secrets stay as the tenant has them by now. */
  readonly leavesSecrets: boolean
  /** Items whose creation was sent since the run started or went on. */
  readonly posted: Set<string>
  /** The old objects of items that replace one, by the item's `type/sourceId`. */
  readonly replacing: ReadonlyMap<string, string>
  readonly sourceTenantId: string
  readonly targets: Readonly<Record<string, readonly DirectoryEntry[]>>
}

/** Items that a run continues by itself. A person has to retry failed and waiting ones. */
export const isOpen = (state: ItemState): boolean => state === 'pending' || state === 'unknown'

/** `type/sourceId`, the key that items of a plan use to refer to each other. */
export const sourceKey = (item: { readonly type: string; readonly sourceId: string | null }): string =>
  `${item.type}/${item.sourceId ?? ''}`
