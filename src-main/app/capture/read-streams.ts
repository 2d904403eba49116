import { isGone } from '#domain/graph-answers/problems.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import type { GraphProblem, GraphReader, Read } from '../ports/graph.ts'
import type { PartsToRead } from './parts-state.ts'
import { failed } from './right-object.ts'
import { words } from './words.ts'

/**
 * Reads the images of objects, which have addresses of their own (G-243). One that can't be read makes its object fail,
 * because half a policy isn't a backup. So does one that the object has and its address doesn't.
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
    const file = answer.ok && isObject(answer.value) ? answer.value : {}
    if (text(file['value']) !== '') found.set(index, [...(found.get(index) ?? []), { id, ...file }])
    else
      problems.set(
        index,
        answer.ok || isGone(answer.problem) ? failed('noFile', words.problems.noFile(id)) : answer.problem,
      )
  }
  return documents.map((document, index): Read<Json> => {
    const { streams } = entries[index]!.type.capture
    if (!document.ok || !streams) return document
    const problem = problems.get(index)
    if (problem) return { ok: false, problem }
    return { ok: true, value: { ...document.value, [streams.property]: found.get(index) ?? [] } }
  })
}
