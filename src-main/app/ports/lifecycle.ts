/** What a purge takes away, or would. */
export interface PurgeFigures {
  readonly policies: number
  readonly versions: number
  readonly blobs: number
  readonly bytes: number
}

/** What people put out of sight, and what is taken away for good. */
export interface LifecycleRepository {
  /** Ignores or archives policies, or takes that back (spec 900). */
  set(
    policyIds: readonly string[],
    change: { readonly ignoredAt?: string | null; readonly archivedAt?: string | null },
  ): Promise<void>
  /** What a purge would delete. @param before ISO 8601, UTC */
  preview(tenantId: string, before: string): Promise<PurgeFigures>
  /**
   * Takes away versions that were captured before a moment and that nothing needs: not the newest of a policy that is
   * not archived, none that a set, a run, a plan or a baseline names (spec 900).
   */
  purge(tenantId: string, before: string): Promise<PurgeFigures>
}
