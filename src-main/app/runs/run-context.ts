import type { ChangeEvent } from '#contract/method.ts'
import type { RunKind, RunResult } from '#contract/model/run-shapes.ts'
import type { GraphContract } from '#domain/graph-contract/graph-contract.ts'
import type { GraphReader, GraphWriter } from '../ports/graph.ts'
import type { Ports } from '../ports/ports.ts'
import type { ItemChange, NewItem, RunItemRow, RunRow } from '../ports/runs.ts'
import type { TenantRow } from '../ports/tenants.ts'

/** Ports of a run: everything except Graph access, which depends on its kind. */
export type RunPorts = Omit<Ports, 'graph' | 'takeWorkLock'>

/** What a use case gets from its run: the tenant, the items, and methods to report progress. */
export interface RunWork<Kind extends RunKind = RunKind> {
  readonly runId: string
  readonly tenant: TenantRow
  readonly signal: AbortSignal
  readonly ports: RunPorts
  /** The newest types that the tenant's cloud is known to publish. */
  readonly contract: GraphContract
  /** Sets what the run is doing while it has no items; null if it has. */
  phase(text: string | null): Promise<void>
  addItems(items: readonly NewItem<Kind>[]): Promise<void>
  items(): Promise<RunItemRow<Kind>[]>
  /** Records changes of items in the store. Screens get a hint at most ten times per second. */
  updateItems(changes: readonly ItemChange<Kind>[]): Promise<void>
  /** @throws Failure `cancelled` if the user canceled the run, here or in another process */
  checkCancelled(): Promise<void>
  emit(event: ChangeEvent): void
}

/**
 * What a run handler works with. It has no direct connection: its kind determines whether it gets a reader or a writer.
 */
export interface RunContext<Kind extends RunKind = RunKind> extends RunWork<Kind> {
  readonly run: RunRow<Kind>
  /** Adds values to the result of the run. */
  result(figures: RunResult<Kind>): Promise<void>
}

interface Definition<Kind extends RunKind> {
  readonly kind: Kind
  /** The name in the notification when it ends; null for kinds without a notification. */
  readonly notifiesAs: string | null
}

/** A run kind that reads from Graph, or only from the store. */
export interface ReadRun<Kind extends RunKind> extends Definition<Kind> {
  readonly access: 'read'
  /** It only uses the store, so archived tenants can run it too. */
  readonly offline?: true
  run(context: RunContext<Kind>, connect: () => Promise<GraphReader>): Promise<void>
}

/** A run kind that writes to the tenant. The writer checks the write lock before each write (000-8). */
export interface WriteRun<Kind extends RunKind> extends Definition<Kind> {
  readonly access: 'write'
  run(context: RunContext<Kind>, connect: () => Promise<{ reader: GraphReader; writer: GraphWriter }>): Promise<void>
}

export type RunDefinition<Kind extends RunKind> = ReadRun<Kind> | WriteRun<Kind>
/** One definition for each kind. */
export type RunDefinitions = { readonly [Kind in RunKind]: RunDefinition<Kind> }

/** Defines a run kind. Its shapes are in the contract (`run-shapes.ts`), which the store and the renderer use too. */
export function defineRun<const Kind extends RunKind, Defined extends RunDefinition<Kind>>(
  definition: Defined & { readonly kind: Kind },
): Defined {
  return definition
}
