import type { BatchRead, GraphProblem, GraphReader, Read } from '../ports/graph.ts'
import { isObject, objects, text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { withoutClearSecrets } from '#domain/policy-types/secrets.ts'

/** An object as Graph holds it, without the secrets that it answered in clear; those apart, by their pointer. */
export interface WholeDocument {
  readonly document: Json
  readonly clear: ReadonlyMap<string, string>
}

/**
 * Reads objects completely: what the list omits, the collections below each, and those below their items, all in
 * `$batch` calls. An object of which any part fails is a problem as a whole: half a policy is no backup.
 *
 * @param items the objects as the list answered them
 */
export const readDocuments = async (reader: GraphReader, type: PolicyType, items: readonly Json[]): Promise<Read<WholeDocument>[]> =>
  (await readAll(reader, type, items, type.capture.byId)).map((read) => masked(type, read))

/** Reads one object completely by its id, without a listing. */
export async function readDocument(reader: GraphReader, type: PolicyType, id: string): Promise<Read<WholeDocument>> {
  const [read] = await readAll(reader, type, [{ id }], type.capture.byId ?? {})
  return masked(type, read!)
}

/** From here on nobody sees a clear secret but who seals it (rule A-5). */
const masked = (type: PolicyType, read: Read<Json>): Read<WholeDocument> => (read.ok ? { ok: true, value: withoutClearSecrets(type, read.value) } : read)

async function readAll(reader: GraphReader, type: PolicyType, items: readonly Json[], byId: PolicyType['capture']['byId']): Promise<Read<Json>[]> {
  const { parts } = type.capture
  const base = (item: Json) => `${type.path}/${encodeURIComponent(text(item['id']))}`
  const perItem = (byId ? 1 : 0) + parts.length
  const reads: BatchRead[] = items.flatMap((item) => [
    ...(byId ? [{ path: base(item) + (byId.expand ? `?$expand=${byId.expand}` : ''), list: false }] : []),
    ...parts.map((part) => ({ path: `${base(item)}/${part.path}`, list: true })),
  ])
  const answers = await reader.batch(reads)
  const documents = items.map((item, index): Read<Json> => {
    const mine = answers.slice(index * perItem, (index + 1) * perItem)
    const problem = firstProblem(mine)
    if (problem) return { ok: false, problem }
    const values = mine.map((answer) => (answer.ok ? answer.value : null))
    const body = byId ? values.shift() : item
    const merged: Record<string, unknown> = { ...(isObject(body) ? body : item) }
    parts.forEach((part, at) => (merged[part.property] = values[at]))
    return { ok: true, value: withoutContext(merged) as Json }
  })
  for (const part of parts) if (part.nested) await readNested(reader, type, documents, part.property, part.nested)
  return documents
}

/** Reads a collection below each item of a part, e.g. the presentation values of each definition value. */
async function readNested(
  reader: GraphReader,
  type: PolicyType,
  documents: Read<Json>[],
  property: string,
  nested: { readonly property: string; readonly path: (itemId: string) => string },
): Promise<void> {
  const targets = documents.flatMap((document, index) =>
    (document.ok ? objects(document.value[property]).map((item) => ({ index, document: document.value, item })) : []))
  const answers = await reader.batch(targets.map(({ document, item }) => ({
    path: `${type.path}/${encodeURIComponent(text(document['id']))}/${nested.path(encodeURIComponent(text(item['id'])))}`,
    list: true,
  })))
  const filled = new Map<number, Json[]>()
  for (const [at, { index, item }] of targets.entries()) {
    const answer = answers[at]!
    if (!answer.ok) documents[index] = { ok: false, problem: answer.problem }
    else filled.set(index, [...(filled.get(index) ?? []), { ...item, [nested.property]: withoutContext(answer.value) }])
  }
  for (const [index, items] of filled) {
    const document = documents[index]!
    if (document.ok) documents[index] = { ok: true, value: { ...document.value, [property]: items } }
  }
}

function firstProblem(answers: readonly Read<unknown>[]): GraphProblem | null {
  for (const answer of answers) if (!answer.ok) return answer.problem
  return null
}

/** Annotations that describe the answer and not the object: context, next links, tips. */
function withoutContext(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutContext)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value)
    .filter(([key]) => !/@(odata\.(context|nextLink|count|etag)|microsoft\.graph\.tips)$/.test(key))
    .map(([key, entry]) => [key, withoutContext(entry)]))
}
