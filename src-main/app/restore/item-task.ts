import type { AppError } from '#contract/errors.ts'
import type { Json } from '#domain/json.ts'
import type { PolicyType, WriteContext } from '#domain/policy-types/policy-type.ts'
import type { WholeDocument } from '../capture/read-documents.ts'
import type { GraphReader, GraphWriter } from '../ports/graph.ts'
import type { RunWork } from '../runs/run-context.ts'
import type { PendingApproval } from './approval.ts'
import type { Journal } from './journal.ts'
import type { OwnWrites } from './own-writes.ts'
import type { StepTask } from './send-step.ts'

/** The outcome of restoring one object. */
export type ItemOutcome =
  | {
      readonly outcome: 'done'
      readonly targetId: string
      readonly document: WholeDocument
      readonly note: string | null
      /** It was read back with differences from what was written, as the note says. */
      readonly differs: boolean
    }
  /** The object was deleted as planned. */
  | { readonly outcome: 'gone'; readonly targetId: string; readonly note: string | null }
  | Stopped
  /** It is unknown whether the tenant has the object. */
  | { readonly outcome: 'unknown'; readonly message: string }
  /** Another administrator has to approve the write. */
  | { readonly outcome: 'waiting'; readonly approval: PendingApproval; readonly own?: OwnWrites }

/** A person has to decide what happens next. */
export interface Stopped {
  readonly outcome: 'stopped'
  readonly error: AppError
  readonly own?: OwnWrites
  /** The object was created, but parts of it are missing. */
  readonly incomplete?: WholeDocument
  /** Graph stored something more harmful than what was written. The change was taken back as far as possible. */
  readonly harm?: { readonly isDeleted: boolean }
}

export interface ItemTask extends StepTask {
  readonly type: PolicyType
  readonly action: 'create' | 'update'
  /** The wanted document with IDs of the target. Secrets in it are masked like Graph masks them. */
  readonly wanted: Json
  /**
   * Properties with equal masks but different secrets. They are written once, because reading back can't show the
   * difference.
   */
  readonly rewrite: readonly string[]
  /** Live state at the preview; null for a create, and if conflicts aren't checked. */
  readonly planned: { readonly document: Json; readonly fingerprint: string | null } | null
  readonly targetId: string | null
  /** Writes of earlier attempts. */
  readonly own: OwnWrites
  /** Stops if somebody else changed the object. A simulated copy always matches the preview. */
  readonly guards: boolean
  /** IDs of the type in the target at the time of planning, and IDs that this run created for other items. */
  readonly takenIds: ReadonlySet<string>
  /** An object whose creation was sent and that isn't found may be created again. */
  readonly mayPostAgain: boolean
  readonly assignments: boolean
  /** The object came from this tenant. */
  readonly sameTenant: boolean
  /** The name of a group in the target, or its ID. */
  readonly groupName: (id: string) => string
}

export interface ItemTools {
  readonly context: RunWork
  readonly reader: GraphReader
  readonly writer: GraphWriter
  readonly journal: Journal
  /** The objects of the type when the run started with it. */
  listing(type: PolicyType, name: string): Promise<readonly Json[]>
  /** Records a create before it is sent. */
  posting(): Promise<void>
  /** Records a change before it is sent. */
  sending(): Promise<void>
  /** Records the ID of a created object before any other change to it. */
  created(targetId: string): Promise<void>
  /** Stores the state before it is overwritten. */
  before(document: WholeDocument): Promise<void>
}

export const contextOf = (task: ItemTask, { context, writer }: ItemTools): WriteContext => ({
  bind: (path) => writer.bind(path),
  sameTenant: task.sameTenant,
  now: context.ports.clock.now(),
})

export const stopped = (code: AppError['code'], text: Pick<AppError, 'message' | 'hint'>): Stopped => ({
  outcome: 'stopped',
  error: { code, ...text },
})
