export interface DeviationRow {
  readonly id: string
  readonly tenantId: string
  readonly settingId: string
  /** The value as Graph has it. */
  readonly key: string
  readonly reason: string
  readonly owner: string
  /** The last day, as `2026-12-31`; null for no end. */
  readonly until: string | null
  readonly createdAt: string
}

export interface DeviationRepository {
  list(tenantId: string): Promise<DeviationRow[]>
  find(id: string): Promise<DeviationRow | undefined>
  /** Replaces an earlier one for the same value. @returns its ID */
  save(deviation: DeviationRow): Promise<string>
  remove(id: string): Promise<void>
}
