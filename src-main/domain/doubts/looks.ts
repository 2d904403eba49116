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
  /** The list returned something for another object of the type, so it can carry this part. */
  readonly listIsProven?: boolean
  /** What the object itself counts of this part; null if it doesn't. */
  readonly counts?: 'none' | 'some' | null
}

/**
 * The facts in an object about one of its parts.
 *
 * @param own the object as it was read by itself; a list may hold counts of an earlier moment
 */
export const factsOf = (item: Json, part: CapturePart, earlierAssignments: number | null, own: Json = item): Facts => ({
  isAssigned: typeof item['isAssigned'] === 'boolean' ? item['isAssigned'] : null,
  settingCount: typeof item['settingCount'] === 'number' ? item['settingCount'] : null,
  earlierAssignments,
  counts: countsOf(own, part),
})

function countsOf(own: Json, { countedBy = [], promisedBy = [] }: CapturePart): 'none' | 'some' | null {
  const counts = countedBy.map((property) => own[property])
  if (promisedBy.some((property) => Number(own[property]) > 0)) return 'some'
  return counts.length > 0 && counts.every((count) => count === 0) ? 'none' : null
}

/** The answer to go by; undefined if another look is needed first. */
export function believed(part: CapturePart, looks: readonly Look[], facts: Facts): readonly Json[] | undefined {
  if (looks.length === 0) return undefined
  if (part.property === 'settings' && facts.settingCount !== null)
    return looks.find(({ items }) => items.length === facts.settingCount && isDistinct(items))?.items
  const full = looks.filter(({ items }) => items.length > 0)
  if (part.property === 'assignments') return assignments(part, looks, full, facts)
  if (part.property === 'settings') return full.find(({ route }) => route === 'below')?.items
  if (part.countedBy) {
    const own = full.find(({ route }) => route === 'below')
    if (own) return own.items
    if (full.length > 0 || facts.counts === 'some') return undefined
    return isOwnAnswer(looks) || facts.counts === 'none' ? [] : undefined
  }
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
  const items = looks
    .map((look) => distinct(look.items))
    .reduce<readonly Json[]>((most, found) => (found.length > most.length ? found : most), [])
  if (part.property === 'settings' && facts.settingCount !== null && items.length !== facts.settingCount)
    return { items, doubt: { kind: 'settingsMissing', read: items.length, promised: facts.settingCount } }
  if (part.property === 'assignments' && items.length === 0 && facts.isAssigned === true)
    return { items: undefined, doubt: { kind: 'noAssignments' } }
  if (items.length === 0 && facts.counts === 'some')
    return { items: undefined, doubt: { kind: 'partMissing', property: part.property } }
  return { items, doubt: null }
}

/**
 * Two empty looks by different routes agree, if the own address is one of them: an expand can be empty although there is
 * something (G-61). One look is enough where Graph says the same in another way (G-57).
 */
function assignments(
  part: CapturePart,
  looks: readonly Look[],
  full: readonly Look[],
  facts: Facts,
): readonly Json[] | undefined {
  const usual = full.find(({ items }) => items.every(hasUsualFilter))
  if (usual) return usual.items
  if (full.length > 1) return full[0]!.items
  if (full.length === 1 || facts.isAssigned === true) return undefined
  const hadSome = (facts.earlierAssignments ?? 0) > 0
  const askedOwnAddress = isOwnAnswer(looks) || part.routes?.includes('below') !== true
  if (looks.length > 1) return askedOwnAddress || (facts.isAssigned === false && !hadSome) ? [] : undefined
  if (hadSome) return undefined
  if (isOwnAnswer(looks) || facts.isAssigned === false) return []
  return facts.earlierAssignments === 0 && facts.listIsProven === true ? [] : undefined
}

/** Items by their ID, each once. Without an ID, nothing tells two equal items from one that came twice. */
const distinct = (items: readonly Json[]): readonly Json[] => [
  ...new Map(items.map((item, index) => [text(item['id']) || index, item])).values(),
]

const isDistinct = (items: readonly Json[]): boolean => distinct(items).length === items.length

/** Answered at its own path, which is the only route that isn't an expand. */
const isOwnAnswer = (looks: readonly Look[]): boolean => looks.some(({ route }) => route === 'below')

/** The filter of an assignment once came as another text than its id, and as its id in the next answer (G-58). */
const hasUsualFilter = (assignment: Json): boolean =>
  objects([assignment['target']]).every((target) => {
    const filter = text(target['deviceAndAppManagementAssignmentFilterId'])
    return filter === '' || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(filter)
  })
