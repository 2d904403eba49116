import { isGone } from '#domain/graph-answers/problems.ts'
import type { Json } from '#domain/json.ts'
import { harmOf, widenedReach } from '#domain/restore/harm.ts'
import type { WriteStep } from '#domain/restore/write-step.ts'
import { bodyOf, updateSteps } from '#domain/restore/write-steps.ts'
import { problemAsError } from '../graph-problem.ts'
import { approvalState } from './approval.ts'
import { createObject } from './create-object.ts'
import type { GraphProblem } from '../ports/graph.ts'
import { contextOf, stopped, type ItemOutcome, type ItemTask, type ItemTools, type Stopped } from './item-task.ts'
import { liveFingerprint } from './live-state.ts'
import { isBetween } from './own-writes.ts'
import { readCreated, readLive, readyReads, readyWait, type Live } from './read-live.ts'
import { sendOrLeaveOut } from './send-step.ts'
import { takeBack } from './take-back.ts'
import { words } from './words.ts'

/** Number of times that an object is written and read back before differences are reported. */
const rounds = 8

/** Restores one object: creates it if needed, writes the differences, reads it back. */
export async function restoreItem(task: ItemTask, tools: ItemTools): Promise<ItemOutcome> {
  if (task.approval) {
    const approval = await approvalState(tools.reader, task.approval.code)
    if (approval.state === 'waiting') return { outcome: 'waiting', approval: task.approval }
    if (approval.state === 'ended') return { outcome: 'stopped', error: approval.error }
  }
  let { targetId } = task
  let leftOut: readonly string[] = []
  if (task.action === 'create' && targetId === null) {
    const made = await createObject(task, tools)
    if ('outcome' in made) return made
    targetId = made.id
    ;({ leftOut } = made)
    await tools.created(targetId)
  }
  return writeDifferences(task, tools, targetId!, leftOut)
}

