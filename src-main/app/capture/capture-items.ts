import type { AppError } from '#contract/errors.ts'
import { fingerprintText } from '#domain/canonical/comparable.ts'
import { objects, text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { problemAsError } from '../graph-problem.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { ItemChange, PolicyRow, RunItemRow } from '../ports/store.ts'
import type { RunContext } from '../runs/run-context.ts'
import type { NameBook } from './names.ts'
import { referencedIds } from './names.ts'
import { readDocuments, type WholeDocument } from './read-documents.ts'
import { captureSecrets, haveChanged } from './secrets.ts'

/** One object that is due, with the item that records it. */
export interface Due {
  readonly item: RunItemRow
  readonly row: PolicyRow
  readonly listed: Json
}

/** Objects read and kept at a time: two full batches keep Graph busy while a cancel still comes through quickly. */
export const sliceSize = 40

/** Captures a slice of one type: marks the items running, reads, keeps versions, records the outcomes. */
export async function captureSlice(context: RunContext, reader: GraphReader, names: NameBook, type: PolicyType, due: readonly Due[]): Promise<void> {
  const { clock } = context.ports
  const startedAt = clock.now().toISOString()
  await context.updateItems(due.map(({ item }) => ({ id: item.id, change: { state: 'running', startedAt, note: 'Reading' } })))
  const documents = await readDocuments(reader, type, due.map((entry) => entry.listed))
  await names.loadGroups(documents.flatMap((document) => (document.ok ? [...(referencedIds(type, document.value.document).get('groups') ?? [])] : [])))
  const changes: { id: string; change: ItemChange }[] = []
  for (const [index, document] of documents.entries()) {
    const { item, row } = due[index]!
    const change = document.ok
      ? await keep(context, reader, names, type, row, document.value)
      : failed(problemAsError(document.problem))
    changes.push({ id: item.id, change: { ...change, endedAt: clock.now().toISOString() } })
  }
  await context.updateItems(changes)
}

const failed = (error: AppError): ItemChange => ({ state: 'failed', note: null, error })

/** Keeps one captured document as a version and says what became of it. */
export async function keep(context: RunContext, reader: GraphReader, names: NameBook, type: PolicyType, row: PolicyRow, { document, clear }: WholeDocument): Promise<ItemChange> {
  const { store, clock, vault } = context.ports
  const secrets = await captureSecrets(reader, vault, type, document, clear)
  const outcome = await store.versions.keep({
    policy: row,
    document,
    fingerprintText: fingerprintText(type, document),
    names: names.namesFor(type, document),
    modifiedAt: text(document['lastModifiedDateTime']) || null,
    assignmentCount: type.assignments ? objects(document['assignments']).length : null,
    secrets: secrets.sealed,
    secretsChanged: await haveChanged(store, vault, row, secrets.clear),
    runId: context.run.id,
    at: clock.now().toISOString(),
  })
  // A killed run may have kept the version without recording it: it is this run's all the same.
  const isNew = outcome.isNew || (await store.versions.find(outcome.versionId))?.runId === context.run.id
  const version = isNew ? `New version ${outcome.number}` : `Version ${outcome.number}, unchanged`
  return {
    state: isNew ? 'done' : 'unchanged',
    error: null,
    note: secrets.note ? `${version}; ${secrets.note}` : version,
    detail: { versionId: outcome.versionId, isNew, newBlob: outcome.isNew ? outcome.newBlob : isNew },
  }
}
