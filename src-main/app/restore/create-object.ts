import { graphTypeOf } from '#domain/graph-contract/graph-contract.ts'
import { withoutPaths } from '#domain/graph-contract/writable.ts'
import { objects, text, type Json } from '#domain/json.ts'
import { createStep } from '#domain/restore/write-steps.ts'
import { listByName, listObjects } from '../capture/list-objects.ts'
import { problemAsError } from '../graph-problem.ts'
import { contextOf, stopped, type ItemOutcome, type ItemTask, type ItemTools } from './item-task.ts'
import { holdsWhatWasPosted } from './own-writes.ts'
import { readLive } from './read-live.ts'
import { sendOrLeaveOut } from './send-step.ts'
import { words } from './words.ts'

/** A created object. */
export interface Created {
  readonly id: string
  /** Paths that Graph refused, because no contract knows them. */
  readonly leftOut: readonly string[]
}

/** Searches for an object after a create without an answer: after 0.25, 0.75 and 1.75 s. */
const searches = 3
const firstSearchPauseMs = 250

/**
 * Creates the object once. The object of an earlier or lost create is found first and adopted.
 *
 * @returns its ID, and the paths that Graph refused; or the outcome of the item
 */
export async function createObject(task: ItemTask, tools: ItemTools): Promise<Created | ItemOutcome> {
  const resumed = task.own.posted
  const step = createStep(task.type, tools.context.contract, task.wanted, contextOf(task, tools))
  const found = namesakes(task, resumed ? await listNow(task, tools) : await tools.listing(task.type, task.name))
  if (found.length > 1) return severalFound(task, found)
  if (found.length === 1) {
    if (resumed) return adopt(task, tools, found[0]!, step.body ?? {}, [])
    return stopped('conflict', words.conflicts.appeared(task.name))
  }
  if (resumed && !task.mayPostAgain) return { outcome: 'unknown', message: words.unknown.notFoundYet(task.name) }
  await tools.posting()
  const { result, leftOut } = await sendOrLeaveOut(tools.writer, tools.journal, step, '', task)
  if (result.outcome === 'refused') return { outcome: 'stopped', error: problemAsError(result.problem) }
  if (result.outcome === 'waiting') return result
  const id = result.outcome === 'done' ? idIn(result.answer.body) : ''
  if (id && !resumed) return { id, leftOut }
  // An earlier answer was lost, so its object may appear only now. One is ours; with two, a person has to decide.
  const made = id ? await findNamesakes(task, tools) : await findNamesakesRepeatedly(task, tools)
  if (made.length > 1) return severalFound(task, made)
  if (id) return { id, leftOut }
  if (made.length === 1) return adopt(task, tools, made[0]!, step.body ?? {}, leftOut)
  return { outcome: 'unknown', message: words.unknown.notFoundYet(task.name) }
}

/** An object that appears after a lost answer is ours if it contains what was posted. */
async function adopt(
  task: ItemTask,
  tools: ItemTools,
  id: string,
  body: Json,
  leftOut: readonly string[],
): Promise<Created | ItemOutcome> {
  const read = await readLive(task, tools, id)
  if (!read.ok || holdsWhatWasPosted(withoutPaths(body, leftOut), read.document)) return { id, leftOut }
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
  task.type.askedById ? listByName(reader, task.type, task.name) : listObjects(reader, task.type)

/** Objects with this name and type that didn't exist at the preview and that no other item of this run created. */
function namesakes(task: ItemTask, listed: readonly Json[]): string[] {
  const type = graphTypeOf(task.wanted, task.type.rootType)
  return listed
    .filter(
      (item) =>
        isNamed(task, text(item[task.type.nameProperty])) &&
        (task.type.capture.listsBaseForm === true || graphTypeOf(item, task.type.rootType) === type) &&
        !task.takenIds.has(text(item['id'])),
    )
    .map((item) => text(item['id']))
}

/** Microsoft Entra compares names without case. */
const isNamed = ({ type, name }: ItemTask, found: string): boolean =>
  type.askedById ? found.toLowerCase() === name.toLowerCase() : found === name

/** The ID in the answer to a create. An action that imports a list answers the list. */
const idIn = (body: Json): string => text(body['id']) || text(objects(body['value'])[0]?.['id'])
