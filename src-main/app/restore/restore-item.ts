import { isGone } from '#domain/graph-answers/problems.ts'
import type { AppError } from '#contract/errors.ts'
import { graphTypeOf } from '#domain/graph-contract/graph-contract.ts'
import { text, type Json } from '#domain/json.ts'
import type { PolicyType, WriteContext } from '#domain/policy-types/policy-type.ts'
import { createStep, updateSteps } from '#domain/restore/write-steps.ts'
import { listByName, listObjects } from '../capture/list-objects.ts'
import { readDocument, type WholeDocument } from '../capture/read-documents.ts'
import { problemAsError } from '../graph-problem.ts'
import type { GraphReader, GraphWriter } from '../ports/graph.ts'
import type { RunWork } from '../runs/run-context.ts'
import { approvalState, type PendingApproval } from './approval.ts'
import type { Journal } from './journal.ts'
import { liveFingerprint } from './live-state.ts'
import { holdsWhatWasPosted, isBetween, type OwnWrites } from './own-writes.ts'
import { sendStep, type StepTask } from './send-step.ts'
import { words } from './words.ts'

/** The outcome of restoring one object. */
export type ItemOutcome =
  | {
      readonly outcome: 'done'
      readonly targetId: string
      readonly document: WholeDocument
      readonly note: string | null
    }
  /** The object was deleted as planned. */
  | { readonly outcome: 'gone'; readonly targetId: string; readonly note: string | null }
  | { readonly outcome: 'stopped'; readonly error: AppError; readonly own?: OwnWrites }
  /** It is unknown whether the tenant has the object. */
  | { readonly outcome: 'unknown'; readonly message: string }
  /** Another administrator has to approve the write. */
  | { readonly outcome: 'waiting'; readonly approval: PendingApproval; readonly own?: OwnWrites }

export interface ItemTask extends StepTask {
  readonly type: PolicyType
  readonly name: string
  readonly action: 'create' | 'update'
  /** The wanted document with IDs of the target. Secrets in it are masked like Graph masks them. */
  readonly wanted: Json
  /**
   * Properties with equal masks but different secrets. They are written once, because reading back can't show the
   * difference.
   */
  readonly rewrite: readonly string[]
  /** Live state at the preview; null for a create, and if conflicts aren't checked. */
  readonly planned: { readonly document: Json; readonly fingerprint: string | null } | null
  readonly targetId: string | null
  /** Writes of earlier attempts. */
  readonly own: OwnWrites
  /** Stops if somebody else changed the object. A simulated copy always matches the preview. */
  readonly guards: boolean
  /** IDs of the type in the target at the time of planning, and IDs that this run created for other items. */
  readonly takenIds: ReadonlySet<string>
  readonly assignments: boolean
  /** The object came from this tenant. */
  readonly sameTenant: boolean
}

export interface ItemTools {
  readonly context: RunWork
  readonly reader: GraphReader
  readonly writer: GraphWriter
  readonly journal: Journal
  /** The objects of the type when the run started with it. */
  listing(type: PolicyType, name: string): Promise<readonly Json[]>
  /** Records a create before it is sent. */
  posting(): Promise<void>
  /** Records a change before it is sent. */
  sending(): Promise<void>
  /** Records the ID of a created object before any other change to it. */
  created(targetId: string): Promise<void>
  /** Stores the state before it is overwritten. */
  before(document: WholeDocument): Promise<void>
}

/** Number of times that an object is written and read back before differences are reported. */
const rounds = 8
/** Searches for an object after a create without an answer: after 0.25, 0.75 and 1.75 s. */
const searches = 3
const firstSearchPauseMs = 250
/** Number of reads of an object that isn't ready: half a minute in total. */
const readyReads = 10
const readyWait = (read: number): number => Math.min(200 * 2 ** read, 5_000)

const contextOf = (task: ItemTask, { context, writer }: ItemTools): WriteContext => ({
  bind: (path) => writer.bind(path),
  sameTenant: task.sameTenant,
  now: context.ports.clock.now(),
})

