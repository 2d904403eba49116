import { PolicyId, VersionId } from '#contract/model/ids.ts'
import type {
  NamedSubject,
  PolicyReach,
  RecipientAnswer,
  RecipientOutcome,
  Subject as AskedSubject,
} from '#contract/model/recipients.ts'
import { outcomes } from '#contract/model/recipients.ts'
import { assignmentKinds } from '#domain/policy-types/building-blocks/assignments.ts'
import { referenceKey } from '#domain/references/id-key.ts'
import type { Platform } from '#domain/policy-types/policy-type.ts'
import type { Device, User } from '#domain/who-gets/recipients.ts'
import { whoGets, type Answer, type Subject } from '#domain/who-gets/who-gets.ts'
import { breathe, forEachInTurns } from '../breathe.ts'
import type { ReadStore } from '../ports/store.ts'
import { assignedAt, type Assigned, type AssignedPolicy } from './assigned-policies.ts'
import { tellReason, type Telling } from './reason-steps.ts'
import type { RecipientBook } from './recipient-book.ts'
import { words } from './words.ts'

/** Subjects that are listed for a policy. */
const mostListed = 5_000

/**
 * Every policy that can be assigned and what it is for a subject.
 *
 * @param at ISO 8601, UTC; null for now
 * @throws Failure `notFound` for a subject that wasn't read
 */
export async function answersFor(
  store: ReadStore,
  question: { readonly tenantId: string; readonly asked: AskedSubject; readonly at: string | null; readonly now: Date },
  book: RecipientBook,
): Promise<{ readonly subject: NamedSubject; readonly answers: RecipientAnswer[] }> {
  const { tenantId, asked, at, now } = question
  const { named, subject, device, platforms } = book.subject(asked)
  const assigned = await assignedAt(store, tenantId, at ?? now.toISOString())
  const captured = new Map(
    (await store.policies.list(tenantId))
      .filter(({ type }) => type === assignmentKinds.group || type === assignmentKinds.filter)
      .map(({ type, externalId, id }) => [referenceKey(type, externalId), id]),
  )
  const memberships = book.memberships(at === null)
  const known = { memberships, filter: (id: string) => (device ? assigned.matches(id, device) : 'unknown') } as const
  const answers = await forEachInTurns(assigned.policies, (policy) => {
    const telling: Telling = { book, assigned, policy, subject: named, device, captured }
    return judge(whoGets(policy.assignments, subject, known), policy, platforms, device !== undefined).map((answer) =>
      toAnswer(answer, telling),
    )
  })
  return { subject: named, answers: answers.flat() }
}

/** An answer, with the sentence that counts instead of its assignments if there is one. */
type Judged = Answer & { readonly because?: string }

/** A device never gets what is for another platform, and whom a default is for depends on everything else of its kind. */
function judge(
  answers: readonly Answer[],
  { platform, isDefault }: Pick<AssignedPolicy, 'platform' | 'isDefault'>,
  platforms: ReadonlySet<Platform> | null,
  isDevice: boolean,
): readonly Judged[] {
  if (platforms !== null && platform !== 'All platforms' && !platforms.has(platform)) {
    const because = isDevice
      ? words.steps.otherPlatform(platform, [...platforms].join(', '))
      : words.steps.otherPlatforms(platform, [...platforms])
    return answers.map(({ intent }) => ({ intent, outcome: 'notTargeted', reasons: [], because }))
  }
  if (isDefault)
    return answers.map(({ intent }) => ({ intent, outcome: 'unknown', reasons: [], because: words.steps.isDefault }))
  return answers
}

function toAnswer({ intent, outcome, reasons, because }: Judged, telling: Telling): RecipientAnswer {
  const { policyId, versionId, name, type, platform } = telling.policy
  return {
    policyId: PolicyId.parse(policyId),
    versionId: VersionId.parse(versionId),
    name,
    type,
    platform,
    intent,
    outcome,
    reasons:
      because !== undefined || reasons.length === 0
        ? [{ outcome, steps: [{ about: 'assigned', text: because ?? words.steps.notAssigned, policyId: null }] }]
        : reasons.map((reason) => tellReason(reason, telling)),
  }
}

