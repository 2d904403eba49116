import type { CaptureScope } from '#contract/model/run-shapes.ts'
import { assignmentKinds } from '#domain/policy-types/building-blocks/assignments.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { label } from '#domain/readable/spelling.ts'
import { kindsOf } from '#domain/references/references.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { FailedRoute } from '../ports/routes.ts'
import type { RunItemRow } from '../ports/runs.ts'
import type { UnknownName } from '#domain/restore/unknown-parts.ts'
import { isSettled } from '#domain/runs/states.ts'
import type { RunWork } from '../runs/run-context.ts'
import { deriveDue } from '../search/derive-due.ts'
import { keepSlice, readSlice, sliceSize, type CaptureKind, type Due, type ReadSlice } from './capture-items.ts'
import { chosenTypes } from './chosen-types.ts'
import { listingKey, listTypes, settleListings, type ListedType } from './list-types.ts'
import { createUnknownObjects, refreshContract, type UnknownObjects } from '../contract/refresh-contract.ts'
import { createNameBook, type NameBook } from './names.ts'
import { createRouteBook, type RouteBook } from './route-book.ts'
import { fetchDefinitions, type SettingsHolder } from './setting-definitions.ts'
import { words } from './words.ts'

/** A run that captures, with its figures. */
type CaptureRun = RunWork<CaptureKind> & {
  readonly run: {
    readonly leftOut: number
    readonly hasForgotten: boolean
    readonly result: { readonly missing?: number | undefined; readonly notices?: string[] | undefined }
  }
  readonly result: (figures: Pick<CaptureFigures, 'missing' | 'notices'>) => Promise<void>
}

/**
 * Captures types or policies: lists, reads completely, resolves names, keeps versions. Continues where an earlier
 * process stopped. Settled items aren't read again.
 */
export async function captureTypes(
  context: CaptureRun,
  reader: GraphReader,
  scope: CaptureScope,
): Promise<CaptureFigures> {
  const { store, clock } = context.ports
  const wanted = new Set(scope.policyIds)
  const rows = wanted.size > 0 ? (await store.policies.list(context.tenant.id)).filter((row) => wanted.has(row.id)) : []
  const types =
    wanted.size > 0
      ? chosenTypes([...new Set(rows.map((row) => row.type))], context.tenant)
      : chosenTypes(scope.types, context.tenant)
  const names = createNameBook(reader, store.directory, context.tenant.id, () => clock.now().toISOString())
  const routes = createRouteBook(await store.routes.failed(context.tenant.id))
  const unknown = createUnknownObjects(context)
  const found = { missing: context.run.result.missing ?? 0, notices: [...(context.run.result.notices ?? [])] }
  const pass: Pass = { context, reader, scope, wanted, names, routes, unknown, found }
  const holders = await captureListed(
    pass,
    types.filter((type) => !type.askedById),
  )
  await fetchDefinitions(context, reader, holders)
  const indexed = () =>
    deriveDue(
      context.ports,
      () => context.checkCancelled(),
      (done) => context.phase(words.phases.searchIndex(done)),
    )
  await indexed()
  // What others refer to is known now. A group may have groups as members, which come next.
  const byReference = types.filter((type) => type.askedById)
  // Each round finds groups that no round before knew, so it ends.
  const settled = async () => (await context.items()).filter(({ state }) => isSettled(state)).length
  let before = await settled()
  while (byReference.length > 0) {
    await captureListed(pass, byReference)
    await indexed()
    const now = await settled()
    if (now === before) break
    before = now
  }
  const unknownNames = await refreshContract(context, reader, unknown)
  await store.routes.add(context.tenant.id, routes.found, clock.now().toISOString())
  await store.versions.pack(context.tenant.id)
  await context.phase(null)
  context.emit('inventory.changed')
  return {
    ...captureFigures(await context.items(), context.run.leftOut),
    missing: found.missing,
    notices: [...new Set([...found.notices, ...routeNotices(routes.found), ...unknownNotices(unknownNames)])],
  }
}

/** What all types of a capture share. */
interface Pass {
  readonly context: CaptureRun
  readonly reader: GraphReader
  readonly scope: CaptureScope
  /** Policies to capture; all if empty. */
  readonly wanted: ReadonlySet<string>
  readonly names: NameBook
  readonly routes: RouteBook
  readonly unknown: UnknownObjects
  /** What the lists turned out to lack. */
  readonly found: { missing: number; readonly notices: string[] }
}

/**
 * Lists types and captures their objects.
 *
 * @returns the objects with settings of the settings catalog, without their content
 */
