import type { Json } from '#domain/json.ts'
import { readDocument, switchedParts, type WholeDocument } from '../capture/read-documents.ts'
import { problemAsError } from '../graph-problem.ts'
import type { ItemOutcome, ItemTask, ItemTools } from './item-task.ts'
import { words } from './words.ts'

/** The object in the tenant, or why the item ends because it can't be read. */
export type Live =
  | { readonly ok: true; readonly document: Json; readonly whole: WholeDocument }
  | { readonly ok: false; readonly outcome: ItemOutcome }

/** Number of reads of an object that isn't ready: half a minute in total. */
export const readyReads = 10
export const readyWait = (read: number): number => Math.min(200 * 2 ** read, 5_000)

/** Reads the object of an item completely. */
export async function readLive(task: ItemTask, tools: ItemTools, targetId: string): Promise<Live> {
  // What the plan compared is read again, with the parts that have a switch: the fingerprint covers them.
  const switched = [...switchedParts([task.type], ({ property }) => property in (task.planned?.document ?? {}))]
  const known = { ...Object.fromEntries(switched.map((part) => [part, []])), ...task.wanted }
  const document = await readDocument(tools.reader, tools.context.contract, task.type, targetId, known)
  return document.ok
    ? { ok: true, document: document.value.document, whole: document.value }
    : { ok: false, outcome: { outcome: 'stopped', error: problemAsError(document.problem) } }
}

/** Reads a new object. Some services return it only after a while (G-56). */
export async function readCreated(task: ItemTask, tools: ItemTools, targetId: string): Promise<Live> {
  for (let read = 0; ; read += 1) {
    const live = await readLive(task, tools, targetId)
    const isLate = !live.ok && live.outcome.outcome === 'stopped' && live.outcome.error.code === 'notFound'
    if (!isLate) return live
    // It was created, and a later pass of the run finds it.
    if (read >= readyReads)
      return { ok: false, outcome: { outcome: 'unknown', message: words.unknown.notReadable(task.name) } }
    await tools.context.ports.clock.sleep(readyWait(read), tools.context.signal)
  }
}
