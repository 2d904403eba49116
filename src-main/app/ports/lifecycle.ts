import type { PurgeFigures } from '#contract/model/run-shapes.ts'

/** What a purge has deleted so far, and how many of the old versions it has looked at. */
export interface PurgeProgress extends Readonly<PurgeFigures> {
  readonly looked: number
  readonly of: number
}

/** Ignored and archived policies, and purging. */
export interface LifecycleRepository {
  /** Ignores or archives policies, or reverts this (spec 900). */
  set(
    policyIds: readonly string[],
    change: { readonly ignoredAt?: string | null; readonly archivedAt?: string | null },
  ): Promise<void>
  /** What a purge would delete. @param before ISO 8601, UTC */
  preview(tenantId: string, before: string): Promise<PurgeFigures>
  /** What a purge could delete in addition if a backup set were deleted. */
  freedBySet(setId: string): Promise<PurgeFigures>
  /**
   * Deletes unused versions that were captured before a point in time. It keeps the latest version of policies that
   * aren't archived, and every version that a backup set, run, plan or baseline uses (spec 900).
   *
   * Each step is whole, and the last one says what the content took.
   *
   * @param goesOn asked after each step
   */
  purge(tenantId: string, before: string, goesOn: () => Promise<boolean>): AsyncIterable<PurgeProgress>
}
