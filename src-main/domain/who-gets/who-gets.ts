import { not, type Truth } from '../filter-rules/evaluate-rule.ts'
import type { Assignment, Target } from './assignments-of.ts'
import type { Memberships } from './membership.ts'

/** What a policy is for a user or a device. */
export type Outcome = 'included' | 'excluded' | 'filteredOut' | 'notTargeted' | 'unknown'

/** Whose side of an assignment counts: Intune doesn't relate users to devices there. */
export type Side = 'user' | 'device'

/** A user, a device with the user it belongs to, or a group: what all of its members get through it. */
export type Subject =
  | { readonly kind: 'user'; readonly userId: string }
  | {
      readonly kind: 'group'
      readonly groupId: string
      /** Whether there are users in it, and devices. */
      readonly holds: Readonly<Record<Side, Truth>>
    }
  | {
      readonly kind: 'device'
      /** Its object in Microsoft Entra; null if it has none, undefined if nobody knows. */
      readonly objectId: string | null | undefined
      /** Its primary user; null if it has none, undefined if nobody knows. */
      readonly userId: string | null | undefined
    }

type GroupSubject = Extract<Subject, { kind: 'group' }>

/** Why an assignment counts for a subject or doesn't. */
export interface Reason {
  readonly assignment: Assignment
  readonly outcome: Outcome
  readonly side: Side | null
  /** Groups on the way, from the one that the subject is in directly. */
  readonly path: readonly string[]
  /** The exclusion that keeps the subject out, or may, or keeps out some members of a group. */
  readonly exclusion: {
    readonly groupId: string
    readonly path: readonly string[]
    readonly is: Truth | 'partly'
  } | null
  /** What the filter says; null without one. */
  readonly filter: Truth | null
}

/** What a policy is for a subject in one intent, with a reason for each of its assignments. */
export interface Answer {
  readonly intent: string
  readonly outcome: Outcome
  readonly reasons: readonly Reason[]
}

interface Known {
  readonly memberships: Memberships
  /** Whether the subject matches the rule of a filter. A user alone has no device that could match. */
  readonly filter: (id: string) => Truth
}

/**
 * Says what the assignments of a policy mean for a user or a device, intent by intent. What isn't known is unknown, and
 * so is what Intune doesn't document: an exclusion of devices from an assignment to users, or the other way around.
 */
export function whoGets(assignments: readonly Assignment[], subject: Subject, known: Known): readonly Answer[] {
  const intents = [...new Set(assignments.map(({ intent }) => intent))]
  return (intents.length === 0 ? [''] : intents).map((intent) => {
    const own = assignments.filter((assignment) => assignment.intent === intent)
    const excluded = own.filter(({ excludes }) => excludes)
    const reasons = own
      .filter(({ excludes }) => !excludes)
      .flatMap((assignment) => reasonsOf(assignment, excluded, subject, known))
    return { intent, outcome: strongest(reasons.map(({ outcome }) => outcome)), reasons }
  })
}

/** The first of these counts: a policy arrives if one of its assignments lets it. */
const order: readonly Outcome[] = ['included', 'unknown', 'excluded', 'filteredOut']

const strongest = (outcomes: readonly Outcome[]): Outcome =>
  order.find((outcome) => outcomes.includes(outcome)) ?? 'notTargeted'

/** One reason for each side on which an assignment names the subject, or may. */
function reasonsOf(
  assignment: Assignment,
  exclusions: readonly Assignment[],
  subject: Subject,
  known: Known,
): readonly Reason[] {
  const filter = filterOf(assignment, subject, known)
  const reached = sidesOf(assignment, subject, known)
  if (reached.length === 0)
    return [{ assignment, outcome: 'notTargeted', side: null, path: [], exclusion: null, filter: null }]
  return reached.map(({ side, is, path }): Reason => {
    const exclusion = exclusionOf(exclusions, side, subject, known)
    const outcome: Outcome =
      exclusion?.is === 'yes'
        ? 'excluded'
        : filter === 'no'
          ? 'filteredOut'
          : is === 'unknown' || exclusion?.is === 'unknown' || filter === 'unknown'
            ? 'unknown'
            : 'included'
    return { assignment, outcome, side, path, exclusion, filter }
  })
}

interface Reached {
  readonly side: Side | null
  readonly is: 'yes' | 'unknown'
  readonly path: readonly string[]
}

