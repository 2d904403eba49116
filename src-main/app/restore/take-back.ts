import { isGone } from '#domain/graph-answers/problems.ts'
import type { Json } from '#domain/json.ts'
import { harmOf } from '#domain/restore/harm.ts'
import type { WriteStep } from '#domain/restore/write-step.ts'
import { assignmentSteps, deleteSteps, updateSteps } from '#domain/restore/write-steps.ts'
import { contextOf, stopped, type ItemTask, type ItemTools, type Stopped } from './item-task.ts'
import { readLive } from './read-live.ts'
import { sendStep } from './send-step.ts'
import { words } from './words.ts'

/**
 * Takes back a change after Graph stored something more harmful than what was written. A created object is deleted. A
 * changed one gets its state from before, and loses its assignments if even that state can't be stored.
 *
 * @param harm what Graph stored, as a sentence
 * @param before the object before the restore; null if the restore created it
 */
export async function takeBack(
  task: ItemTask,
  tools: ItemTools,
  targetId: string,
  harm: string,
  before: Json | null,
): Promise<Stopped> {
  const now = await readLive(task, tools, targetId)
  if (!now.ok) return failed(harm, task.name)
  if (before === null) {
    await send(task, tools, targetId, deleteSteps(task.type, now.document))
    const after = await readLive(task, tools, targetId)
    const isDeleted = !after.ok && after.outcome.outcome === 'stopped' && after.outcome.error.code === 'notFound'
    return isDeleted
      ? { ...stopped('graphRefused', words.takenBack.deleted(harm)), harm: { isDeleted } }
      : failed(harm, task.name)
  }
  const { steps } = updateSteps(task.type, tools.context.contract, before, now.document, contextOf(task, tools), {
    assignments: true,
  })
  await send(task, tools, targetId, steps)
  const after = await readLive(task, tools, targetId)
  if (!after.ok) return failed(harm, task.name)
  if (harmOf(task.type, before, after.document, null, task.groupName) === null)
    return { ...stopped('graphRefused', words.takenBack.changed(harm)), harm: { isDeleted: false } }
  await send(task, tools, targetId, assignmentSteps(task.type, { ...before, assignments: [] }, after.document))
  return { ...stopped('graphRefused', words.takenBack.unassigned(harm)), harm: { isDeleted: false } }
}

async function send(task: ItemTask, tools: ItemTools, targetId: string, steps: readonly WriteStep[]): Promise<void> {
  for (const step of steps) {
    const result = await sendStep(tools.writer, tools.journal, step, targetId, task)
    if (result.outcome === 'refused' && !isGone(result.problem)) return
  }
}

const failed = (harm: string, name: string): Stopped => ({
  ...stopped('graphRefused', words.takenBack.failed(harm, name)),
  harm: { isDeleted: false },
})
