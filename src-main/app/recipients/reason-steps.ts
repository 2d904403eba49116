import { PolicyId } from '#contract/model/ids.ts'
import type { NamedSubject, ReasonStep, RecipientReason } from '#contract/model/recipients.ts'
import { assignmentKinds } from '#domain/policy-types/building-blocks/assignments.ts'
import type { Assignment } from '#domain/who-gets/assignments-of.ts'
import type { Device } from '#domain/who-gets/recipients.ts'
import type { Reason, Side } from '#domain/who-gets/who-gets.ts'
import type { Assigned, AssignedPolicy } from './assigned-policies.ts'
import type { RecipientBook } from './recipient-book.ts'
import { words } from './words.ts'

/** What it takes to say why. */
export interface Telling {
  readonly book: RecipientBook
  readonly assigned: Assigned
  readonly policy: AssignedPolicy
  readonly subject: NamedSubject
  readonly device: Device | undefined
  /** The policies of captured groups and filters, by `kind/id`. */
  readonly captured: ReadonlyMap<string, string>
}

const say = words.steps

/** A reason as sentences, from the subject to the policy. */
export function tellReason(reason: Reason, telling: Telling): RecipientReason {
  const { assignment, outcome, exclusion } = reason
  const targeted =
    outcome === 'notTargeted'
      ? notTargeted(assignment, telling)
      : [...membership(reason, telling), assignedStep(assignment, telling), ...filterSteps(reason, telling)]
  return { outcome, steps: exclusion === null ? targeted : [...targeted, ...exclusionSteps(reason, telling)] }
}

const step = (about: ReasonStep['about'], text: string, policyId: string | null = null): ReasonStep => ({
  about,
  text,
  policyId: policyId === null ? null : PolicyId.parse(policyId),
})

const groupStep = (about: ReasonStep['about'], text: string, groupId: string, { captured }: Telling): ReasonStep =>
  step(about, text, captured.get(`${assignmentKinds.group}/${groupId}`) ?? null)

/** The name that the group has now, or had when the policy was captured. */
const groupName = (id: string, { book, policy }: Telling): string =>
  book.group(id)?.name ?? policy.names[`${assignmentKinds.group}/${id}`] ?? id

/** A device is in a group itself, or its user is. */
function memberName(side: Side | null, { subject, device, book }: Telling): string {
  if (device === undefined || side !== 'user') return subject.name
  const user = typeof device.userId === 'string' ? book.user(device.userId) : undefined
  return user ? say.itsUser(user.name) : say.aUser
}

function membership({ assignment: { target }, outcome, side, path }: Reason, telling: Telling): ReasonStep[] {
  if (target.who !== 'group') return []
  if (path.length > 0) return pathSteps(memberName(side, telling), path, telling)
  // The group that was asked about is assigned itself.
  if (telling.subject.kind === 'group' && telling.subject.id === target.groupId) return []
  return outcome === 'unknown' || outcome === 'excluded' || outcome === 'filteredOut'
    ? maybeMember(memberName(side, telling), target.groupId, telling)
    : []
}

function maybeMember(name: string, groupId: string, telling: Telling): ReasonStep[] {
  const group = telling.book.group(groupId)
  const says =
    group && !group.exists ? say.deletedGroup(group.name) : say.maybeMember(name, groupName(groupId, telling))
  return [groupStep('unknown', says, groupId, telling)]
}

function pathSteps(name: string, path: readonly string[], telling: Telling): ReasonStep[] {
  return path.map((groupId, index) => {
    const group = groupName(groupId, telling)
    const rule = telling.book.group(groupId)?.rule
    const text =
      index > 0
        ? say.nested(groupName(path[index - 1]!, telling), group)
        : typeof rule === 'string' && telling.subject.kind !== 'group'
          ? say.dynamicMember(name, group, rule)
          : say.member(name, group)
    return groupStep('member', text, groupId, telling)
  })
}

const targetName = ({ target }: Assignment, telling: Telling): string =>
  target.who === 'allUsers'
    ? say.allUsers
    : target.who === 'allDevices'
      ? say.allDevices
      : target.who === 'group'
        ? groupName(target.groupId, telling)
        : ''

function assignedStep(assignment: Assignment, telling: Telling): ReasonStep {
  const { target, intent } = assignment
  if (target.who === 'other') return step('unknown', say.otherTarget)
  const text = say.assigned(targetName(assignment, telling), intent)
  return target.who === 'group' ? groupStep('assigned', text, target.groupId, telling) : step('assigned', text)
}

function notTargeted(assignment: Assignment, telling: Telling): ReasonStep[] {
  const isGroup = assignment.target.who === 'group'
  return [
    assignedStep(assignment, telling),
    ...(isGroup ? [step('member', say.noMember(telling.subject.name, targetName(assignment, telling)))] : []),
  ]
}

function filterSteps({ assignment: { filter }, filter: truth }: Reason, telling: Telling): ReasonStep[] {
  if (filter === null || truth === null) return []
  const found = telling.assigned.filters.get(filter.id)
  const name = found?.name ?? telling.policy.names[`${assignmentKinds.filter}/${filter.id}`] ?? filter.id
  const link = found?.policyId ?? null
  const rule = found ? [step('filter', say.filter.rule(found.rule), link)] : []
  if (truth !== 'unknown') return [step('filter', say.filter[filter.mode][truth](name), link), ...rule]
  const why = !found
    ? say.filter.notCaptured
    : telling.device === undefined
      ? say.filter.needsDevice
      : found.parsed.ok
        ? say.filter.unknownFact
        : say.filter.unreadable(found.parsed.problem)
  return [step('unknown', say.filter.unknown(name, why), link), ...rule]
}

function exclusionSteps({ exclusion, side }: Reason, telling: Telling): ReasonStep[] {
  if (exclusion === null) return []
  const { groupId, path, is } = exclusion
  const group = groupName(groupId, telling)
  if (is === 'partly') return [groupStep('excluded', say.partlyExcluded(group), groupId, telling)]
  if (is === 'yes')
    return [
      ...pathSteps(memberName(side, telling), path, telling),
      groupStep('excluded', say.excluded(group), groupId, telling),
    ]
  const says =
    path.length > 0 && side !== null && telling.device !== undefined
      ? say.otherSide(group, side)
      : say.maybeExcluded(group)
  return [groupStep('unknown', says, groupId, telling)]
}