/** Restores one object: creates it if needed, writes the differences, reads it back. */
export async function restoreItem(task: ItemTask, tools: ItemTools): Promise<ItemOutcome> {
  if (task.approval) {
    const approval = await approvalState(tools.reader, task.approval.code)
    if (approval.state === 'waiting') return { outcome: 'waiting', approval: task.approval }
    if (approval.state === 'ended') return { outcome: 'stopped', error: approval.error }
  }
  let targetId = task.targetId
  if (task.action === 'create' && targetId === null) {
    const made = await create(task, tools)
    if (typeof made !== 'string') return made
    targetId = made
    await tools.created(targetId)
  }
  return writeDifferences(task, tools, targetId!)
}

/** Creates the object once. The object of an earlier or lost create is found first and adopted. */
async function create(task: ItemTask, tools: ItemTools): Promise<string | ItemOutcome> {
  const resumed = task.own.posted
  const step = createStep(task.type, tools.context.ports.contract, task.wanted, contextOf(task, tools))
  const found = namesakes(task, resumed ? await listNow(task, tools) : await tools.listing(task.type, task.name))
  if (found.length > 1) return severalFound(task, found)
  if (found.length === 1) {
    if (resumed) return adopt(task, tools, found[0]!, step.body ?? {})
    return stopped('conflict', words.conflicts.appeared(task.name))
  }
  await tools.posting()
  const result = await sendStep(tools.writer, tools.journal, step, '', task)
  if (result.outcome === 'refused') return { outcome: 'stopped', error: problemAsError(result.problem) }
  if (result.outcome === 'waiting') return result
  const id = result.outcome === 'done' ? text(result.answer.body['id']) : ''
  if (id && !resumed) return id
  // An earlier answer was lost, so its object may appear only now. One is ours; with two, a person has to decide.
  const made = id ? await findNamesakes(task, tools) : await findNamesakesRepeatedly(task, tools)
  if (made.length > 1) return severalFound(task, made)
  if (id) return id
  if (made.length === 1) return adopt(task, tools, made[0]!, step.body ?? {})
  return { outcome: 'unknown', message: words.unknown.notFoundYet(task.name) }
}

/** An object that appears after a lost answer is ours if it contains what was posted. */
async function adopt(task: ItemTask, tools: ItemTools, id: string, body: Json): Promise<string | ItemOutcome> {
  const read = await readLive(task, tools, id)
  if (!read.ok || holdsWhatWasPosted(body, read.document)) return id
  return {
    outcome: 'unknown',
    message: words.unknown.notOurs(task.name, id),
  }
}

/** Searches until the object appears. A create without an answer may not have been carried out. */
async function findNamesakesRepeatedly(task: ItemTask, tools: ItemTools): Promise<string[]> {
  for (let search = 0; search < searches; search += 1) {
    await tools.context.ports.clock.sleep(firstSearchPauseMs * 2 ** search, tools.context.signal)
    const found = await findNamesakes(task, tools)
    if (found.length > 0) return found
  }
  return []
}

const severalFound = (task: ItemTask, ids: readonly string[]): ItemOutcome => ({
  outcome: 'unknown',
  message: words.unknown.several(task.name, ids),
})

const findNamesakes = async (task: ItemTask, tools: ItemTools): Promise<string[]> =>
  namesakes(task, await listNow(task, tools))

const listNow = (task: ItemTask, { reader }: ItemTools): Promise<readonly Json[]> =>
  task.type.asksByName ? listByName(reader, task.type, task.name) : listObjects(reader, task.type)

/** Objects with this name and type that didn't exist at the preview and that no other item of this run created. */
function namesakes(task: ItemTask, listed: readonly Json[]): string[] {
  const type = graphTypeOf(task.wanted, task.type.rootType)
  return listed
    .filter(
      (item) =>
        text(item[task.type.nameProperty]) === task.name &&
        (task.type.capture.listsBaseForm === true || graphTypeOf(item, task.type.rootType) === type) &&
        !task.takenIds.has(text(item['id'])),
    )
    .map((item) => text(item['id']))
}