/** Writes the differences until there are none. After a lost answer, the object is read again. */
async function writeDifferences(
  task: ItemTask,
  tools: ItemTools,
  targetId: string,
  refused: readonly string[],
): Promise<ItemOutcome> {
  const { clock } = tools.context.ports
  const leftOut = new Set(refused)
  let live = task.action === 'create' ? await readCreated(task, tools, targetId) : await readLive(task, tools, targetId)
  if (!live.ok) return live.outcome
  const conflict = findConflict(task, live.document)
  if (conflict) return conflict
  if (task.action === 'update') await tools.before(live.whole)
  const before = task.action === 'create' ? null : (task.planned?.document ?? live.document)
  let lostAnswer: string | null = null
  let wrote = task.own.inDoubt
  let assigned = false
  let sent = ''
  /** Parts of a step were stored one by one, so those that Graph refused then are missing for good. */
  let hasPart = false
  /** What was written so far is ours. A later attempt recognizes this state. */
  const withOwnState = async <Outcome extends ItemOutcome>(outcome: Outcome): Promise<Outcome> => {
    if (!wrote && task.action === 'update') return outcome
    const now = await readLive(task, tools, targetId)
    return {
      ...outcome,
      own: { posted: false, inDoubt: !now.ok, left: now.ok ? liveFingerprint(task.type, now.document) : null },
    }
  }
  /** The item stops. What a created object lacks is said. */
  const stop = async (outcome: Stopped, missing: readonly WriteStep[]): Promise<ItemOutcome> => {
    const own = await withOwnState(outcome)
    const reached = assigned ? await readLive(task, tools, targetId) : null
    const harm = reached?.ok ? widenedReach(task.wanted, reached.document, before, task.groupName) : null
    // Half of the assignments may reach more than all of them.
    if (harm !== null) return takeBack(task, tools, targetId, harm, before)
    const now = task.action === 'create' ? (reached ?? (await readLive(task, tools, targetId))) : null
    if (now?.ok !== true) return own
    const { message, ...more } = own.error
    return {
      ...own,
      error: { ...more, message: `${words.incomplete(targetId, missing.map(purposeOf))} ${message}` },
      incomplete: now.whole,
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    const ready = await waitUntilReady(task, tools, targetId, live)
    if (!ready.ok) return ready.outcome
    live = ready
    const isSettled = round > 0 && lostAnswer === null
    const harm = isSettled
      ? harmOf(task.type, task.wanted, live.document, before, task.groupName)
      : assigned
        ? widenedReach(task.wanted, live.document, before, task.groupName)
        : null
    if (harm !== null && (assigned || wrote)) return takeBack(task, tools, targetId, harm, before)
    const { steps } = updateSteps(
      task.type,
      tools.context.contract,
      task.wanted,
      live.document,
      contextOf(task, tools),
      {
        assignments: task.assignments,
        rewrite: round === 0 || lostAnswer !== null ? task.rewrite : [],
        leftOut: [...leftOut],
      },
    )
    if (steps.length === 0) return done(task, tools, targetId, live, leftOut, null)
    const open = steps.map(purposeOf).join('; ')
    // If the service accepted the change but didn't store it, it isn't a success.
    if (isSettled && open === sent && !hasPart)
      return stop(stopped('graphRefused', words.verification.notKept(open)), steps)
    if (isSettled) return done(task, tools, targetId, live, leftOut, words.verification.differs(open))
    lostAnswer = null
    let isPartly = false
    sent = open
    for (const [index, step] of steps.entries()) {
      await tools.sending()
      const sending = await sendOrLeaveOut(tools.writer, tools.journal, step, targetId, task)
      const { result } = sending
      isPartly ||= sending.isPartly === true
      hasPart ||= sending.isPartly !== undefined && result.outcome === 'done'
      for (const path of sending.leftOut) leftOut.add(path)
      if (result.outcome === 'done' || result.outcome === 'unknown') {
        wrote = true
        if (step.assigns) assigned = true
      }
      // An object that was just read can't be missing. Some services return 404 for a moment (G-49), so it is tried
      // again.
      if (result.outcome === 'refused' && isLate(task, result.problem, round) && round < rounds - 1) {
        lostAnswer = result.problem.message
        await clock.sleep(readyWait(round), tools.context.signal)
        break
      }
      if (result.outcome === 'refused' && isPartly && hasPart) continue
      if (result.outcome === 'refused')
        return stop({ outcome: 'stopped', error: problemAsError(result.problem) }, steps.slice(index))
      if (result.outcome === 'waiting') return withOwnState(result)
      if (result.outcome === 'unknown') {
        lostAnswer = result.message
        break
      }
    }
    live = await readLive(task, tools, targetId)
    if (!live.ok) return live.outcome
    // A new object may only seem not to know what it refers to.
    if (isPartly && settles(task, round)) {
      lostAnswer = words.unknown.notWrittenYet
      await clock.sleep(readyWait(round), tools.context.signal)
    }
  }
  return { outcome: 'unknown', message: lostAnswer ?? words.unknown.notWrittenYet }
}

/** The service doesn't know a new object everywhere yet (G-49, G-252). */
const isLate = (task: ItemTask, problem: GraphProblem, round: number): boolean =>
  isGone(problem) || (settles(task, round) && problem.status === 400)

/** Rounds in which a refusal may only be late: about three seconds. */
const lateRounds = 4
const settles = ({ action, type }: ItemTask, round: number): boolean =>
  action === 'create' && type.write.settlesLate === true && round < lateRounds

const purposeOf = (step: WriteStep): string => step.purpose.charAt(0).toLowerCase() + step.purpose.slice(1)

/** Reads an object again until its service takes parts and assignments of it. */
async function waitUntilReady(task: ItemTask, tools: ItemTools, targetId: string, first: Live): Promise<Live> {
  let live = first
  for (let read = 0; live.ok && task.type.write.ready?.(live.document) === false && read < readyReads; read += 1) {
    await tools.context.ports.clock.sleep(readyWait(read), tools.context.signal)
    live = await readLive(task, tools, targetId)
  }
  return live
}

/** The object is restored. Says what Graph refused, and what was written although no contract knows it. */
function done(
  task: ItemTask,
  tools: ItemTools,
  targetId: string,
  live: Extract<Live, { ok: true }>,
  leftOut: ReadonlySet<string>,
  differs: string | null,
): ItemOutcome {
  const unknown = bodyOf(task.type, tools.context.contract, task.wanted).unknown.map(({ path }) => path)
  const written = unknown.filter((path) => !leftOut.has(path))
  const notes = [
    ...(differs === null ? [] : [differs]),
    ...(leftOut.size === 0 ? [] : [words.unknownParts.leftOut([...leftOut])]),
    ...(written.length === 0 ? [] : [words.unknownParts.written(written)]),
  ]
  return { outcome: 'done', targetId, document: live.whole, note: notes.join(' ') || null, differs: differs !== null }
}

/**
 * Stops if somebody else changed the object after the preview, or after this restore wrote a part of it. If one of our
 * writes was interrupted, the object can be anywhere between the two states. Any other state isn't ours.
 */
function findConflict(task: ItemTask, live: Json): ItemOutcome | null {
  const expected = task.own.left ?? task.planned?.fingerprint ?? null
  if (!task.guards || expected === null || expected === liveFingerprint(task.type, live)) return null
  if (task.own.inDoubt && (!task.planned || isBetween(task.type, live, task.planned.document, task.wanted))) return null
  // The unknown outcome is settled: this restore didn't create this state.
  return {
    ...stopped('conflict', words.conflicts.notOverwritten),
    own: { ...task.own, inDoubt: false },
  }
}
