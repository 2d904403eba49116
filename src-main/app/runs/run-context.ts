import type { GraphConnection, GraphReader, GraphWriter } from '../ports/graph.ts'
import type { Ports } from '../ports/ports.ts'
import type { ItemChange, NewItem, RunItemRow, RunRow } from '../ports/runs.ts'
import type { TenantRow } from '../ports/tenants.ts'
import type { Json } from '#domain/json.ts'

/** What a run handler works with. It never sees a transport: reads and writes are given to it by its kind. */
export interface RunContext {
  readonly run: RunRow
  readonly tenant: TenantRow
  readonly signal: AbortSignal
  readonly ports: Omit<Ports, 'graph' | 'takeWorkLock'>
  /** Says what the run does while it has no items to count. */
  phase(text: string | null): Promise<void>
  addItems(items: readonly NewItem[]): Promise<void>
  items(): Promise<RunItemRow[]>
  /** Writes item states; the store is the truth, screens are told at most ten times a second. */
  updateItems(changes: readonly { readonly id: string; readonly change: ItemChange }[]): Promise<void>
  /** Merges figures into the run's result. */
  result(figures: Json): Promise<void>
  /** Throws `cancelled` when the user asked for it, here or in another process. */
  checkCancelled(): Promise<void>
  emit(event: 'inventory.changed' | 'backups.changed' | 'tenant.changed' | 'drift.changed' | 'schedules.changed'): void
}

/** A run kind that reads from Graph, or from the store alone. */
export interface ReadRunHandler {
  readonly access: 'read'
  /** It works from the store alone, so an archived tenant may have it too. */
  readonly offline?: true
  run(context: RunContext, connect: () => Promise<GraphReader>): Promise<void>
}

/** A run kind that writes to the tenant; the writer checks the write lock before each write (rule A-9). */
export interface WriteRunHandler {
  readonly access: 'write'
  run(context: RunContext, connect: () => Promise<{ reader: GraphReader; writer: GraphWriter }>): Promise<void>
}

export type RunHandler = ReadRunHandler | WriteRunHandler
export type { GraphConnection }
