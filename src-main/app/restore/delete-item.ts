import { isGone } from '#domain/graph-answers/problems.ts'
import type { Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { deleteSteps } from '#domain/restore/write-steps.ts'
import { readDocument } from '../capture/read-documents.ts'
import { problemAsError } from '../graph-problem.ts'
import { approvalState } from './approval.ts'
import { liveFingerprint } from './live-state.ts'
import { isBetween, type OwnWrites } from './own-writes.ts'
import type { ItemOutcome, ItemTools } from './item-task.ts'
import { sendStep, type StepTask } from './send-step.ts'
import { words } from './words.ts'

export interface DeleteTask extends StepTask {
  readonly type: PolicyType
  readonly targetId: string
  /** The object as the preview showed it, and its fingerprint then. */
  readonly planned: { readonly document: Json; readonly fingerprint: string | null }
  /** What earlier attempts deleted. */
  readonly own: OwnWrites
  readonly guards: boolean
}

/** Deletes one object: only in the state of the preview, after capturing it, and with a check afterwards. */
export async function deleteItem(task: DeleteTask, tools: ItemTools): Promise<ItemOutcome> {
  if (task.approval) {
    const approval = await approvalState(tools.reader, task.approval.code)
    if (approval.state === 'waiting') return { outcome: 'waiting', approval: task.approval }
    if (approval.state === 'ended') return { outcome: 'stopped', error: approval.error }
  }
  const read = () => readDocument(tools.reader, tools.context.contract, task.type, task.targetId, task.planned.document)
  const live = await read()
  if (!live.ok)
    return isGone(live.problem)
      ? gone(task, words.items.alreadyGone)
      : { outcome: 'stopped', error: problemAsError(live.problem) }
  // Some types lose their assignments one by one first. If interrupted, some are left.
  const isOurs =
    task.own.inDoubt &&
    isBetween(task.type, live.value.document, task.planned.document, { ...task.planned.document, assignments: [] })
  if (task.guards && !isOurs && task.planned.fingerprint !== liveFingerprint(task.type, live.value.document)) {
    return {
      outcome: 'stopped',
      own: { ...task.own, inDoubt: false },
      error: {
        code: 'conflict',
        ...words.conflicts.notDeleted,
      },
    }
  }
  await tools.before(live.value)
  for (const step of deleteSteps(task.type, live.value.document)) {
    await tools.sending()
    const result = await sendStep(tools.writer, tools.journal, step, task.targetId, task)
    if (result.outcome === 'waiting') return result
    if (result.outcome === 'refused' && !isGone(result.problem))
      return { outcome: 'stopped', error: problemAsError(result.problem) }
    if (result.outcome === 'unknown') break
  }
  const after = await read()
  if (!after.ok && isGone(after.problem)) return gone(task, null)
  return { outcome: 'unknown', message: words.unknown.stillThere }
}

const gone = (task: DeleteTask, note: string | null): ItemOutcome => ({
  outcome: 'gone',
  targetId: task.targetId,
  note,
})
