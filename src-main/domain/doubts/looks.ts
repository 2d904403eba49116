import type { Doubt } from '#contract/model/doubts.ts'
import { objects, text, type Json } from '../json.ts'
import type { CapturePart, PartRoute } from '../policy-types/policy-type.ts'

/** What one route answered for a part of an object. */
export interface Look {
  readonly route: PartRoute
  readonly items: readonly Json[]
}

/** What else Graph said about the object, and what the newest captured version holds. */
export interface Facts {
  readonly isAssigned: boolean | null
  readonly settingCount: number | null
  /** Assignments of the newest version; null if there is none, or if nothing is known. */
  readonly earlierAssignments: number | null
  /** The list route of this type returned nothing where there was something, in this tenant. */
  readonly listIsWrong?: boolean
}

/** The facts in an object. */
export const factsOf = (item: Json, earlierAssignments: number | null): Facts => ({
  isAssigned: typeof item['isAssigned'] === 'boolean' ? item['isAssigned'] : null,
  settingCount: typeof item['settingCount'] === 'number' ? item['settingCount'] : null,
  earlierAssignments,
})

/** The answer to go by; undefined if another look is needed first. */
export function believed(part: CapturePart, looks: readonly Look[], facts: Facts): readonly Json[] | undefined {
  if (looks.length === 0) return undefined
  if (part.property === 'settings' && facts.settingCount !== null)
    return looks.find(({ items }) => items.length === facts.settingCount)?.items
  const full = looks.filter(({ items }) => items.length > 0)
  if (part.property === 'assignments') return assignments(looks, full, facts)
  if (part.property === 'settings') return full.find(({ route }) => route === 'below')?.items
  const [found] = full
  if (found) return found.items
  return isOwnAnswer(looks) || looks.length > 1 ? [] : undefined
}

/** What to go by when every route was tried, and what remains contradictory. */
export function settled(
  part: CapturePart,
  looks: readonly Look[],
  facts: Facts,
): { readonly items: readonly Json[] | undefined; readonly doubt: Doubt | null } {
  const items = looks.reduce<readonly Json[]>((most, look) => (look.items.length > most.length ? look.items : most), [])
  if (part.property === 'settings' && facts.settingCount !== null && items.length < facts.settingCount)
    return { items, doubt: { kind: 'settingsMissing', read: items.length, promised: facts.settingCount } }
  if (part.property === 'assignments' && items.length === 0 && facts.isAssigned === true)
    return { items: undefined, doubt: { kind: 'noAssignments' } }
  return { items, doubt: null }
}

/** Two empty looks by different routes agree; one is enough where everything else says the same (G-57). */
function assignments(looks: readonly Look[], full: readonly Look[], facts: Facts): readonly Json[] | undefined {
  const usual = full.find(({ items }) => items.every(hasUsualFilter))
  if (usual) return usual.items
  if (full.length > 1) return full[0]!.items
  if (full.length === 1 || facts.isAssigned === true) return undefined
  if (looks.length > 1) return []
  if ((facts.earlierAssignments ?? 0) > 0) return undefined
  if (isOwnAnswer(looks)) return []
  const agrees = facts.isAssigned === false || facts.earlierAssignments === 0
  return agrees && facts.listIsWrong !== true ? [] : undefined
}

/** Answered at its own path, which is the only route that isn't an expand. */
const isOwnAnswer = (looks: readonly Look[]): boolean => looks.some(({ route }) => route === 'below')

/** The filter of an assignment once came as another text than its id, and as its id in the next answer (G-58). */
const hasUsualFilter = (assignment: Json): boolean =>
  objects([assignment['target']]).every((target) => {
    const filter = text(target['deviceAndAppManagementAssignmentFilterId'])
    return filter === '' || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(filter)
  })
