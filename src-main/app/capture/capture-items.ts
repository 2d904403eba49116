import type { CaptureScope } from '#contract/model/run-shapes.ts'
import { breathe, forEachInTurns } from '../breathe.ts'
import { fingerprintText } from '#domain/canonical/comparable.ts'
import { doubtedProperties, doubtText } from '#domain/doubts/doubts.ts'
import { objects, text, without, type Json } from '#domain/json.ts'
import { askedById } from '#domain/policy-types/kinds.ts'
import { placeOf } from '#domain/policy-types/building-blocks/address.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { settingIdsOf } from '#domain/settings-catalog/setting-ids.ts'
import { problemAsError } from '../graph-problem.ts'
import type { UnknownObjects } from '../contract/refresh-contract.ts'
import type { GraphReader, Read } from '../ports/graph.ts'
import type { ItemChange, RunItemRow } from '../ports/runs.ts'
import type { Observed, PolicyRow } from '../ports/policies.ts'
import type { CapturedDocument } from '../ports/versions.ts'
import type { RunWork } from '../runs/run-context.ts'
import type { ListedObject } from './listed-object.ts'
import { observe } from './observe.ts'
import { type NameBook, referencedIds } from './names.ts'
import { readDocuments, switchedParts, type WholeDocument } from './read-documents.ts'
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
  readonly listed: ListedObject
  readonly isDoubtfullyListed: boolean
}

/** Number of objects to read at a time: enough to fill every batch, but few enough to cancel quickly. */
export const sliceSize = 80

/** Objects that were read, and how to store them. */
export interface ReadSlice {
  readonly due: readonly Due[]
  readonly documents: readonly Read<WholeDocument>[]
}

/** Marks the items of a slice running, and reads the objects. */
export async function readSlice(
  context: RunWork<CaptureKind>,
  reader: GraphReader,
  routes: RouteBook,
  due: readonly Due[],
  scope: Pick<CaptureScope, 'assignments' | 'scopeTags'>,
): Promise<ReadSlice> {
  const startedAt = context.ports.clock.now().toISOString()
  await context.updateItems(
    due.map(({ item }) => ({ id: item.id, state: 'running', startedAt, note: words.items.reading })),
  )
  const documents = await readDocuments(
    reader,
    context.contract,
    due.map(({ type, listed, row, isDoubtfullyListed }) => ({
      type,
      item: listed.open(),
      isDoubtfullyListed,
      earlierAssignments: row.versionId === null ? null : row.assignmentCount,
    })),
    {
      leaveOut: { assignments: !scope.assignments, scopeTags: !scope.scopeTags },
      routes,
      switched: switchedParts(
        due.map(({ type }) => type),
        (part) => context.tenant[part.switch!],
      ),
    },
  )
  return { due, documents }
}

/**
 * Stores what was read: names, secrets, versions, and the outcomes of the items.
 *
 * @returns the objects with settings of the settings catalog, without their content
 */
export async function keepSlice(
  context: RunWork<CaptureKind>,
  reader: GraphReader,
  names: NameBook,
  { due, documents }: ReadSlice,
  unknown: UnknownObjects,
): Promise<SettingsHolder[]> {
  const { clock, vault } = context.ports
  const found = documents.flatMap((document, index) =>
    document.ok ? [{ type: due[index]!.type, ...document.value }] : [],
  )
  await forEachInTurns(found, ({ type, document }) => unknown.add(type, document))
  // The listing may have left out some properties. The complete object has all of them.
  const listed = new Map(due.map((entry) => [entry.row.externalId, entry]))
  await context.ports.store.policies.observe(
    context.tenant.id,
    found.flatMap(({ type, document }) => {
      const before = listed.get(text(document['id']))
      const observed = observe(type, document)
      return before?.type === type && sameObservation(before.listed.observed, observed) ? [] : [observed]
    }),
    clock.now().toISOString(),
  )
  await loadReferenced(names, found)
  const secrets = await readSecrets(reader, vault, found)
  const stored = await keep(
    context,
    names,
    documents.flatMap((document, index) =>
      document.ok ? [{ type: due[index]!.type, row: due[index]!.row, whole: document.value }] : [],
    ),
    secrets,
  )
  let next = 0
  const endedAt = clock.now().toISOString()
  const changes = documents.map((document, index): ItemChange<CaptureKind> => {
    const change = document.ok
      ? toChange(stored[next++]!, due[index]!.type, document.value)
      : { state: 'failed' as const, note: null, error: problemAsError(document.problem) }
    return { id: due[index]!.item.id, ...change, endedAt }
  })
  await context.updateItems(changes)
  const holders = await forEachInTurns(found, ({ type, document }) => ({
    type,
    document: { ...placeOf(type, document), id: document['id'] },
    ids: settingIdsOf(document),
  }))
  return holders.filter(({ ids }) => ids.size > 0)
}

