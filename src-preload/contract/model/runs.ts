import { z } from 'zod'
import { AppError } from '../errors.ts'
import { PolicyId, RunId, VersionId } from './ids.ts'
import { Moment } from './moments.ts'
import { PlanAction } from './plans.ts'
import { runShapes, type RunKind, type RunResult } from './run-shapes.ts'
import { ItemCounts, ItemState, RunState } from './run-states.ts'

const head = z.object({
  id: RunId,
  tenantId: z.string(),
  title: z.string(),
  status: RunState,
  createdAt: Moment,
  startedAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  counts: ItemCounts,
  total: z.number(),
  requests: z.number(),
  throttled: z.number(),
  /** Unchanged objects that are counted, and have no items any more. */
  leftOut: z.number(),
  /** Graph asked all runs of the tenant to wait until then. */
  waitingUntil: Moment.nullable(),
  /** What the run is doing while it has no items, e.g. `Listing apps`. */
  phase: z.string().nullable(),
  error: AppError.nullable(),
})

const ofKind = <Kind extends RunKind>(kind: Kind) =>
  head.extend({ kind: z.literal(kind), result: runShapes[kind].result as (typeof runShapes)[Kind]['result'] })

/** A run as screens show it. Its kind determines the shape of its result. */
export const Run = z.discriminatedUnion('kind', [
  ofKind('sync'),
  ofKind('capture'),
  ofKind('backup'),
  ofKind('verify'),
  ofKind('sign-in'),
  ofKind('health'),
  ofKind('onboarding-plan'),
  ofKind('onboarding'),
  ofKind('export'),
  ofKind('import'),
  ofKind('save-file'),
  ofKind('report'),
  ofKind('purge'),
  ofKind('recipients'),
  ofKind('definitions'),
  ofKind('restore-plan'),
  ofKind('restore'),
  ofKind('rehearsal'),
  ofKind('drift'),
])
export type Run = z.infer<typeof Run>
/** A run of one kind. */
export type RunOf<Kind extends RunKind> = Extract<Run, { kind: Kind }>

/** The result of a run of this kind so far; undefined for other kinds. */
export const resultOf = <Kind extends RunKind>(run: Run, kind: Kind): RunResult<Kind> =>
  // The union pairs kind and result; a result of another kind has none of these figures.
  (run.kind === kind ? run.result : {}) as RunResult<Kind>

export const RunItem = z.object({
  id: z.string(),
  seq: z.number(),
  type: z.string(),
  name: z.string(),
  policyId: PolicyId.nullable(),
  /** What a restore planned to do with it. */
  action: PlanAction.nullable(),
  state: ItemState,
  note: z.string().nullable(),
  error: AppError.nullable(),
  /** It was captured, but Graph contradicted itself about it. The note says how. */
  doubtful: z.boolean(),
  /** It was created, and something of it is missing. The error says what. */
  incomplete: z.boolean(),
  endedAt: Moment.nullable(),
  tookMs: z.number().nullable(),
  /** The state of the tenant before it was overwritten, and what was captured or written. */
  beforeVersionId: VersionId.nullable(),
  afterVersionId: VersionId.nullable(),
})
export type RunItem = z.infer<typeof RunItem>
