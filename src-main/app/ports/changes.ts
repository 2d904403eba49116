import type { ChangeReason } from '#contract/model/severity.ts'

/** A version whose change isn't known yet. */
export interface DueChange {
  readonly versionId: string
  /** The version before it; null if it was purged. */
  readonly beforeId: string | null
}

/** What the changes of versions are about. It can always be derived again. */
export interface ChangeRepository {
  /** Versions that wait for it, the newest first. */
  due(limit: number): Promise<DueChange[]>
  /** What the changes are about that a run captured; null for one that isn't known. */
  ofRun(runId: string): Promise<readonly (readonly ChangeReason[] | null)[]>
  /** Stores what they are about. A version with another one before it by now stays due. */
  add(changes: readonly (DueChange & { readonly reasons: readonly ChangeReason[] })[]): Promise<void>
}
