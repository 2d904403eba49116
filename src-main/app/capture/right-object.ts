import { isObject, text, type Json } from '#domain/json.ts'
import { singleOf, withIdentity } from '#domain/policy-types/building-blocks/address.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { idKey } from '#domain/references/id-key.ts'
import type { GraphProblem, GraphReader, Read } from '../ports/graph.ts'
import { words } from './words.ts'

/** A read that failed without an error of Graph. */
export const failed = (code: string, message: string): GraphProblem => ({ status: 0, code, message, requestId: null })

/**
 * The answer, if it is the object that was asked for. Parts of a batch can be mixed up, and an empty answer is none:
 * then the object is read by a request of its own.
 */
export async function rightObject(
  reader: GraphReader,
  type: PolicyType,
  item: Json,
  path: string,
  answer: Read<unknown>,
): Promise<Read<unknown>> {
  const right = (value: unknown): Json | null => {
    const found = type.single ? singleOf(value) : isObject(value) ? value : null
    if (!found) return null
    const own = withIdentity(type, found)
    return idKey(text(own['id'])) === idKey(text(item['id'])) ? own : null
  }
  const read = (from: Read<unknown>): Read<unknown> | null => {
    const own = from.ok ? right(from.value) : null
    return from.ok ? own && { ok: true, value: own } : from
  }
  return (
    read(answer) ??
    read(await reader.readAlone(path)) ?? { ok: false, problem: failed('otherObject', words.problems.otherObject) }
  )
}