const sameObservation = (left: Observed, right: Observed): boolean => JSON.stringify(left) === JSON.stringify(right)

/** Loads the groups and users that documents refer to. */
export async function loadReferenced(
  names: NameBook,
  found: readonly { readonly type: PolicyType; readonly document: Json }[],
): Promise<void> {
  const references = await forEachInTurns(found, ({ type, document }) => referencedIds(type, document))
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
  type: PolicyType,
  { doubts, tooLong }: WholeDocument,
): Omit<ItemChange<CaptureKind>, 'id'> => ({
  state: isNew ? 'done' : 'unchanged',
  error: null,
  note: [note, ...doubts.map(doubtText), ...tooLong.map((part) => words.items.tooLong(mostOf(type, part), part))].join(
    '. ',
  ),
  afterVersionId: versionId,
  detail: { isNew, newBlob, ...(doubts.length > 0 ? { doubtful: true } : {}) },
})

const mostOf = (type: PolicyType, property: string): number =>
  type.capture.parts.find((part) => part.property === property)?.most ?? 0

/** A document to store, with its policy. */
export interface ToKeep {
  readonly type: PolicyType
  readonly row: PolicyRow
  readonly whole: WholeDocument
}

/**
 * A doubtful document, or the last version if they are equal apart from what is in doubt. Otherwise each doubt would make
 * a version, and the next answer another one.
 */
async function orEarlier(
  store: RunWork['ports']['store'],
  type: PolicyType,
  row: PolicyRow,
  whole: WholeDocument,
): Promise<Pick<WholeDocument, 'document' | 'doubts'>> {
  const doubted = whole.doubts.flatMap(doubtedProperties)
  const version = doubted.length > 0 && row.versionId !== null ? await store.versions.find(row.versionId) : undefined
  if (!version) return whole
  // A damaged version is no reason to lose what was read.
  const document = await store.versions.document(version.id).catch(() => null)
  if (!document) return whole
  const undoubted = (source: Json): string => fingerprintText(type, without(source, doubted))
  return undoubted(document) === undoubted(whole.document) ? { document, doubts: version.doubts } : whole
}

/**
 * Stores captured documents as versions, with all secrets that could be read.
 *
 * @param clear the clear-text secrets of each document, by pointer
 * @returns the results in the same order
 */
export async function keep(
  context: RunWork,
  names: Pick<NameBook, 'namesFor'>,
  documents: readonly ToKeep[],
  clear: readonly ReadonlyMap<string, string>[],
): Promise<KeptDocument[]> {
  const { store, clock, vault } = context.ports
  const at = clock.now().toISOString()
  const captured: CapturedDocument[] = []
  const notes: (string | null)[] = []
  for (const [index, { type, row, whole }] of documents.entries()) {
    await breathe()
    const { document, doubts } = await orEarlier(store, type, row, whole)
    const secrets = await sealSecrets(vault, type, document, clear[index]!)
    notes.push(secrets.note)
    const print = fingerprintText(type, document)
    // A policy with many settings takes its turn for this alone.
    await breathe()
    captured.push({
      policy: row,
      document,
      fingerprintText: print,
      names: names.namesFor(type, document),
      modifiedAt: text(document['lastModifiedDateTime']) || null,
      // A doubt doesn't make what was known before unknown.
      assignmentCount: doubts.some(({ kind }) => kind === 'noAssignments')
        ? row.assignmentCount
        : type.assignments && 'assignments' in document
          ? objects(document['assignments']).length
          : null,
      secrets: secrets.sealed,
      secretsChanged: await haveChanged(store, vault, row, clear[index]!),
      doubts,
      runId: context.runId,
      at,
    })
  }
  return (await store.versions.keep(captured)).map((outcome, index) => {
    // A killed run may have stored the version without recording it. The version still belongs to this run.
    const isNew = outcome.runId === context.runId
    const version = isNew ? words.items.newVersion(outcome.number) : words.items.unchanged(outcome.number)
    const note = notes[index]
    return {
      versionId: outcome.versionId,
      isNew,
      newBlob: outcome.isNew ? outcome.newBlob : isNew,
      note: note ? `${version}; ${note}` : version,
    }
  })
}