function sidesOf({ target }: Assignment, subject: Subject, known: Known): readonly Reached[] {
  if (target.who === 'other') return [{ side: null, is: 'unknown', path: [] }]
  if (subject.kind === 'group') return groupSides(target, subject, known)
  const sides: readonly Side[] = subject.kind === 'user' ? ['user'] : ['device', 'user']
  return sides.flatMap((side): readonly Reached[] => {
    if (target.who === 'allDevices') return side === 'device' ? [{ side, is: 'yes', path: [] }] : []
    const id = idOn(subject, side)
    if (target.who === 'allUsers')
      return side === 'device' || id === null ? [] : [{ side, is: id === undefined ? 'unknown' : 'yes', path: [] }]
    const found = isIn(id, target.groupId, known)
    return found.is === 'no' ? [] : [{ side, is: found.is, path: found.path }]
  })
}

/** A group as a whole: it is in a group, or everybody in it is among all users or all devices. */
function groupSides(
  target: Exclude<Target, { who: 'other' }>,
  subject: GroupSubject,
  { memberships }: Known,
): readonly Reached[] {
  if (target.who === 'group') {
    const found = memberships.of(subject.groupId, target.groupId)
    return found.is === 'no' ? [] : [{ side: null, is: found.is, path: found.is === 'yes' ? found.path : [] }]
  }
  const side = target.who === 'allUsers' ? 'user' : 'device'
  const is = subject.holds[side]
  return is === 'no' ? [] : [{ side, is, path: [] }]
}

/** The object ID of a subject on a side; null if it has none there, undefined if nobody knows. */
function idOn(subject: Exclude<Subject, GroupSubject>, side: Side): string | null | undefined {
  if (side === 'user') return subject.userId
  return subject.kind === 'device' ? subject.objectId : null
}

function isIn(
  id: string | null | undefined,
  groupId: string,
  { memberships }: Known,
): { readonly is: Truth; readonly path: readonly string[] } {
  if (id === null) return { is: 'no', path: [] }
  if (id === undefined) return { is: 'unknown', path: [] }
  const found = memberships.of(id, groupId)
  return { is: found.is, path: found.is === 'yes' ? found.path : [] }
}

/** The exclusion that counts most for a subject that is assigned on a side; null if none does. */
function exclusionOf(
  exclusions: readonly Assignment[],
  side: Side | null,
  subject: Subject,
  known: Known,
): Reason['exclusion'] {
  if (subject.kind === 'group') return groupExclusion(exclusions, subject, known)
  let doubt: Reason['exclusion'] = null
  for (const { target } of exclusions) {
    if (target.who !== 'group') {
      doubt ??= { groupId: '', path: [], is: 'unknown' }
      continue
    }
    const { groupId } = target
    for (const other of ['user', 'device'] as const) {
      const found = isIn(idOn(subject, other), groupId, known)
      if (found.is === 'no') continue
      if (found.is === 'yes' && other === side) return { groupId, path: found.path, is: 'yes' }
      doubt ??= { groupId, path: found.path, is: 'unknown' }
    }
  }
  return doubt
}

/** A group is excluded if it is in an excluded group; otherwise, some of its members may be in one. */
function groupExclusion(
  exclusions: readonly Assignment[],
  { groupId: subject }: GroupSubject,
  { memberships }: Known,
): Reason['exclusion'] {
  let doubt: Reason['exclusion'] = null
  for (const { target } of exclusions) {
    if (target.who !== 'group') {
      doubt ??= { groupId: '', path: [], is: 'unknown' }
      continue
    }
    const { groupId } = target
    const found = memberships.of(subject, groupId)
    if (found.is === 'yes') return { groupId, path: found.path, is: 'yes' }
    if (found.is === 'unknown') doubt = { groupId, path: [], is: 'unknown' }
    const [own, theirs] = [memberships.below(subject), memberships.below(groupId)]
    if (own === null || theirs === null) doubt ??= { groupId, path: [], is: 'unknown' }
    else if ([...own].some((member) => theirs.has(member))) doubt ??= { groupId, path: [], is: 'partly' }
  }
  return doubt
}

function filterOf({ filter }: Assignment, subject: Subject, known: Known): Truth | null {
  if (filter === null) return null
  if (subject.kind !== 'device') return 'unknown'
  const matches = known.filter(filter.id)
  return filter.mode === 'include' ? matches : not(matches)
}
