import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { AppError, failure, type Failure } from '#contract/errors.ts'
import { PlanAction } from '#contract/model/plans.ts'
import { runShapes, type RunKind } from '#contract/model/run-shapes.ts'
import { ItemState, RunState } from '#contract/model/run-states.ts'
import type { Json } from '#domain/json.ts'
import type { ItemChange, RunItemRow, RunRow } from '#app/ports/runs.ts'
import type { Schema } from '../schema/schema.ts'
import { readObject, readTexts } from './json-column.ts'
import { words } from '../words.ts'

/** A row of `runs` with its sentences. */
export type StoredRun = Selectable<Schema['runs']> & { readonly notices_text: string }

/**
 * A row of `runs` for the app, with input and result in the shapes of their kind.
 *
 * @throws Failure `damaged` for a kind that this version doesn't know, or an input with another shape
 */
export function readRun(row: StoredRun): RunRow {
  const kind = readKind(row)
  const input = runShapes[kind].input.safeParse(readObject(row.input))
  if (!input.success) throw damaged(row.id)
  return {
    id: row.id,
    tenantId: row.tenant_id,
    kind,
    title: row.title,
    target: row.target,
    input: input.data,
    status: RunState.parse(row.status),
    phase: row.phase,
    result: readShape(runShapes[kind].result, {
      ...readObject(row.result),
      ...(row.notices === '[]' ? {} : { notices: readTexts(row.notices_text) }),
    }),
    error: readError(row.error),
    requests: row.requests,
    throttled: row.throttled,
    leftOut: row.left_out,
    hasForgotten: row.left_out > 0 || row.version_spans !== '[]',
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    // Kind, input and result match, because they were parsed with the shapes of this kind.
  } as RunRow
}

/**
 * The rows that can be read. One that cannot is left out of lists: it must not take the others with it. What has not
 * ended of them is found by `unreadable` and ended.
 */
export const readableRuns = (rows: readonly StoredRun[]): RunRow[] =>
  rows.flatMap((row) => (isReadable(row) ? [readRun(row)] : []))

/** Whether a row has the shape of its kind. */
export function isReadable(row: StoredRun): boolean {
  try {
    readRun(row)
    return true
  } catch {
    return false
  }
}

function readKind({ id, kind }: { readonly id: string; readonly kind: string }): RunKind {
  if (!Object.hasOwn(runShapes, kind)) throw damaged(id)
  return kind as RunKind
}

const damaged = (id: string): Failure => failure('damaged', words.unreadableRun(id))

/** Property by property, so that an odd value is left out without losing the others. */
function readShape(shape: z.ZodObject, value: Json): Json {
  const read = Object.entries(shape.shape as Record<string, z.ZodType>).map(
    ([property, type]) => [property, type.safeParse(value[property]).data] as const,
  )
  return Object.fromEntries(read.filter(([, parsed]) => parsed !== undefined))
}

/** A row of `run_items` of a run of this kind. */
export function readItem<Kind extends RunKind>(kind: Kind, row: Selectable<Schema['run_items']>): RunItemRow<Kind> {
  return {
    id: row.id,
    runId: row.run_id,
    seq: row.seq,
    key: row.key,
    type: row.type,
    name: row.name,
    policyId: row.policy_id,
    state: ItemState.parse(row.state),
    note: row.note,
    action: PlanAction.safeParse(row.action).data ?? null,
    sourceId: row.source_id,
    targetId: row.target_id,
    created: row.created === 1,
    beforeVersionId: row.before_version_id,
    afterVersionId: row.after_version_id,
    detail: readShape(runShapes[kind].item, readObject(row.detail)) as RunItemRow<Kind>['detail'],
    error: readError(row.error),
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }
}

/** The columns that a change touches. */
export function itemColumns(change: Omit<ItemChange, 'id'>) {
  return {
    ...(change.state === undefined ? {} : { state: change.state }),
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.note === undefined ? {} : { note: change.note }),
    ...(change.policyId === undefined ? {} : { policy_id: change.policyId }),
    ...(change.action === undefined ? {} : { action: change.action }),
    ...(change.sourceId === undefined ? {} : { source_id: change.sourceId }),
    ...(change.targetId === undefined ? {} : { target_id: change.targetId }),
    ...(change.created === undefined ? {} : { created: change.created ? 1 : 0 }),
    ...(change.beforeVersionId === undefined ? {} : { before_version_id: change.beforeVersionId }),
    ...(change.afterVersionId === undefined ? {} : { after_version_id: change.afterVersionId }),
    ...(change.detail === undefined ? {} : { detail: JSON.stringify(change.detail) }),
    ...(change.error === undefined ? {} : { error: writeError(change.error) }),
    ...(change.startedAt === undefined ? {} : { started_at: change.startedAt }),
    ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
  }
}

const readError = (text: string | null): AppError | null => (text === null ? null : AppError.parse(JSON.parse(text)))

/** An error as it is stored. */
export const writeError = (error: AppError | null): string | null => (error === null ? null : JSON.stringify(error))