async function captureListed(
  { context, reader, scope, wanted, names, routes, unknown, found }: Pass,
  types: readonly PolicyType[],
): Promise<SettingsHolder[]> {
  const { types: listed, ...notes } = await listTypes(context, reader, types, routes)
  proveLists(routes, listed)
  // Recorded now: a run that is continued doesn't find them missing again.
  found.missing += notes.missing
  found.notices.push(...notes.notices)
  await context.result({ missing: found.missing, notices: found.notices })
  await context.phase(words.phases.names)
  for (const { type, items } of listed) names.know(type, items)
  // A failed listing isn't requested again.
  const tried = new Set(types.map((type) => type.key))
  const kinds = types.flatMap((type) => [
    ...type.references.flatMap(kindsOf),
    ...(type.assignments?.filters ? [assignmentKinds.filter] : []),
  ])
  await names.load(new Set(kinds.filter((kind) => !tried.has(kind))))
  await context.phase(null)
  const selected = listed.map(({ type, items, rows: all, differing }) => ({
    type,
    differing,
    entries: all
      .map((row, index) => ({ row, listed: items[index]! }))
      .filter(({ row }) => wanted.size === 0 || wanted.has(row.id)),
  }))
  // A run that forgot what was unchanged goes on with its own open items, and with the lists that failed then.
  const openKeys = new Set((await context.items()).flatMap(({ key, state }) => (isSettled(state) ? [] : [key])))
  const isTaken = (type: PolicyType): boolean => !context.run.hasForgotten || openKeys.has(listingKey(type))
  await context.addItems(
    selected
      .filter(({ type }) => isTaken(type))
      .flatMap(({ type, entries }) =>
        entries.map(({ row }) => ({ key: row.id, type: type.key, name: row.name, policyId: row.id })),
      ),
  )
  await settleListings(context, listed)
  await reportVanished(
    context,
    wanted,
    new Set(listed.map(({ type }) => type.key)),
    new Set(selected.flatMap(({ entries }) => entries.map(({ row }) => row.id))),
  )

  const byKey = new Map((await context.items()).map((item) => [item.key, item]))
  const due = selected.flatMap(({ type, entries, differing }) =>
    entries.flatMap(({ row, listed: item }): Due[] => {
      const record = byKey.get(row.id)
      return record && !isSettled(record.state)
        ? [{ type, item: record, row, listed: item, isDoubtfullyListed: differing.has(item.id) }]
        : []
    }),
  )
  const holders: SettingsHolder[] = []
  const read = (at: number): Promise<ReadSlice> => {
    const slice = readSlice(context, reader, routes, due.slice(at, at + sliceSize), scope)
    // Whoever waits for it gets the error. Until then, nobody does.
    slice.catch(() => {})
    return slice
  }
  // The next slice is read while the one before is stored.
  let ahead = due.length > 0 ? read(0) : undefined
  for (let at = 0; ahead; at += sliceSize) {
    await context.checkCancelled()
    const slice = await ahead
    ahead = at + sliceSize < due.length ? read(at + sliceSize) : undefined
    holders.push(...(await keepSlice(context, reader, names, slice, unknown)))
  }
  return holders
}

/** Which parts lists carry. An empty one says more if the list has some of others. */
function proveLists(routes: RouteBook, listed: readonly ListedType[]): void {
  for (const { type, items } of listed)
    for (const part of type.capture.parts)
      if (items.some(({ carried }) => carried.has(part.property))) routes.prove(type, part)
}

/** What this run found out about the routes of Graph, as sentences. */
const routeNotices = (found: readonly FailedRoute[]): string[] => [
  ...new Set(
    found.map(({ type, property, route, fault }) =>
      words.notices.route(
        policyTypeOf(type).title,
        label(property),
        words.notices.routes[route],
        words.notices.faults[fault],
      ),
    ),
  ),
]

/** What was captured although no contract knows it, a sentence for each Graph type. */
const unknownNotices = (names: readonly UnknownName[]): string[] =>
  [...Map.groupBy(names, ({ graphType }) => graphType)].map(([graphType, places]) =>
    words.notices.unknown(
      graphType,
      places.map(({ path }) => path),
    ),
  )

/**
 * Reports selected policies, and items of an earlier attempt, that are no longer in the tenant.
 *
 * @param listed types whose listing was complete
 */
async function reportVanished(
  context: RunWork<CaptureKind>,
  wanted: ReadonlySet<string>,
  listed: ReadonlySet<string>,
  present: ReadonlySet<string>,
): Promise<void> {
  const rows = await Promise.all([...wanted].map(async (id) => context.ports.store.policies.find(id)))
  await context.addItems(
    rows.flatMap((row) => (row ? [{ key: row.id, type: row.type, name: row.name, policyId: row.id }] : [])),
  )
  const gone = (await context.items()).filter(
    (item) => item.policyId !== null && listed.has(item.type) && !present.has(item.key) && !isSettled(item.state),
  )
  await context.updateItems(
    gone.map((item) => ({ id: item.id, state: 'skipped', note: words.items.gone, error: null })),
  )
}

/** What a capture came to. */
export interface CaptureFigures {
  newVersions: number
  unchanged: number
  newBlobs: number
  doubtful: number
  missing: number
  notices: string[]
}

/** The totals of a capture. They come from its items, so they are the same after a restart. */
function captureFigures(
  items: readonly RunItemRow<CaptureKind>[],
  leftOut: number,
): Omit<CaptureFigures, 'missing' | 'notices'> {
  const kept = items.filter((item) => item.afterVersionId !== null)
  return {
    newVersions: kept.filter((item) => item.detail.isNew === true).length,
    unchanged: leftOut + kept.filter((item) => item.detail.isNew !== true).length,
    newBlobs: kept.filter((item) => item.detail.newBlob === true).length,
    doubtful: kept.filter((item) => item.detail.doubtful === true).length,
  }
}
