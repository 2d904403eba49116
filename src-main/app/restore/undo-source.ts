import { failure, Failure } from '#contract/errors.ts'
import type { Json } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import type { Deletion } from '#domain/restore/plan.ts'
import type { Vault } from '../ports/ports.ts'
import type { RunItemRow } from '../ports/runs.ts'
import type { ReadStore } from '../ports/store.ts'
import { isEnded } from '#domain/runs/states.ts'
import { loadVersions, type Source } from './source-items.ts'
import { words } from './words.ts'
import { words as appWords } from '../words.ts'

/** The way back from a restore: earlier versions, and objects that it created. */
export interface UndoSource extends Source {
  readonly deletions: readonly Deletion[]
}

/** What an item of a restore changed, from its record. */
interface Trace {
  readonly item: RunItemRow
  readonly beforeVersionId: string | null
  readonly madeId: string | null
}

const traceOf = (item: RunItemRow<'restore'>): Trace => ({
  item,
  beforeVersionId: item.beforeVersionId,
  madeId: item.created ? item.targetId : null,
})

/**
 * Overwritten objects get the version from just before. Created objects can be deleted, but never objects that existed
 * before. Partly failed items count too, because some of their changes may be in the tenant.
 *
 * @throws Failure `badInput` when there is nothing to undo
 */
export async function loadUndo(store: ReadStore, vault: Vault, tenantId: string, runId: string): Promise<UndoSource> {
  const run = await store.runs.find(runId)
  if (run?.tenantId !== tenantId || run.kind !== 'restore') throw new Failure('notFound', words.undo.noRestore(runId))
  if (!isEnded(run.status)) throw failure('badInput', words.undo.notFinished)
  // The run is a restore, and so are its items.
  const items = (await store.runs.items(runId)) as RunItemRow<'restore'>[]
  const open = items.find((item) => item.detail.posted === true && item.targetId === null)
  if (open) throw failure('badInput', words.undo.unknownOutcome(open.name))
  const traces = items.map(traceOf)
  const overwritten = traces.flatMap(({ item, beforeVersionId, madeId }) =>
    beforeVersionId !== null && madeId === null ? [{ item, beforeVersionId }] : [],
  )
  const made = traces.flatMap(({ item, madeId }) => (madeId === null ? [] : [{ item, madeId }]))
  if (overwritten.length === 0 && made.length === 0) throw failure('badInput', words.undo.changedNothing)
  const source = await loadVersions(store, vault, {
    tenantId,
    targetId: tenantId,
    ids: overwritten.map(({ beforeVersionId }) => beforeVersionId),
  })
  const afterOf = async ({ afterVersionId }: RunItemRow): Promise<{ after?: Json }> =>
    afterVersionId === null ? {} : { after: await store.versions.document(afterVersionId) }
  const afterByVersion = new Map(
    await Promise.all(
      overwritten.map(async ({ item, beforeVersionId }) => [beforeVersionId, await afterOf(item)] as const),
    ),
  )
  return {
    ...source,
    items: source.items.map((item) => ({ ...item, ...afterByVersion.get(item.versionId) })),
    title: appWords.states.undoOf(run.title),
    deletions: await Promise.all(
      made.map(async ({ item, madeId }) => ({
        type: policyTypeOf(item.type),
        id: madeId,
        name: item.name,
        versionId: item.afterVersionId ?? '',
        ...(await afterOf(item)),
      })),
    ),
  }
}
