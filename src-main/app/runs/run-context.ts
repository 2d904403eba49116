import type { ChangeEvent } from '#contract/method.ts'
import type { RunKind, RunResult } from '#contract/model/run-shapes.ts'
import type { GraphReader, GraphWriter } from '../ports/graph.ts'
import type { Ports } from '../ports/ports.ts'
import type { ItemChange, NewItem, RunItemRow, RunRow } from '../ports/runs.ts'
import type { TenantRow } from '../ports/tenants.ts'

/** Ports of a run: everything but Graph, which is given to it by its kind. */
export type RunPorts = Omit<Ports, 'graph' | 'takeWorkLock'>

/** What a use case gets of the run that it works for: the tenant, the items, and ways to say how far it is. */
export interface RunWork<Kind extends RunKind = RunKind> {
  readonly runId: string
  readonly tenant: TenantRow
  readonly signal: AbortSignal
  readonly ports: RunPorts
  /** Says what the run does while it has no items to count; null when it has. */
  phase(text: string | null): Promise<void>
  addItems(items: readonly NewItem<Kind>[]): Promise<void>
  items(): Promise<RunItemRow<Kind>[]>
  /** Records changes of items; the store is the truth, screens get a hint at most ten times a second. */
  updateItems(changes: readonly ItemChange<Kind>[]): Promise<void>
  /** @throws Failure `cancelled` when the user asked for it, here or in another process */
  checkCancelled(): Promise<void>
  emit(event: ChangeEvent): void
}

/** What a run handler works with. It never sees a transport: reads and writes are given to it by its kind. */
export interface RunContext<Kind extends RunKind = RunKind> extends RunWork<Kind> {
  readonly run: RunRow<Kind>
  /** Puts figures into the run's result. */
  result(figures: RunResult<Kind>): Promise<void>
}

interface Definition<Kind extends RunKind> {
  readonly kind: Kind
  /** What a notification calls it when it has ended; null where nobody waits for it. */
  readonly notifiesAs: string | null
}

/** A run kind that reads from Graph, or from the store alone. */
export interface ReadRun<Kind extends RunKind> extends Definition<Kind> {
  readonly access: 'read'
  /** It works from the store alone, so an archived tenant may have it too. */
  readonly offline?: true
  run(context: RunContext<Kind>, connect: () => Promise<GraphReader>): Promise<void>
}

/** A run kind that writes to the tenant; the writer checks the write lock before each write (000-8). */
export interface WriteRun<Kind extends RunKind> extends Definition<Kind> {
  readonly access: 'write'
  run(context: RunContext<Kind>, connect: () => Promise<{ reader: GraphReader; writer: GraphWriter }>): Promise<void>
}

export type RunDefinition<Kind extends RunKind> = ReadRun<Kind> | WriteRun<Kind>
/** One definition for each kind. */
export type RunDefinitions = { readonly [Kind in RunKind]: RunDefinition<Kind> }

/** Defines a run kind; its shapes stand in the contract (`run-shapes.ts`), where the store and the renderer have them too. */
export function defineRun<const Kind extends RunKind, Defined extends RunDefinition<Kind>>(
  definition: Defined & { readonly kind: Kind },
): Defined {
  return definition
}
