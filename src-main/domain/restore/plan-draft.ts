import type { Mapped } from './apply-mapping.ts'
import type { PlanAction, PlanInput, PlanItem, SourceItem } from './plan-types.ts'

/** What is known about an item before its action is decided. */
export interface Draft {
  readonly input: PlanInput
  readonly item: SourceItem
  /** The document with the ids of the target. */
  readonly mapped: Mapped
  readonly base: Omit<PlanItem, 'action' | 'reason'>
}

/** An item that is not written, and why. */
export const stopped = ({ base }: Draft, action: PlanAction, reason: string): PlanItem => ({ ...base, action, reason })

/** Whether an item is written by default, with a warning that says why not. */
export const asIncluded = (
  optIn: string | null,
  warnings: readonly string[],
): { included: boolean; warnings: readonly string[] } =>
  optIn === null ? { included: true, warnings } : { included: false, warnings: [optIn, ...warnings] }