/** Outcomes of a policy for everybody, intent by intent. */
export interface Outcomes {
  readonly intent: string
  /** By user, then by device, in the order of the book. */
  readonly users: readonly RecipientOutcome[]
  readonly devices: readonly RecipientOutcome[]
}

/** A policy as far as it decides who gets it. */
type Deciding = Pick<AssignedPolicy, 'assignments' | 'platform' | 'isDefault'>

/** Asks what a policy is for one user or device, intent by intent. */
function asker(policy: Deciding, book: RecipientBook, assigned: Assigned, isNow: boolean) {
  const memberships = book.memberships(isNow)
  return (subject: Subject, device: Device | undefined): readonly Judged[] =>
    judge(
      whoGets(policy.assignments, subject, {
        memberships,
        filter: (id) => (device ? assigned.matches(id, device) : 'unknown'),
      }),
      policy,
      device === undefined ? null : book.subject({ kind: 'device', id: device.id }).platforms,
      device !== undefined,
    )
}

const asUser = ({ id }: User): Subject => ({ kind: 'user', userId: id })
const asDevice = ({ objectId, userId }: Device): Subject => ({ kind: 'device', objectId, userId })

/** What a policy is for every user and every device. */
export async function outcomesOf(
  policy: Deciding,
  book: RecipientBook,
  assigned: Assigned,
  isNow = true,
): Promise<Outcomes[]> {
  const intents = policy.isDefault ? [''] : [...new Set(policy.assignments.map(({ intent }) => intent))]
  const all = intents.map((intent) => ({
    intent,
    users: [] as RecipientOutcome[],
    devices: [] as RecipientOutcome[],
  }))
  if (intents.length === 0) return []
  const ask = asker(policy, book, assigned, isNow)
  const add = (answers: readonly Judged[], into: 'users' | 'devices'): void => {
    for (const [index, { outcome }] of answers.entries()) all[index]?.[into].push(outcome)
  }
  for (const user of book.users) {
    await breathe()
    add(ask(asUser(user), undefined), 'users')
  }
  for (const device of book.devices) {
    await breathe()
    add(ask(asDevice(device), device), 'devices')
  }
  return all
}

/** Whether there is a user or a device that gets a policy, or may. */
export function reachesAnybody(policy: Deciding, book: RecipientBook, assigned: Assigned): boolean {
  const ask = asker(policy, book, assigned, true)
  const may = (answers: readonly Judged[]) =>
    answers.some(({ outcome }) => outcome === 'included' || outcome === 'unknown')
  return (
    book.devices.some((device) => may(ask(asDevice(device), device))) ||
    book.users.some((user) => may(ask(asUser(user), undefined)))
  )
}

/** How many users and devices a policy reaches, and which. */
export async function reachOfPolicy(
  store: ReadStore,
  { tenantId, policyId, now }: { readonly tenantId: string; readonly policyId: string; readonly now: Date },
  book: RecipientBook,
): Promise<PolicyReach[]> {
  const assigned = await assignedAt(store, tenantId, now.toISOString())
  const policy = assigned.policies.find((entry) => entry.policyId === policyId)
  if (!policy) return []
  return (await outcomesOf(policy, book, assigned)).map(({ intent, users, devices }) => {
    const subjects: PolicyReach['subjects'] = []
    let more = false
    const list = (kind: 'user' | 'device', id: string, outcome: RecipientOutcome): void => {
      if (outcome === 'notTargeted') return
      if (subjects.length >= mostListed) more = true
      else subjects.push({ ...book.subject({ kind, id }).named, outcome })
    }
    for (const [index, outcome] of users.entries()) list('user', book.users[index]!.id, outcome)
    for (const [index, outcome] of devices.entries()) list('device', book.devices[index]!.id, outcome)
    return { intent, users: count(users), devices: count(devices), subjects, more }
  })
}

function count(found: readonly RecipientOutcome[]): Record<RecipientOutcome, number> {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<RecipientOutcome, number>
  for (const outcome of found) counts[outcome] += 1
  return counts
}
