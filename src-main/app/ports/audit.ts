import type { AuditAction } from '#contract/model/audit.ts'
import type { Json } from '#domain/json.ts'

export interface AuditRow {
  readonly id: number
  readonly at: string
  readonly tenantId: string | null
  readonly action: string
  readonly detail: Json
}

/** Result of verifying the audit chain. */
export interface AuditCheck {
  readonly entries: number
  /** The first entry that was changed; null if none was. */
  readonly brokenAt: number | null
  /** Hash of the newest entry. Keep a copy elsewhere to detect later whether entries were cut off. */
  readonly head: string
}

export interface AuditRepository {
  /** Computes every hash again. */
  verify(): Promise<AuditCheck>
  append(entry: { at: string; tenantId: string | null; action: AuditAction; detail: Json }): Promise<void>
  /** The newest entries. @param tenantId null for those of all tenants, and of none */
  list(tenantId: string | null, limit: number, before?: number): Promise<AuditRow[]>
}
