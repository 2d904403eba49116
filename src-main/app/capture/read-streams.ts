import { isGone } from '#domain/graph-answers/problems.ts'
import { isObject, type Json } from '#domain/json.ts'
import type { GraphProblem, GraphReader, Read } from '../ports/graph.ts'
import type { PartsToRead } from './parts-state.ts'

/**
 * Reads the images of objects, which have addresses of their own (G-243). An image that isn't there is left out; one
 * that can't be read makes its object fail, because half a policy isn't a backup.
 */
export async function readStreams(
  reader: GraphReader,
  entries: readonly PartsToRead[],
  documents: readonly Read<Json>[],
): Promise<Read<Json>[]> {
  const targets = documents.flatMap((document, index) => {
    const { streams } = entries[index]!.type.capture
    return document.ok && streams ? streams.of(document.value).map((stream) => ({ index, ...stream })) : []
  })
  const answers = await reader.batch(targets.map(({ path }) => ({ path, list: false, stream: true })))
  const found = new Map<number, Json[]>()
  const problems = new Map<number, GraphProblem>()
  for (const [at, { index, id }] of targets.entries()) {
    const answer = answers[at]!
    if (answer.ok && isObject(answer.value)) found.set(index, [...(found.get(index) ?? []), { id, ...answer.value }])
    else if (!answer.ok && !isGone(answer.problem)) problems.set(index, answer.problem)
  }
  return documents.map((document, index): Read<Json> => {
    const { streams } = entries[index]!.type.capture
    if (!document.ok || !streams) return document
    const problem = problems.get(index)
    if (problem) return { ok: false, problem }
    return { ok: true, value: { ...document.value, [streams.property]: found.get(index) ?? [] } }
  })
}
