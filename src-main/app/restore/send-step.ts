import { inUri } from '#domain/uri.ts'
import { withValues } from '#domain/canonical/pointer.ts'
import { isGone } from '#domain/graph-answers/problems.ts'
import { withoutPaths } from '#domain/graph-contract/writable.ts'
import { isAnnotation } from '#domain/json.ts'
import { maskedPointers } from '#domain/policy-types/building-blocks/secrets.ts'
import { redactValues } from '#domain/redact/redact.ts'
import type { WriteStep } from '#domain/restore/write-step.ts'
import type { GraphWriter, WriteOutcome, WriteRequest } from '../ports/graph.ts'
import { requestKey, type PendingApproval } from './approval.ts'
import type { Journal } from './journal.ts'
import { words } from './words.ts'

/** Data for every request of an item. */
export interface StepTask {
  /** Name of the object. */
  readonly name: string
  /** Clear-text secrets by pointer, which are only added to a body when it is sent. */
  readonly secrets: ReadonlyMap<string, string>
  /** Reason for the approving administrator. */
  readonly justification: string | null
  /** An approval that an earlier attempt requested. */
  readonly approval: PendingApproval | null
}

export type SendOutcome =
  | Exclude<WriteOutcome, { outcome: 'waiting' }>
  | { readonly outcome: 'waiting'; readonly approval: PendingApproval }

/** Sends one step and audits it, with any outcome. */
export async function sendStep(
  writer: GraphWriter,
  journal: Journal,
  step: WriteStep,
  targetId: string,
  task: StepTask,
): Promise<SendOutcome> {
  const path = step.path.replaceAll('{id}', inUri(targetId))
  const request: WriteRequest = {
    method: step.method,
    path,
    ...(step.body ? { body: withValues(step.body, task.secrets) } : {}),
    ...(step.file ? { file: step.file } : {}),
  }
  // A mask would become the real value. What was typed in may be gone by now.
  const masked = maskedPointers(request.body)
  if (masked.length > 0)
    return {
      outcome: 'refused',
      problem: { status: 0, code: 'secretMissing', message: words.secretGone(masked), requestId: null },
    }
  const key = requestKey(request)
  const result = await writer.write({
    ...request,
    ...(task.justification === null ? {} : { justification: task.justification }),
    ...(task.approval?.request === key ? { approvalCode: task.approval.code } : {}),
  })
  await journal.wrote({
    purpose: step.purpose,
    name: task.name,
    method: step.method,
    path,
    outcome: result.outcome,
    ...(result.outcome === 'done' ? { status: result.answer.status, requestId: result.answer.requestId } : {}),
    ...(result.outcome === 'refused' ? { status: result.problem.status, requestId: result.problem.requestId } : {}),
  })
  // Graph quotes what it rejects, so the added secrets are removed from the record.
  if (result.outcome === 'refused')
    return {
      ...result,
      problem: { ...result.problem, message: redactValues(result.problem.message, task.secrets.values()) },
    }
  if (result.outcome !== 'waiting') return result
  return { outcome: 'waiting', approval: { code: result.approvalCode ?? task.approval?.code ?? '', request: key } }
}

/** A sent step, and the paths that Graph refused and that were left out. */
export interface SentStep {
  readonly result: SendOutcome
  readonly leftOut: readonly string[]
  /** Some of its parts were refused, when they were sent one by one. */
  readonly isPartly?: boolean
}

/**
 * Sends a step. If Graph refuses a body with properties that no contract knows, it is sent once more without them. A
 * refused request wasn't carried out.
 */
export async function sendOrLeaveOut(
  writer: GraphWriter,
  journal: Journal,
  step: WriteStep,
  targetId: string,
  task: StepTask,
): Promise<SentStep> {
  const { leavable = [], body = {}, apart = [] } = step
  const result = await sendStep(writer, journal, step, targetId, task)
  const isRefused = result.outcome === 'refused' && result.problem.status === 400 && !isGone(result.problem)
  if (result.outcome === 'refused' && [400, 404].includes(result.problem.status) && apart.length > 0)
    return sendApart(writer, journal, apart, targetId, task, result)
  const rest = withoutPaths(body, leavable)
  if (!isRefused || leavable.length === 0 || Object.keys(rest).every((key) => isAnnotation(key)))
    return { result, leftOut: [] }
  const second = await sendStep(writer, journal, { ...step, body: rest }, targetId, task)
  return { result: second, leftOut: second.outcome === 'done' || second.outcome === 'unknown' ? leavable : [] }
}

/** Sends the parts of a refused step one by one. What Graph refuses then is found missing when the object is read back. */
async function sendApart(
  writer: GraphWriter,
  journal: Journal,
  steps: readonly WriteStep[],
  targetId: string,
  task: StepTask,
  refusal: SendOutcome,
): Promise<SentStep> {
  let result = refusal
  let isPartly = false
  for (const step of steps) {
    const answer = await sendStep(writer, journal, step, targetId, task)
    if (answer.outcome === 'unknown' || answer.outcome === 'waiting') return { result: answer, leftOut: [], isPartly }
    if (answer.outcome === 'done') result = answer
    else isPartly = true
  }
  return { result, leftOut: [], isPartly }
}
