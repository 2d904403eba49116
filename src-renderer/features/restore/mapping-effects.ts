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
  /** Policies of the target that keep the assignments they have. */
  readonly asIs: number
}

const none: Effect = { unassigned: 0, fewer: 0, notExcluded: 0, asIs: 0 }

const isPlanned = ({ action }: PlanItem): boolean => action !== 'delete' && action !== 'skip'

/** The effect of each reference that isn't carried over with the choices made so far, by its key. */
export function effectsOf(
  items: readonly PlanItem[],
  references: readonly MappedReference[],
  choices: Choices,
): ReadonlyMap<string, Effect> {
  const effects = new Map<string, Effect>()
  const lost = lostIn(references, choices)
  for (const item of items.filter(isPlanned)) {
    const { includes, excludes } = item.reach ?? { includes: [], excludes: [] }
    const ends = endsUnassigned(item, lost)
    const add = (key: string, what: keyof Effect): void => {
      const effect = effects.get(key) ?? none
      effects.set(key, { ...effect, [what]: effect[what] + 1 })
    }
    for (const part of new Set(includes.flat().map(anyCase))) {
      const found = lost.get(part)
      if (found) add(found.key, ends ? 'unassigned' : 'fewer')
    }
    for (const part of new Set(excludes.map(anyCase))) {
      const found = lost.get(part)
      if (!found) continue
      if (found.isDecided) add(found.key, 'notExcluded')
      else if (keepsTarget(item)) add(found.key, 'asIs')
      else add(found.key, includes.length > 0 ? 'unassigned' : 'fewer')
    }
  }
  return effects
}

/** Policies that end without assignments: as planned, or with the choices made since then. */
export function unassignedItems(
  items: readonly PlanItem[],
  references: readonly MappedReference[],
  choices: Choices,
): readonly PlanItem[] {
  const lost = lostIn(references, choices)
  const before = lostIn(references, {})
  // A filter or a kind of target that the service doesn't take there isn't a matter of choices.
  const isLostAnyway = (item: PlanItem) => item.endsUnassigned && !endsUnassigned(item, before)
  return items.filter((item) => isPlanned(item) && (isLostAnyway(item) || endsUnassigned(item, lost)))
}

/** A reference that isn't carried over. */
interface Lost {
  readonly key: string
  /** Somebody decided to leave it out. */
  readonly isDecided: boolean
}

/** Graph writes a GUID in any letter case, and it is the same one. */
const anyCase = (key: string): string => key.toLowerCase()

/** References that aren't carried over, by their keys in lower case. */
function lostIn(references: readonly MappedReference[], choices: Choices): ReadonlyMap<string, Lost> {
  return new Map(
    references.flatMap((reference) => {
      const outcome = outcomeOf(reference, choices)
      if (outcome !== 'left' && outcome !== 'open') return []
      const key = keyOf(reference)
      const isDecided = choices[key] === null || (choices[key] === undefined && reference.how === 'skipped')
      return [[anyCase(key), { key, isDecided }] as const]
    }),
  )
}

/** Where an exclusion is missing, an update leaves the assignments of the target as they are (006-16). */
const keepsTarget = ({ action }: PlanItem): boolean => action === 'update'

/**
 * An assignment needs everything that it names. An exclusion that is missing, and that nobody decided to leave out, takes
 * all assignments of a new object with it (006-16).
 */
function endsUnassigned(item: PlanItem, lost: ReadonlyMap<string, Lost>): boolean {
  const { reach } = item
  if (!reach || reach.includes.length === 0) return false
  if (reach.excludes.some((key) => lost.get(anyCase(key))?.isDecided === false)) return !keepsTarget(item)
  return reach.includes.every((needs) => needs.some((key) => lost.has(anyCase(key))))
}
