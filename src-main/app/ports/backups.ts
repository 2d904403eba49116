import type { Kept } from '#domain/schedule/retention.ts'

export interface BackupSetRow {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  readonly runId: string
  readonly complete: boolean
  readonly createdAt: string
  readonly verifiedAt: string | null
  readonly versions: number
  readonly newVersions: number
  readonly size: number
  readonly newSize: number
  readonly note: string
  readonly tags: readonly string[]
}

export interface BackupContent {
  readonly versionId: string
  readonly policyId: string
  readonly type: string
  readonly name: string
  readonly number: number
  readonly isNew: boolean
}

export interface BackupRepository {
  /**
   * Stores the set of a run. If an earlier attempt of the run stored it, the set gains what was captured since.
   *
   * @returns the ID of the set
   */
  save(
    set: {
      id: string
      tenantId: string
      name: string
      runId: string
      complete: boolean
      at: string
      scheduleId: string | null
    },
    versions: readonly { versionId: string; isNew: boolean }[],
  ): Promise<string>
  list(tenantId: string): Promise<BackupSetRow[]>
  find(id: string): Promise<BackupSetRow | undefined>
  content(id: string): Promise<BackupContent[]>
  setVerified(id: string, at: string): Promise<void>
  describe(id: string, said: { readonly note: string; readonly tags: readonly string[] }): Promise<void>
  /** Backup sets of a schedule, newest first. */
  ofSchedule(scheduleId: string): Promise<Kept[]>
  /** Deletes the set. Its versions stay until a purge. */
  remove(ids: readonly string[]): Promise<void>
}