/** Writes the differences until there are none. After a lost answer, the object is read again. */
async function writeDifferences(task: ItemTask, tools: ItemTools, targetId: string): Promise<ItemOutcome> {
  const { contract, clock } = tools.context.ports
  let live = task.action === 'create' ? await readCreated(task, tools, targetId) : await readLive(task, tools, targetId)
  if (!live.ok) return live.outcome
  const conflict = findConflict(task, live.document)
  if (conflict) return conflict
  if (task.action === 'update') await tools.before(live.whole)
  let lostAnswer: string | null = null
  let wrote = task.own.inDoubt
  let sent = ''
  /** What was written so far is ours. A later attempt recognizes this state. */
  const withOwnState = async <Outcome extends ItemOutcome>(outcome: Outcome): Promise<Outcome> => {
    if (!wrote && task.action === 'update') return outcome
    const now = await readLive(task, tools, targetId)
    return {
      ...outcome,
      own: { posted: false, inDoubt: !now.ok, left: now.ok ? liveFingerprint(task.type, now.document) : null },
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let read = 0; task.type.write.ready?.(live.document) === false && read < readyReads; read += 1) {
      await clock.sleep(readyWait(read), tools.context.signal)
      live = await readLive(task, tools, targetId)
      if (!live.ok) return live.outcome
    }
    const { steps } = updateSteps(task.type, contract, task.wanted, live.document, contextOf(task, tools), {
      assignments: task.assignments,
      rewrite: round === 0 || lostAnswer !== null ? task.rewrite : [],
    })
    if (steps.length === 0) return { outcome: 'done', targetId, document: live.whole, note: null }
    const open = steps.map((step) => step.purpose.toLowerCase()).join('; ')
    // If the service accepted the change but didn't store it, it isn't a success.
    if (round > 0 && lostAnswer === null && open === sent)
      return withOwnState(stopped('graphRefused', words.verification.notKept(open)))
    if (round > 0 && lostAnswer === null) {
      return { outcome: 'done', targetId, document: live.whole, note: words.verification.differs(open) }
    }
    lostAnswer = null
    sent = open
    for (const step of steps) {
      await tools.sending()
      const result = await sendStep(tools.writer, tools.journal, step, targetId, task)
      if (result.outcome === 'done' || result.outcome === 'unknown') wrote = true
      // An object that was just read can't be missing. Some services return 404 for a moment (G-49), so it is tried
      // again.
      if (result.outcome === 'refused' && isGone(result.problem) && round < rounds - 1) {
        lostAnswer = result.problem.message
        await clock.sleep(readyWait(round), tools.context.signal)
        break
      }
      if (result.outcome === 'refused')
        return withOwnState({ outcome: 'stopped', error: problemAsError(result.problem) })
      if (result.outcome === 'waiting') return withOwnState(result)
      if (result.outcome === 'unknown') {
        lostAnswer = result.message
        break
      }
    }
    live = await readLive(task, tools, targetId)
    if (!live.ok) return live.outcome
  }
  return { outcome: 'unknown', message: lostAnswer ?? words.unknown.notWrittenYet }
}

type Live =
  | { readonly ok: true; readonly document: Json; readonly whole: WholeDocument }
  | { readonly ok: false; readonly outcome: ItemOutcome }

/** Reads a new object. Some services return it only after a while (G-56). */
async function readCreated(task: ItemTask, tools: ItemTools, targetId: string): Promise<Live> {
  for (let read = 0; ; read += 1) {
    const live = await readLive(task, tools, targetId)
    const isLate = !live.ok && live.outcome.outcome === 'stopped' && live.outcome.error.code === 'notFound'
    if (!isLate) return live
    // It was created, and a later pass of the run finds it.
    if (read >= readyReads)
      return {
        ok: false,
        outcome: { outcome: 'unknown', message: words.unknown.notReadable(task.name) },
      }
    await tools.context.ports.clock.sleep(readyWait(read), tools.context.signal)
  }
}

async function readLive(task: ItemTask, tools: ItemTools, targetId: string): Promise<Live> {
  const document = await readDocument(tools.reader, tools.context.ports.contract, task.type, targetId, task.wanted)
  return document.ok
    ? { ok: true, document: document.value.document, whole: document.value }
    : { ok: false, outcome: { outcome: 'stopped', error: problemAsError(document.problem) } }
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

const stopped = (
  code: AppError['code'],
  text: Pick<AppError, 'message' | 'hint'>,
): Extract<ItemOutcome, { outcome: 'stopped' }> => ({ outcome: 'stopped', error: { code, ...text } })
