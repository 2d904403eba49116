import type { AuditAction } from '#contract/model/audit.ts'
import type { Json } from '#domain/json.ts'

export interface AuditRow {
  readonly id: number
  readonly at: string
  readonly tenantId: string | null
  readonly action: string
  readonly detail: Json
}

/** What the chain of the audit says of itself. */
export interface AuditCheck {
  readonly entries: number
  /** The first entry that is not what was written; null when all are. */
  readonly brokenAt: number | null
  /** Hash of the newest entry: a note of it elsewhere shows later whether entries were cut off. */
  readonly head: string
}

export interface AuditRepository {
  /** Computes every hash again. */
  verify(): Promise<AuditCheck>
  append(entry: { at: string; tenantId: string | null; action: AuditAction; detail: Json }): Promise<void>
  list(tenantId: string, limit: number): Promise<AuditRow[]>
}
