import type { Keep } from '#domain/schedule/retention.ts'

export interface ScheduleRow {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  /** Types to capture; all if empty. */
  readonly types: readonly string[]
  readonly cron: string
  readonly zone: string
  readonly keep: Keep
  /** Checked for drift after each backup. */
  readonly baselineId: string | null
  readonly enabled: boolean
  /** The last due time that was handled. */
  readonly lastDueAt: string
  readonly lastRunId: string | null
  readonly createdAt: string
  /** When its timing was last changed or turned on. */
  readonly effectiveAt: string
}

export interface ScheduleRepository {
  list(tenantId: string): Promise<ScheduleRow[]>
  /** Of all tenants that are not archived. */
  enabled(): Promise<ScheduleRow[]>
  find(id: string): Promise<ScheduleRow | undefined>
  save(schedule: ScheduleRow): Promise<void>
  remove(id: string): Promise<void>
  recordDue(id: string, dueAt: string, runId: string | null): Promise<void>
}
