import type { PlanInput } from '#contract/model/plans.ts'
import type { Choice } from '#domain/restore/mapping.ts'

/** The choices of a plan's input, by `kind/source id`. */
export const choicesOf = ({ choices }: PlanInput): ReadonlyMap<string, Choice> => new Map(Object.entries(choices))

/** The restore that a plan undoes. */
export const undoOf = ({ from }: PlanInput): string | null => ('undoOf' in from ? from.undoOf : null)
