import type { Doubt } from '#contract/model/doubts.ts'
import type { CaptureScope } from '#contract/model/run-shapes.ts'
import { fingerprintText } from '#domain/canonical/comparable.ts'
import { doubtText } from '#domain/doubts/doubts.ts'
import { objects, text, type Json } from '#domain/json.ts'
import { askedById } from '#domain/policy-types/kinds.ts'
import { placeOf } from '#domain/policy-types/building-blocks/address.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { settingIdsOf } from '#domain/settings-catalog/setting-ids.ts'
import { problemAsError } from '../graph-problem.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { ItemChange, RunItemRow } from '../ports/runs.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { RunWork } from '../runs/run-context.ts'
import { observe } from './observe.ts'
import { type NameBook, referencedIds } from './names.ts'
import { readDocuments, type WholeDocument } from './read-documents.ts'
import type { RouteBook } from './route-book.ts'
import type { SettingsHolder } from './setting-definitions.ts'
import { haveChanged, readSecrets, sealSecrets } from './secrets.ts'
import { words } from './words.ts'

/** Run kinds that capture. */
export type CaptureKind = 'capture' | 'backup' | 'drift'

/** An object to capture, with its item. */
export interface Due {
  readonly type: PolicyType
  readonly item: RunItemRow
  readonly row: PolicyRow
  readonly listed: Json
}

/** Number of objects to read at a time: enough to fill every batch, but few enough to cancel quickly. */
export const sliceSize = 160

/**
 * Captures a slice: marks the items running, reads, keeps versions, records the outcomes.
 *
 * @returns the objects with settings of the settings catalog, without their content
 */
export async function captureSlice(
  context: RunWork<CaptureKind>,
  reader: GraphReader,
  { names, routes }: { readonly names: NameBook; readonly routes: RouteBook },
  due: readonly Due[],
  scope: Pick<CaptureScope, 'assignments' | 'scopeTags'>,
): Promise<SettingsHolder[]> {
  const { clock, vault } = context.ports
  const startedAt = clock.now().toISOString()
  await context.updateItems(
    due.map(({ item }) => ({ id: item.id, state: 'running', startedAt, note: words.items.reading })),
  )
  const documents = await readDocuments(
    reader,
    context.ports.contract,
    due.map(({ type, listed, row }) => ({
      type,
      item: listed,
      earlierAssignments: row.versionId === null ? null : row.assignmentCount,
    })),
    { leaveOut: { assignments: !scope.assignments, scopeTags: !scope.scopeTags }, routes },
  )
  const found = documents.flatMap((document, index) =>
    document.ok ? [{ type: due[index]!.type, ...document.value }] : [],
  )
  // The listing left out some properties. The complete object has all of them.
  await context.ports.store.policies.observe(
    context.tenant.id,
    found.map(({ type, document }) => observe(type, document)),
    clock.now().toISOString(),
  )
  await loadReferenced(names, found)
  const secrets = await readSecrets(reader, vault, found)
  let next = 0
  const changes: ItemChange<CaptureKind>[] = []
  for (const [index, document] of documents.entries()) {
    const { item, row, type } = due[index]!
    const change = document.ok
      ? toChange(
          await keep(context, names, type, row, { ...document.value, clear: secrets[next++]! }),
          document.value.doubts,
        )
      : { state: 'failed' as const, note: null, error: problemAsError(document.problem) }
    changes.push({ id: item.id, ...change, endedAt: clock.now().toISOString() })
  }
  await context.updateItems(changes)
  return found
    .map(({ type, document }) => ({
      type,
      document: { ...placeOf(type, document), id: document['id'] },
      ids: settingIdsOf(document),
    }))
    .filter(({ ids }) => ids.size > 0)
}

/** Loads the groups and users that documents refer to. */
export async function loadReferenced(
  names: NameBook,
  found: readonly { readonly type: PolicyType; readonly document: Json }[],
): Promise<void> {
  const references = found.map(({ type, document }) => referencedIds(type, document))
  for (const kind of askedById.keys())
    await names.loadById(
      kind,
      references.flatMap((ids) => [...(ids.get(kind) ?? [])]),
    )
}

/** A stored document: a new version, or the existing one. */
export interface KeptDocument {
  readonly versionId: string
  readonly isNew: boolean
  readonly newBlob: boolean
  readonly note: string
}

const toChange = (
  { versionId, isNew, newBlob, note }: KeptDocument,
  doubts: readonly Doubt[],
): Omit<ItemChange<CaptureKind>, 'id'> => ({
  state: isNew ? 'done' : 'unchanged',
  error: null,
  note: [note, ...doubts.map(doubtText)].join('. '),
  afterVersionId: versionId,
  detail: { isNew, newBlob, ...(doubts.length > 0 ? { doubtful: true } : {}) },
})

/** Stores a captured document as a version, with all secrets that could be read, and returns the result. */
export async function keep(
  context: RunWork,
  names: NameBook,
  type: PolicyType,
  row: PolicyRow,
  { document, clear, doubts }: WholeDocument,
): Promise<KeptDocument> {
  const { store, clock, vault } = context.ports
  const secrets = await sealSecrets(vault, type, document, clear)
  const outcome = await store.versions.keep({
    policy: row,
    document,
    fingerprintText: fingerprintText(type, document),
    names: names.namesFor(type, document),
    modifiedAt: text(document['lastModifiedDateTime']) || null,
    assignmentCount: type.assignments && 'assignments' in document ? objects(document['assignments']).length : null,
    secrets: secrets.sealed,
    secretsChanged: await haveChanged(store, vault, row, clear),
    doubts,
    runId: context.runId,
    at: clock.now().toISOString(),
  })
  // A killed run may have stored the version without recording it. The version still belongs to this run.
  const isNew = outcome.isNew || (await store.versions.find(outcome.versionId))?.runId === context.runId
  const version = isNew ? words.items.newVersion(outcome.number) : words.items.unchanged(outcome.number)
  return {
    versionId: outcome.versionId,
    isNew,
    newBlob: outcome.isNew ? outcome.newBlob : isNew,
    note: secrets.note ? `${version}; ${secrets.note}` : version,
  }
}
