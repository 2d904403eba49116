import type { MappedReference, PlanItem } from '#contract/model/plans.ts'
import { keyOf, outcomeOf, type Choices } from './references.ts'

/** What happens to policies that refer to something that isn't carried over. */
export interface Effect {
  /** Policies that end without any assignment. */
  readonly unassigned: number
  /** Policies that keep others of their assignments. */
  readonly fewer: number
  /** Policies that no longer exclude it. */
  readonly notExcluded: number
}

const isPlanned = ({ action }: PlanItem): boolean => action !== 'delete' && action !== 'skip'

/** The effect of each reference that isn't carried over with the choices made so far, by its key. */
export function effectsOf(
  items: readonly PlanItem[],
  references: readonly MappedReference[],
  choices: Choices,
): ReadonlyMap<string, Effect> {
  const effects = new Map<string, { unassigned: number; fewer: number; notExcluded: number }>()
  const lost = lostIn(references, choices)
  for (const item of items.filter(isPlanned)) {
    const { includes, excludes } = item.reach ?? { includes: [], excludes: [] }
    const ends = endsUnassigned(item, lost)
    const add = (key: string, what: keyof Effect): void => {
      const effect = effects.get(key) ?? { unassigned: 0, fewer: 0, notExcluded: 0 }
      effect[what] += 1
      effects.set(key, effect)
    }
    for (const key of new Set(includes.flat())) if (lost.has(key)) add(key, ends ? 'unassigned' : 'fewer')
    for (const key of new Set(excludes))
      if (lost.has(key)) add(key, lost.get(key)! ? 'notExcluded' : includes.length > 0 ? 'unassigned' : 'fewer')
  }
  return effects
}

/** Policies that end without assignments: as planned, or with the choices made since then. */
export function unassignedItems(
  items: readonly PlanItem[],
  references: readonly MappedReference[],
  choices: Choices,
): readonly PlanItem[] {
  if (Object.keys(choices).length === 0) return items.filter((item) => item.endsUnassigned)
  const lost = lostIn(references, choices)
  return items.filter((item) => isPlanned(item) && endsUnassigned(item, lost))
}

/** Keys of references that aren't carried over; true for those that somebody decided to leave out. */
function lostIn(references: readonly MappedReference[], choices: Choices): ReadonlyMap<string, boolean> {
  return new Map(
    references.flatMap((reference) => {
      const outcome = outcomeOf(reference, choices)
      if (outcome !== 'left' && outcome !== 'open') return []
      const key = keyOf(reference)
      return [[key, choices[key] === null || (choices[key] === undefined && reference.how === 'skipped')] as const]
    }),
  )
}

/**
 * An assignment needs everything that it names. An exclusion that is missing, and that nobody decided to leave out, takes
 * all assignments with it (006-16).
 */
function endsUnassigned({ reach }: PlanItem, lost: ReadonlyMap<string, boolean>): boolean {
  if (!reach || reach.includes.length === 0) return false
  return (
    reach.includes.every((needs) => needs.some((key) => lost.has(key))) ||
    reach.excludes.some((key) => lost.get(key) === false)
  )
}
